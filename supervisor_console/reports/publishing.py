"""Publishing: a half-year's numbers are decided once, when somebody first asks, and then stand.

Two reports of one half-year could differ by a contact that came between them; so there is one.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import StaffId
from chat.domain.opening_hours import DENMARK
from chat.staff.audit import Audit, append
from chat.staff.ports import Submit
from chat.storage.postgresql import alone_with
from chat.storage.store import Store
from chat.storage.tables import contacts, reports, tallies
from supervisor_console.reports.document import Document
from supervisor_console.reports.half_year import HalfYear, month_of
from supervisor_console.reports.quality import counted
from supervisor_console.reports.report import Reader, Report, report_of
from supervisor_console.reports.sheets import Headings, sheets_of
from supervisor_console.reports.summing import SummingUp, counts_of
from supervisor_console.reports.visiting import done


@dataclass(frozen=True, slots=True)
class Publish:
    """Writes down what was published; where somebody was quicker, theirs stands."""

    document: Document
    by: StaffId | None

    async def run(self, connection: AsyncConnection, now: datetime) -> Document:
        """Return what stands."""
        await connection.run_sync(alone_with, "reports")
        name = str(self.document.half_year)
        query = select(reports.c.contents).where(reports.c.half_year == name)
        kept: bytes | None = await connection.scalar(query)
        if kept is not None:
            return Document.read(kept)
        row = {"half_year": name, "published_at": now, "published_by": self.by}
        await connection.execute(insert(reports).values(**row, contents=self.document.kept()))
        await append(connection, now, Audit("publish_report", self.by, subject=name))
        return self.document


@dataclass(frozen=True, slots=True)
class Published:
    """What stands of a half-year, and of the one before it."""

    document: Document
    before: Document | None

    def report(self, place: str, reader: Reader) -> Report:
        """Return a place's report."""
        return report_of(place, self.document, self.before, reader)


@dataclass(slots=True)
class Publishing:
    """Gives reports, and publishes what was not yet."""

    store: Store
    submit: Submit
    headings: Headings
    clock: Callable[[], datetime]
    apart: Callable[[Callable[[], Document]], Awaitable[Document]] = asyncio.to_thread
    _alone: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    async def half_years(self) -> list[HalfYear]:
        """Return those there can be a report of, the latest first."""

        def see(connection: Connection) -> set[HalfYear]:
            kept = {HalfYear.of(one) for one in connection.scalars(select(reports.c.half_year))}
            months = set(connection.scalars(select(tallies.c.month).distinct()))
            fresh = select(contacts.c.week).where(contacts.c.summed.is_(False)).distinct()
            months |= {month_of(week) for week in connection.scalars(fresh)}
            return kept | {_half_year_of(month) for month in months}

        found = await self.store.look(see)
        today = self.clock().astimezone(DENMARK).date()
        return sorted((one for one in found if one.is_settled(today)), reverse=True)

    async def published(self, half_year: HalfYear, by: StaffId | None) -> Published | None:
        """Return what stands of a half-year; `None` of one that there is no report of."""
        known = await self.half_years()
        if half_year not in known:
            return None
        async with self._alone:
            before = half_year.before
            # The earlier one first: what it says is then what the later one repeats.
            earlier = await self._document(before, by) if before in known else None
            return Published(await self._document(half_year, by), earlier)

    async def _document(self, half_year: HalfYear, by: StaffId | None) -> Document:
        query = select(reports.c.contents).where(reports.c.half_year == str(half_year))
        kept: bytes | None = await self.store.look(lambda connection: connection.scalar(query))
        if kept is not None:
            return Document.read(kept)
        await SummingUp(self.submit).catch_up()
        counts, what, quality = await self.store.look(
            lambda connection: (
                counts_of(connection, half_year, self.headings),
                done(connection, half_year),
                counted(connection, half_year),
            )
        )
        sheets = sheets_of(half_year, self.headings)
        document = await self.apart(
            lambda: Document.of(half_year, counts, sheets, self.headings, what, quality)
        )
        return await self.submit(Publish(document, by))


def _half_year_of(month: str) -> HalfYear:
    year, _, number = month.partition("-")
    return HalfYear(int(year), 1 if int(number) <= 6 else 2)  # noqa: PLR2004 - June
