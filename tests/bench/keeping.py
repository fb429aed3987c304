"""What was measured, in one JSON: a part measured again takes the place of what it was before."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.machine import description, stolen

PARTS = ("rows", "growth", "alone")


class Keeping:
    """One run of the bench: each part knows when, of which commit and how long it was measured."""

    def __init__(
        self, file: Path, *, rounds: int, seconds: float, written: Path | None = None
    ) -> None:
        """Go on with what the file holds, if it is of this machine; else begin anew.

        Where there is no such file yet, with what was `written` last.
        """
        self._file = file
        self._told = {"rounds": rounds, "seconds": seconds}
        self._stolen = stolen()
        kept = _read(file if written is None or file.exists() else written)
        machine = description()
        self._report: dict[str, Any] = kept if kept.get("machine") == machine else {}
        self._report["machine"] = machine

    def keep(self, part: str, one: Mapping[str, Any]) -> None:
        """Keep a measurement under its name, in the place it had, and write the file."""
        now = stolen()
        measured = {
            **self._told,
            "on": datetime.now(UTC).date().isoformat(),
            "commit": _commit(),
            "stolen_s": round(now - self._stolen, 2),
        }
        self._stolen = now
        fresh = {**one, "measured": measured}
        before: Sequence[Mapping[str, Any]] = self._report.get(part, [])
        if any(each["name"] == one["name"] for each in before):
            after = [fresh if each["name"] == one["name"] else each for each in before]
        else:
            after = [*before, fresh]
        self.put(part, after)

    def put(self, part: str, whole: object) -> None:
        """Put a whole part in the place of what it was, and write the file."""
        self._report[part] = whole
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(self._report, indent=1), encoding="utf-8")


def _read(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read


def _commit() -> str:
    """Return what was measured, short; with a plus where the tree differs from it."""
    words = ["git", "describe", "--always", "--exclude=*", "--dirty=+"]
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, cwd=Path(__file__).parent
    )
    return done.stdout.strip() or "unknown"
