"""What the second reader makes of a text. It only ever adds to what the lexicon found."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Mark:
    """The words that weighed most, and what they weighed for."""

    start: int
    end: int
    topic: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """How urgent it seems, about what, about whom, and which words say so."""

    level: int
    acute: bool
    topics: tuple[str, ...]
    other: bool
    """It seems to be about somebody else."""
    mark: Mark | None = None
    """There whenever it raises what the lexicon says: the level, or the acute mark."""


NOTHING: Final = Opinion(0, acute=False, topics=(), other=False)
