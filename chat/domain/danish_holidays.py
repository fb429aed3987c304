"""Danish holidays (helligdage): when what is not always open keeps other hours."""

from datetime import date
from functools import cache
from typing import Final

IN_BETWEEN: Final = ((6, 5), (12, 24), (12, 31))
"""Month and day of what is no holiday by law and yet closes many doors: Constitution Day, Christmas
Eve and New Year's Eve."""


def is_holiday(day: date) -> bool:
    """Tell whether a day is a public holiday: not store bededag, since lov 214 of 2023."""
    return day in holidays_of(day.year)


def is_in_between(day: date) -> bool:
    """Tell a day that is a holiday to some and a working day to others."""
    return (day.month, day.day) in IN_BETWEEN


@cache
def holidays_of(year: int) -> frozenset[date]:
    """Return a year's public holidays."""
    # The library loads those of every country, and a house that is always open asks for none.
    from holidays.countries.denmark import Denmark  # noqa: PLC0415

    return frozenset(Denmark(years=year))  # type: ignore[no-untyped-call]  # carries no types there
