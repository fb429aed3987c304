"""What the workbench needs of the house: the lexicon that runs, and somebody who measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from supervisor_console.workbench.effect import Change
from triage.assessing import Assessor


@dataclass(frozen=True, slots=True)
class Measured:
    """What an entry would change on the open set."""

    read: int
    of_all: int
    """Messages in the open set: where fewer were read, the time was up."""
    of_level: dict[int, int]
    changed: dict[int, int]
    """How many verdicts change, by the level people gave the message."""
    raised: dict[int, int]
    """How many of them to a higher level."""
    shown: tuple[Change, ...]


class Running(Protocol):
    """The lexicon messages are read with, kept at what the store says."""

    @property
    def assessor(self) -> Assessor | None:
        """Return what reads; nothing while the service starts."""
        ...

    @property
    def refused(self) -> str | None:
        """Return why what is live could not be taken in; nothing when it was."""
        ...

    async def refresh(self) -> None:
        """Take in what is live now, beside the loop; what is broken changes nothing."""
        ...


class Measure(Protocol):
    """Reads the open set with a proposed entry and without, elsewhere."""

    async def __call__(self, live: Sequence[str], entry: str, /) -> Measured:
        """Return what would change.

        Raises:
            Refused: `broken_lexicon` with the reason, or `too_slow`.
        """
        ...


class Check(Protocol):
    """Loads the lexicon with a proposed entry, elsewhere, and holds every rule to its examples."""

    async def __call__(self, live: Sequence[str], entry: str, /) -> None:
        """Do so.

        Raises:
            Refused: `broken_lexicon` with the reason, or `too_slow`.
        """
        ...
