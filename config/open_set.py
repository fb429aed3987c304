"""The open set: labelled messages anybody may read, `config/triage_text/train/*.jsonl`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from supervisor_console.workbench.effect import Labelled

FOLDER: Final = Path(__file__).parent / "triage_text" / "train"


def open_set(folder: Path = FOLDER) -> Iterator[Labelled]:
    """Yield every message that has a text and a level, file by file."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            for line in file:
                said = json.loads(line) if line.strip() else {}
                if isinstance(said.get("text"), str) and isinstance(said.get("level"), int):
                    yield Labelled(said["text"], said["level"])
