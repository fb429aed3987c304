"""Forecasting: from what was counted to how many counsellors each hour of a week takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from math import ceil

from chat.domain.arrivals import HOUR
from chat.domain.forecast import Expected, expected
from chat.domain.opening_hours import DAY, DENMARK, OpeningHours
from chat.domain.staffing import Load, lasting, rooms_needed
from chat.storage.store import Store
from supervisor_console.forecast.counted import WEEK, counted

WEEKS = 12
"""How many whole weeks are looked back at (our own choice)."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a helpline decides: how soon most are to be met, and what a counsellor holds."""

    target: timedelta
    at_once: int
    """Talks a counsellor holds at once."""
    wrap_up: timedelta
    """How long a seat is taken after the goodbye, at most."""
    typical_talk: timedelta
    """Where too few have talked to know."""
    retention: timedelta


@dataclass(frozen=True, slots=True)
class Staffed:
    """An hour to come, and what it takes."""

    coming: Expected
    talks: int
    """Talks at once there must be room for."""
    counsellors: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """A week to come, hour by hour, and what it was reckoned from."""

    first: date
    weeks: int
    contacts: int
    talk: timedelta
    patience: timedelta | None
    target: timedelta
    hours: Sequence[Staffed]


@dataclass(frozen=True, slots=True)
class Forecasting:
    """Makes forecasts of what is counted."""

    store: Store
    hours: OpeningHours
    aim: Aim
    clock: Callable[[], datetime]

    async def of(
        self, first: date | None = None, weeks: int = WEEKS, target: timedelta | None = None
    ) -> Forecast:
        """Return the seven days from `first` (left out: tomorrow), from the whole weeks before.

        Raises:
            TooLittleKnown: too few weeks or contacts to say anything from.
        """
        now = self.clock()
        today = now.astimezone(DENMARK).date()
        first = first or today + DAY
        monday = min(first, today) - min(first, today).weekday() * DAY
        back = [monday - n * WEEK for n in range(weeks, 0, -1)]
        known = await self.store.ask(lambda line: counted(line, back, now - self.aim.retention))
        # From the day before on: who comes just before midnight still talks after it.
        coming = expected(known.arrivals, self.hours, first - DAY, days=8)
        talk = known.talk or self.aim.typical_talk
        return Forecast(
            first=first,
            weeks=len(known.arrivals.since_anybody_came().weeks),
            contacts=known.arrivals.total,
            talk=talk,
            patience=known.patience,
            target=target or self.aim.target,
            hours=[
                one
                for one in self._staffed(coming, talk, known.patience, target or self.aim.target)
                if one.coming.begins.astimezone(DENMARK).date() >= first
            ],
        )

    def _staffed(
        self,
        coming: Sequence[Expected],
        talk: timedelta,
        patience: timedelta | None,
        target: timedelta,
    ) -> list[Staffed]:
        @cache
        def needed(per_hour: float) -> int:
            return rooms_needed(Load(per_hour, talk + self.aim.wrap_up, patience), target)

        found = []
        for _, run in groupby(enumerate(coming), lambda it: it[1].begins - it[0] * HOUR):
            hours = [one for _, one in run]
            loads = lasting([one.mean / one.open_h for one in hours])
            for one, load in zip(hours, loads, strict=True):
                talks = needed(round(load, 1))
                found.append(Staffed(one, talks, ceil(talks / self.aim.at_once)))
        return found
