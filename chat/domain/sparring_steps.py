"""When a question to specialists (sparring) has waited too long, counted in their own hours."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chat.domain.opening_hours import OpeningHours


@dataclass(frozen=True, slots=True)
class SparringSteps:
    """Who is told of a question nobody has answered, and when; from `policy.yaml`.

    A weekend counts for nothing: whoever asks has been told when specialists answer.
    """

    hours: OpeningHours = field(default_factory=lambda: OpeningHours(always=True))
    """When specialists answer."""
    told_outside_after: timedelta = timedelta(hours=3)
    """Bridge-builders outside the house are told: half a day of theirs (our own choice)."""
    answered_within: timedelta = timedelta(hours=6)
    """Supervisors are told: a day of theirs has gone by (our own choice)."""

    def untold(self, asked_at: Sequence[datetime], now: datetime) -> int:
        """Return how many of these, the oldest first, those outside are to be told of by now."""
        return self._past(asked_at, now, self.told_outside_after)

    def late(self, asked_at: Sequence[datetime], now: datetime) -> int:
        """Return how many of these, the oldest first, have waited too long by now."""
        return self._past(asked_at, now, self.answered_within)

    def _past(self, asked_at: Sequence[datetime], now: datetime, span: timedelta) -> int:
        # Who asked first has waited longest.
        return bisect_left(asked_at, True, key=lambda at: self._waited(at, now) < span)

    def _waited(self, asked_at: datetime, now: datetime) -> timedelta:
        door = self.hours.state_at(asked_at)
        if not door.is_open and door.next_open is None:
            return now - asked_at  # nobody answers at all: then somebody is to know of it
        return self.hours.open_between(asked_at, now)
