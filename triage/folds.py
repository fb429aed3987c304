"""Tables trained without some authors: what the honest figure is read by."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import sklearn

from triage.second_reader.table import Learnt
from triage.second_reader.training import Inputs, Material

_HERE: Final = Path(__file__).parent
_TRAINING: Final = (
    "families features head_names heads labelled table training windows wording".split()
)
_TRAINED_BY: Final = (
    *(_HERE / name for name in ("spelling.py", "topics.py")),
    *(_HERE / "second_reader" / f"{name}.py" for name in _TRAINING),
)
"""The code that an uncalibrated table comes from."""


class Folds:
    """Trains each of them once, and keeps it for the next measurement.

    A table is found again by everything it comes from: each file trained on, the code that counts
    and trains, and the versions of what that stands on. So a change of the lexicon, of the
    calibration or of a threshold is measured without training anew, and no other change is.
    """

    def __init__(self, inputs: Inputs, kept: Path) -> None:
        """Train from these inputs; keep tables in a folder, which need not be there."""
        self._inputs = inputs
        self._kept = kept
        self._material: Material | None = None

    def without(self, unseen: Sequence[str]) -> Learnt:
        """Return the table of all other authors, not calibrated yet."""
        path = self._kept / f"{self._name(unseen)}.bin"
        if path.exists():
            return Learnt.from_bytes(path.read_bytes())
        if self._material is None:
            self._material, _ = self._inputs.material()
        learnt = self._material.learn({}, without=unseen)
        self._kept.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".half")  # so that who is interrupted leaves no half table
        half.write_bytes(learnt.to_bytes())
        half.rename(path)
        return Learnt.from_bytes(learnt.to_bytes())

    def _name(self, unseen: Sequence[str]) -> str:
        trained_on = {name: one for name, one in self._inputs.digests().items() if name != "dev"}
        sources = [hashlib.sha256(path.read_bytes()).hexdigest() for path in _TRAINED_BY]
        versions = [np.__version__, sklearn.__version__]
        said = json.dumps([trained_on, sources, versions, list(unseen)])
        return hashlib.sha256(said.encode()).hexdigest()[:32]
