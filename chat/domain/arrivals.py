"""Arrivals (tilgang): how many came in an open hour, by part of the day and by hour of the week.

A contact tells its week and its part of the day, and no weekday; when the talks came that are not
forgotten yet tells the rest. A holiday counts as a Sunday. Nothing is read from fewer than five, as
in the reports inside the house: what has fewer is read together.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from chat.domain.contact import HOUR_BAND, week_of
from chat.domain.danish_holidays import is_holiday
from chat.domain.opening_hours import DAY, DENMARK, OpeningHours

HALF_LIFE_WEEKS = 4.0
"""A week so much older counts half (our own choice)."""
LEAST_TOLD_APART = 5
SUNDAY = 6
HOUR = timedelta(hours=1)

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What was counted in whole weeks, the oldest first; nothing leads to a person."""

    weeks: Sequence[date]
    """Each one's Monday."""
    contacts: Mapping[tuple[str, str], int]
    """By week (`2026-W47`) and hour band (`20-24`)."""
    opened: Sequence[datetime] = ()
    """When talks of these weeks began that are still kept."""
    opened_from: date | None = None
    """The Monday from which all of them are kept; `None`: of no week."""

    @property
    def total(self) -> int:
        """Return how many contacts there are."""
        return sum(self.contacts.values())

    def in_week(self, monday: date) -> int:
        """Return how many contacts one week has."""
        return sum(n for (week, _), n in self.contacts.items() if week == name_of(monday))

    def since_anybody_came(self) -> "Arrivals":
        """Return it without the weeks before the first contact: a new house was not there yet."""
        came = [place for place, monday in enumerate(self.weeks) if self.in_week(monday)]
        return replace(self, weeks=self.weeks[came[0] :] if came else [])


def open_hours(hours: OpeningHours, first: date, end: date) -> dict[datetime, float]:
    """Return each whole hour (UTC) in which the door is open, and for how much of it, in order."""
    begin, until = (datetime.combine(day, time(), DENMARK).astimezone(UTC) for day in (first, end))
    found: defaultdict[datetime, float] = defaultdict(float)
    for opens, closes in [(begin, until)] if hours.always else hours.openings(first - DAY):
        if opens >= until:
            break
        start, last = max(opens, begin), min(closes, until)
        hour = start.replace(minute=0, second=0, microsecond=0)
        while hour < last:
            part = (min(last, hour + HOUR) - max(start, hour)) / HOUR
            found[hour] = min(1.0, found[hour] + part)
            hour += HOUR
    return dict(sorted(found.items()))


def by_band(known: Arrivals, open_then: Mapping[datetime, float]) -> dict[str, float]:
    """Return how many come in an open hour of each part of the day, late weeks counting most."""
    ages = enumerate(reversed(known.weeks))
    weighs = {name_of(monday): 0.5 ** (age / HALF_LIFE_WEEKS) for age, monday in ages}
    open_h: defaultdict[str, float] = defaultdict(float)
    for begins, share in open_then.items():
        open_h[band_of(begins)] += share * weighs.get(week_of(begins.astimezone(DENMARK)), 0.0)
    came, weighed = Counter[str](), defaultdict[str, float](float)
    for (week, band), n in known.contacts.items():
        came[band] += n
        weighed[band] += n * weighs.get(week, 0.0)
    rates = {}
    few, alone = few_together({band: came[band] for band in sorted(open_h)})
    # An empty night takes nothing from a full evening: those with few never join another here.
    for group in filter(None, (few, *([band] for band in alone))):
        rate = sum(weighed[band] for band in group) / sum(open_h[band] for band in group)
        rates.update(dict.fromkeys(group, rate))
    return rates


def by_hour(
    known: Arrivals, open_then: Mapping[datetime, float]
) -> dict[tuple[int, int], tuple[int, float]]:
    """Return for each hour of the week how many came in how many open hours.

    Of an hour that is closed by today's hours, and of one with too few, nothing is read.
    """
    if known.opened_from is None:
        return {}
    since = datetime.combine(known.opened_from, time(), DENMARK)
    open_h: defaultdict[tuple[int, int], float] = defaultdict(float)
    for begins, share in open_then.items():
        if begins >= since:
            open_h[kind_of(begins)] += share
    hours = (one.astimezone(UTC).replace(minute=0, second=0, microsecond=0) for one in known.opened)
    came = Counter(kind_of(hour) for hour in hours if hour >= since and hour in open_then)
    found = {}
    for hour in range(24):
        weekdays = {kind: came[kind] for kind in sorted(open_h) if kind[1] == hour}
        for group in told_apart(weekdays):
            n, open_in_all = (sum(counts[kind] for kind in group) for counts in (came, open_h))
            if n >= LEAST_TOLD_APART:
                found.update(dict.fromkeys(group, (int(n), float(open_in_all))))
    return found


def told_apart(counts: Mapping[Key, int]) -> list[list[Key]]:
    """Put keys into groups: each with enough alone, and those with few together.

    Where those together are still few, the smallest of the others joins them.
    """
    few, alone = few_together(counts)
    while few and alone and sum(counts[key] for key in few) < LEAST_TOLD_APART:
        few.append(alone.pop(0))
    return [*([few] if few else []), *([key] for key in alone)]


def few_together(counts: Mapping[Key, int]) -> tuple[list[Key], list[Key]]:
    """Return the keys with few, and those with enough, the smallest first."""
    few = [key for key, n in counts.items() if n < LEAST_TOLD_APART]
    alone = sorted((key for key in counts if key not in few), key=lambda key: counts[key])
    return few, alone


def name_of(day: date) -> str:
    """Name a day's week, as `2026-W47`."""
    return week_of(datetime.combine(day, time(12), DENMARK))


def kind_of(begins: datetime) -> tuple[int, int]:
    """Return an hour's place in the week: weekday, Monday 0, and hour, by Danish time."""
    local = begins.astimezone(DENMARK)
    return (SUNDAY if is_holiday(local.date()) else local.weekday()), local.hour


def band_of(begins: datetime) -> str:
    """Return the part of the day an hour lies in, as contacts name it."""
    start = begins.astimezone(DENMARK).hour // HOUR_BAND * HOUR_BAND
    return f"{start:02}-{start + HOUR_BAND:02}"
