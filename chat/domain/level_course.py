"""The course of a level (niveauets forløb): what it became, and when, as far back as is told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from triage.verdict import Level

KEPT: Final = 8
"""The log holds all of them; the board tells the last few (our own choice)."""


class LevelMove(NamedTuple):
    """The level became this, then."""

    at: datetime
    to: Level


def with_move(moves: Sequence[LevelMove], at: datetime, to: Level) -> tuple[LevelMove, ...]:
    """Return the course with one more move; the oldest is told no more when there are many."""
    return (*moves, LevelMove(at, to))[-KEPT:]
