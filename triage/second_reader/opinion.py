"""What the second reader makes of a text, and the words that say so."""

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
    """How urgent it seems, about what and whom: it only ever adds to what the lexicon found."""

    level: int
    acute: bool
    topics: tuple[str, ...]
    other: bool
    """It seems to be about somebody else."""
    mark: Mark | None = None
    """There with a level or the acute mark, unless the verdict it is asked beside says as much."""


NOTHING: Final = Opinion(0, acute=False, topics=(), other=False)
