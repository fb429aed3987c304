"""The weight table of the second reader (config/reader/table.bin): what it has learnt, in numbers.

A plain file, no pickle, read without running anything. Its layout:
    1. one line: `brobygger-second-reader 1`
    2. one line of JSON: heads (names, in order), biases, slopes and offsets of the calibration,
       thresholds, scales, the number of features, and `inputs`: a SHA-256 for every file it was
       trained from, so that the same inputs can be known again
    3. the features, in UTF-8, sorted, a line feed after each
    4. their rarity (inverse document frequency, times the weight of their kind): one little-endian
       float32 each
    5. their weights: for each feature one signed byte a head; times the head's scale it is the
       weight, rarity included
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from triage.second_reader.table_error import TableError

MAGIC: Final = b"brobygger-second-reader 1\n"
DAMPING: Final = 3_000.0
"""Added to the squares a score is divided by: about two words' worth, so that few words say little.

Without it one word, ever so ordinary, would be as sure as a sentence. Chosen on `triage_dev`.
"""
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, repr=False)
class Learnt:
    """What training learnt, as it stands in the file."""

    heads: tuple[str, ...]
    features: tuple[str, ...]
    rarity: Floats
    """Shape (n_features,)."""
    weights: NDArray[np.int8]
    """Shape (n_features, n_heads)."""
    scales: tuple[float, ...]
    biases: tuple[float, ...]
    slopes: tuple[float, ...]
    """With `offsets` the calibration: probability = logistic(slope * score + offset)."""
    offsets: tuple[float, ...]
    thresholds: tuple[float, ...]
    """The probability from which a head speaks up, between 0 and 1."""
    inputs: Mapping[str, str]

    def to_bytes(self) -> bytes:
        """Return the file's content: the same for the same numbers, byte for byte."""
        head = {
            "heads": self.heads,
            "scales": self.scales,
            "biases": self.biases,
            "slopes": self.slopes,
            "offsets": self.offsets,
            "thresholds": self.thresholds,
            "features": len(self.features),
            "inputs": dict(sorted(self.inputs.items())),
        }
        return b"".join(
            [
                MAGIC,
                json.dumps(head).encode() + b"\n",
                *(feature.encode() + b"\n" for feature in self.features),
                self.rarity.astype("<f4").tobytes(),
                self.weights.astype("<i1").tobytes(),
            ]
        )

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Read what `to_bytes` wrote.

        Raises:
            TableError: this is no table, or it is cut short.
        """
        if not content.startswith(MAGIC):
            raise TableError("this is no table of the second reader")
        try:
            line_end = content.index(b"\n", len(MAGIC))
            head: dict[str, Any] = json.loads(content[len(MAGIC) : line_end])
            count, heads = int(head["features"]), tuple(map(str, head["heads"]))
            numbers = len(content) - count * (4 + len(heads))
            features = content[line_end + 1 : numbers].decode().split("\n")
            if numbers <= line_end or len(features) != count + 1 or features.pop():
                raise TableError("the table is cut short")
            rarity = np.frombuffer(content, "<f4", count, numbers)
            weights = np.frombuffer(content, "<i1", count * len(heads), numbers + 4 * count)
            return cls(
                heads=heads,
                features=tuple(features),
                rarity=rarity.astype(np.float32),
                weights=weights.reshape(count, len(heads)),
                scales=_numbers(head["scales"], heads),
                biases=_numbers(head["biases"], heads),
                slopes=_numbers(head["slopes"], heads),
                offsets=_numbers(head["offsets"], heads),
                thresholds=_numbers(head["thresholds"], heads),
                inputs=dict(head["inputs"]),
            )
        except (KeyError, TypeError, ValueError) as broken:
            if isinstance(broken, TableError):
                raise
            raise TableError("the table's head cannot be read") from broken

    @property
    def digest(self) -> str:
        """Return eight letters that stand for exactly these numbers."""
        return hashlib.sha256(self.to_bytes()).hexdigest()[:8]


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """The table, ready to look up in."""

    heads: tuple[str, ...]
    row_of: Mapping[str, int]
    """By feature; row 0 stands for every unknown feature and is all zeros."""
    rows: Floats
    """Shape (1 + n_features, n_heads + 1): the weights, and last the square of the rarity."""
    biases: Floats
    slopes: Floats
    offsets: Floats
    limits: Floats
    """The scores from which the heads speak up: the thresholds, without the calibration."""
    digest: str

    @classmethod
    def of(cls, learnt: Learnt) -> Self:
        """Make ready what was learnt."""
        rows = np.zeros((1 + len(learnt.features), len(learnt.heads) + 1), np.float32)
        rows[1:, :-1] = learnt.weights * np.array(learnt.scales, np.float32)
        rows[1:, -1] = learnt.rarity**2
        slopes, offsets = np.array(learnt.slopes), np.array(learnt.offsets)
        thresholds = np.array(learnt.thresholds)
        limits = (np.log(thresholds / (1 - thresholds)) - offsets) / slopes
        return cls(
            heads=learnt.heads,
            row_of={feature: at for at, feature in enumerate(learnt.features, start=1)},
            rows=rows,
            biases=np.array(learnt.biases, np.float32),
            slopes=slopes.astype(np.float32),
            offsets=offsets.astype(np.float32),
            limits=limits.astype(np.float32),
            digest=learnt.digest,
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file.

        Raises:
            TableError: it is missing, or no table.
        """
        try:
            content = path.read_bytes()
        except OSError as error:
            raise TableError(f"{path.name}: it can't be read: {error.strerror}") from error
        return cls.of(Learnt.from_bytes(content))


def _numbers(values: Sequence[float], heads: Sequence[str]) -> tuple[float, ...]:
    if len(values) != len(heads):
        raise TableError("the table's head does not fit together")
    return tuple(map(float, values))


def short(number: float) -> float:
    """Return a number with as many digits as matter, so that it prints the same everywhere."""
    return float(f"{number:.7g}")
