"""The interlock (sikkerhedsspærren): nobody new is let in without a supervisor who is present."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chat.domain.ladder import Ladder

REPEATED = timedelta(minutes=10)
"""How often the end of the ladder is told again that nobody is present (our own choice)."""


class Supervision(StrEnum):
    """Whether a supervisor is there."""

    PRESENT = "present"
    HELD = "held"
    """Not seen lately: nobody new is let in."""
    LOST = "lost"
    """For longer than the grace: those who wait are told, and the ladder."""


@dataclass(frozen=True, slots=True)
class Interlock:
    """How long a supervisor counts as present, from `policy.yaml`."""

    is_on: bool = True
    seen_within: timedelta = timedelta(seconds=60)
    """SECURITY_TARGETS.md E8."""
    grace: timedelta = timedelta(seconds=30)

    def supervision(self, confirmed_at: datetime | None, now: datetime) -> Supervision:
        """Return how it is with whoever confirmed last; `None` is nobody.

        A confirmation from the time to come was given by a clock that has been set back since: it
        proves nothing.
        """
        if not self.is_on:
            return Supervision.PRESENT
        if confirmed_at is None:
            return Supervision.LOST
        if abs(now - confirmed_at) <= self.seen_within:
            return Supervision.PRESENT
        return Supervision.HELD if now < self.lost_at(confirmed_at) else Supervision.LOST

    def lost_at(self, confirmed_at: datetime) -> datetime:
        """Return when presence is lost, unless somebody confirms."""
        return confirmed_at + self.seen_within + self.grace


def calls_since(lost_at: datetime, now: datetime, ladder: Ladder) -> Iterator[tuple[int, str]]:
    """Yield step and address of each call that is to have been made by now.

    Each rung in its time; then the last one again every ten minutes. Only the last repetition is
    named: after a long night nobody is called for each of them.
    """
    at = lost_at
    for step, rung in enumerate(ladder.rungs):
        if at > now:
            return
        yield from ((step, address) for address in rung.addresses)
        at += rung.lasts
    repeated = (now - at) // REPEATED
    if repeated >= 0:
        last = len(ladder.rungs) - 1
        yield from ((last + 1 + repeated, address) for address in ladder.rungs[last].addresses)
