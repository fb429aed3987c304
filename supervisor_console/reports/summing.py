"""Summing contacts up: each once, into numbers by month, place, sheet and line.

A report adds up a few thousand sums instead of a million contacts. Contacts are taken some at a
time, so that the memory it takes does not grow with what there is.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import Connection, String, case, cast, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.staff.ports import Submit
from chat.storage.postgresql import alone_with
from chat.storage.tables import bridge_results, contacts, ratings, sparring_results, tallies
from supervisor_console.reports.half_year import HalfYear, month_of
from supervisor_console.reports.sheets import FOLDED, UNKNOWN, VISITORS, Headings
from supervisor_console.reports.visiting import came

log = structlog.get_logger()

AT_ONCE = 1_000
"""Rows in one transaction: hundredths of a second of the one writer's time (our own choice)."""
EVERY_S = 60.0


@dataclass(frozen=True, slots=True)
class Fold:
    """Adds contacts that are in no sum yet to the sums."""

    at_once: int = AT_ONCE

    async def run(self, connection: AsyncConnection, _now: datetime) -> bool:
        """Return whether there may be more."""
        return await connection.run_sync(self._fold)

    def _fold(self, connection: Connection) -> bool:
        alone_with(connection, "tallies")
        c = contacts.c
        some = select(c.contact_id).where(c.summed.is_(False)).order_by(c.week).limit(self.at_once)
        # What is marked is what is counted, in one statement: nothing can come between.
        marking = update(contacts).where(c.contact_id.in_(some)).values(summed=True)
        told = [c.week, c.municipality, *(c[column] for column in FOLDED.values())]
        sums: Counter[tuple[str, str, str, str]] = Counter()
        for week, place, *lines in connection.execute(marking.returning(*told)):
            month = month_of(week)
            for sheet, line in zip(FOLDED, lines, strict=True):
                sums[month, place or "", sheet, UNKNOWN if line is None else str(line)] += 1
        if sums:
            _add(connection, sums)
        return bool(sums)


@dataclass(frozen=True, slots=True)
class SummingUp:
    """Keeps the sums up with what is counted, so that a report finds them done."""

    submit: Submit

    async def run(self) -> None:
        """Sum up each minute until cancelled; what fails is said and tried again."""
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                await self.catch_up()
            except Exception as error:  # noqa: BLE001 - a minute later it may go well
                log.warning("contacts_not_summed_up", error=type(error).__name__)

    async def catch_up(self) -> None:
        """Sum up all there is, a little at a time: what people write goes between."""
        while await self.submit(Fold()):
            pass


def _add(connection: Connection, sums: Mapping[tuple[str, str, str, str], int]) -> None:
    insert = insert_sqlite if connection.dialect.name == "sqlite" else insert_postgresql
    adding = insert(tallies)
    more = {"n": tallies.c.n + adding.excluded.n}
    names = ("month", "municipality", "sheet", "line")
    connection.execute(
        adding.on_conflict_do_update(index_elements=list(tallies.primary_key), set_=more),
        [{**dict(zip(names, key, strict=True)), "n": n} for key, n in sorted(sums.items())],
    )


def counts_of(
    connection: Connection, half_year: HalfYear, headings: Headings
) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
    """Return what was counted in a half-year: place -> sheet -> line -> number."""
    found: dict[str, dict[str, dict[str, int]]] = {}

    def add(place: str | None, sheet: str, line: str, number: int) -> None:
        lines = found.setdefault(place or "", {}).setdefault(sheet, {})
        lines[line] = lines.get(line, 0) + number

    heading_of = {topic: one.code for one in headings.values() for topic in one.topics}
    t = tallies.c
    months = t.month.in_(half_year.months)
    sums = select(t.municipality, t.sheet, t.line, func.sum(t.n)).where(months)
    for place, sheet, line, number in connection.execute(
        sums.group_by(t.municipality, t.sheet, t.line)
    ):
        known = heading_of.get(line, UNKNOWN) if sheet == "reason" else line
        add(place, sheet, known, int(number))
    by_month = select(t.municipality, t.month, func.sum(t.n)).where(months, t.sheet == "age")
    for place, month, number in connection.execute(by_month.group_by(t.municipality, t.month)):
        add(place, "month", month, int(number))
    for sheet, place, line, number in _of_ratings(connection, half_year):
        add(place, sheet, line, number)
    for place, line, number in _of_bridges(connection, half_year):
        add(place, "bridge_result", line, number)
    for line, number in _of_sparring(connection, half_year):
        add(None, "sparring", line, number)
    for place, number in came(connection, half_year):
        add(place, VISITORS, "all", number)
    return found


def _of_ratings(
    connection: Connection, half_year: HalfYear
) -> Sequence[tuple[str, str | None, str, int]]:
    r = ratings.c
    change = case(
        (r.before.is_(None) | r.after.is_(None), literal_column(f"'{UNKNOWN}'")),
        (r.after < r.before, literal_column("'better'")),
        (r.after > r.before, literal_column("'worse'")),
        else_=literal_column("'same'"),
    )
    helped = func.coalesce(cast(r.helped, String), literal_column(f"'{UNKNOWN}'"))
    return [
        (sheet, place, line, int(number))
        for sheet, column in (("change", change), ("helped", helped))
        for place, line, number in connection.execute(
            select(r.municipality, column.label("line"), func.count())
            .where(r.half_year == str(half_year))
            .group_by(r.municipality, column)
        )
    ]


def _of_bridges(
    connection: Connection, half_year: HalfYear
) -> Sequence[tuple[str | None, str, int]]:
    b = bridge_results.c
    query = (
        select(b.municipality, b.result, func.count())
        .where(b.week.in_(half_year.weeks))
        .group_by(b.municipality, b.result)
    )
    return [(place, line, int(number)) for place, line, number in connection.execute(query)]


def _of_sparring(connection: Connection, half_year: HalfYear) -> Sequence[tuple[str, int]]:
    s = sparring_results.c
    query = select(s.result, func.count()).where(s.week.in_(half_year.weeks)).group_by(s.result)
    return [(line, int(number)) for line, number in connection.execute(query)]
