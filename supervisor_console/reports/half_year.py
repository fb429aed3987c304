"""A half-year: the only span a report is about, so that no two reports overlap.

Contacts are counted by week, and a week belongs where its Thursday lies, as weeks belong to years
(ISO 8601-1:2019 §3.1.1.23).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

MONTHS = 6
SETTLED = timedelta(days=7)
"""So long after its end what came last has been counted (our own choice; a talk lasts hours)."""


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """The first or second half of a year, written `2026-H1`."""

    year: int
    half: int

    @classmethod
    def of(cls, written: str) -> "HalfYear":
        """Read `2026-H1`; raise `ValueError` for anything else."""
        year, _, half = written.partition("-H")
        if not (year.isdecimal() and len(year) == 4 and half in {"1", "2"}):  # noqa: PLR2004 - digits of a year
            raise ValueError("not a half-year")
        return cls(int(year), int(half))

    @classmethod
    def between(cls, first: date, last: date) -> "HalfYear":
        """Return the half-year from `first` to `last`; raise `ValueError` when it is none."""
        found = cls.around(first)
        if (first, last) != (found.first, found.last):
            raise ValueError("not a half-year")
        return found

    @classmethod
    def around(cls, day: date) -> "HalfYear":
        """Return the half-year a day lies in."""
        return cls(day.year, 1 if day.month <= MONTHS else 2)

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, 1 if self.half == 1 else MONTHS + 1, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "HalfYear":
        """Return the one after."""
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)

    @property
    def before(self) -> "HalfYear":
        """Return the one before."""
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)  # noqa: PLR2004 - halves

    @property
    def months(self) -> tuple[str, ...]:
        """Return its months, as `2026-01`."""
        return tuple(f"{self.year}-{self.first.month + n:02}" for n in range(MONTHS))

    @property
    def weeks(self) -> tuple[str, ...]:
        """Return its weeks, as `2026-W01`."""
        thursday = self.first + timedelta(days=(3 - self.first.weekday()) % 7)
        found = []
        while thursday <= self.last:
            year, week, _ = thursday.isocalendar()
            found.append(f"{year}-W{week:02}")
            thursday += timedelta(weeks=1)
        return tuple(found)

    def is_settled(self, today: date) -> bool:
        """Say whether all of it is over and counted, so that a report of it can stand."""
        return today > self.last + SETTLED

    def __str__(self) -> str:
        return f"{self.year}-H{self.half}"


@cache
def month_of(week: str) -> str:
    """Return the month a week belongs to: `2026-W27` is in `2026-07`."""
    year, _, number = week.partition("-W")
    return f"{date.fromisocalendar(int(year), int(number), 4):%Y-%m}"
