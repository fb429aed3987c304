"""Visits of a half-year, place by place: how many, how long, and how many came.

How many came is a whole as any other, hidden where it is small by the same rule (`disclosure`): who
was met on a street corner may be few. It is split by nothing. How many visits there were and how
long they took says what the house did, of nobody who came, and need not be hidden; it stands where
a place is shown at all.
"""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, func, select

from chat.storage.tables import visits
from supervisor_console.reports.half_year import HalfYear
from supervisor_console.reports.sheets import COUNTRY, VISIT_KINDS

Done = Mapping[str, Mapping[str, tuple[int, int]]]
"""Place -> kind -> visits and minutes."""
HOUR = 60


def came(connection: Connection, half_year: HalfYear) -> list[tuple[str, int]]:
    """Return how many came, by place."""
    query = select(visits.c.municipality, func.sum(visits.c.participants))
    rows = connection.execute(query.where(_within(half_year)).group_by(visits.c.municipality))
    return [(place, int(number)) for place, number in rows]


def done(connection: Connection, half_year: HalfYear) -> Done:
    """Return what was done, by place, and for the country."""
    query = select(
        visits.c.municipality, visits.c.kind, func.count(), func.sum(visits.c.minutes)
    ).where(_within(half_year))
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for place, kind, times, minutes in connection.execute(
        query.group_by(visits.c.municipality, visits.c.kind)
    ):
        for one in (place, COUNTRY):
            before = found.setdefault(one, {}).get(kind, (0, 0))
            found[one][kind] = (before[0] + times, before[1] + int(minutes))
    return found


def numbers_of(place: str, what: Done) -> dict[str, int]:
    """Return a place's lines: visits of each kind, and whole hours, halves up."""
    lines = {}
    for kind in VISIT_KINDS:
        times, minutes = what.get(place, {}).get(kind, (0, 0))
        lines[kind] = times
        lines[f"{kind}_hours"] = (minutes + HOUR // 2) // HOUR
    return lines


def _within(half_year: HalfYear) -> ColumnElement[bool]:
    first, last = half_year.first.isoformat(), half_year.last.isoformat()
    return visits.c.day.between(first, last)
