"""How soon triage finds what a conversation comes to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from triage.assessing import Assessor, Turn
from triage.measures import Share
from triage.verdict import Level

_LATE: Final = 2
"""So many of the young person's messages after the turn still count as in time."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Conversations as they were read."""

    to_find: int
    """Of level 2 and above."""
    found_in_time: int
    """Given 2 or above in time."""
    reached_in_time: int
    """Given their own level in time."""
    harmless: int
    alarmed: int

    def in_time(self) -> Share:
        """Return those of level 2 or above that were given 2 or above in time."""
        return Share(self.found_in_time, self.to_find)

    def to_the_level(self) -> Share:
        """Return those of level 2 or above that were given all of their level in time."""
        return Share(self.reached_in_time, self.to_find)

    def false_alarms(self) -> Share:
        """Return those of level 0 that were given 2 or above."""
        return Share(self.alarmed, self.harmless)


def followed(assessor: Assessor, path: Path) -> Followed:
    """Read labelled conversations: `turns`, `level`, `first_turn_at_level` (1 is the first)."""
    to_find = in_time = reached = harmless = alarmed = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        levels = _levels(assessor, told["turns"])
        if told["level"] >= Level.ELEVATED:
            to_find += 1
            given = _highest(levels, told["turns"], told["first_turn_at_level"])
            in_time += given >= Level.ELEVATED
            reached += given >= told["level"]
        elif told["level"] == Level.NONE:
            harmless += 1
            alarmed += max(levels) >= Level.ELEVATED
    return Followed(to_find, in_time, reached, harmless, alarmed)


def _levels(assessor: Assessor, turns: Sequence[dict[str, str]]) -> list[int]:
    said: list[Turn] = []
    levels = []
    for turn in turns:
        young = turn["from"] == "young"
        levels.append(int(assessor.assess(turn["text"], said).level) if young else 0)
        said.append(Turn("young" if young else "counsellor", turn["text"]))
    return levels


def _highest(levels: Sequence[int], turns: Sequence[dict[str, str]], first: int) -> int:
    """Return the highest level up to the turn and the young person's next two messages."""
    later = [at for at, turn in enumerate(turns) if at >= first and turn["from"] == "young"]
    last = [first - 1, *later][: _LATE + 1][-1]
    return max(levels[: last + 1])
