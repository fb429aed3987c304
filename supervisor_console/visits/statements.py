"""What is written of visits: the day, the place, how many came and how long it took."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import StaffId
from chat.domain.opening_hours import DENMARK
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.storage.store import Store
from chat.storage.tables import reports
from chat.storage.tables import visits as table
from supervisor_console.reports.half_year import HalfYear

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit; nothing says who was there."""

    visit_id: str
    """Whoever enters it has made it up: an answer that was lost enters nothing twice."""
    day: str
    municipality: str
    kind: str
    participants: int
    minutes: int


@dataclass(frozen=True, slots=True)
class EnterVisit:
    """Takes one in."""

    visit: Visit
    by: StaffId

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it.

        Raises:
            Refused: `malformed` for a day to come, `conflict` where the report stands already.
        """
        if self.visit.day > now.astimezone(DENMARK).date().isoformat():
            raise Refused(RefusalCode.MALFORMED)
        await _not_published(connection, self.visit.day)
        visit_id = self.visit.visit_id
        if await connection.scalar(select(table.c.day).where(table.c.visit_id == visit_id)):
            return
        await connection.execute(insert(table).values(**asdict(self.visit)))
        await append(connection, now, Audit("enter_visit", self.by, subject=visit_id))


@dataclass(frozen=True, slots=True)
class RemoveVisit:
    """Takes one out that was entered wrongly."""

    visit_id: str
    by: StaffId

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Remove it; `not_found` for none, `conflict` where the report stands already."""
        one = table.c.visit_id == self.visit_id
        day: str | None = await connection.scalar(select(table.c.day).where(one))
        if day is None:
            raise Refused(RefusalCode.NOT_FOUND)
        await _not_published(connection, day)
        await connection.execute(delete(table).where(one))
        await append(connection, now, Audit("remove_visit", self.by, subject=self.visit_id))


async def _not_published(connection: AsyncConnection, day: str) -> None:
    query = select(reports.c.half_year).where(reports.c.half_year == _half_year_of(day))
    if await connection.scalar(query) is not None:
        raise Refused(RefusalCode.CONFLICT)


def _half_year_of(day: str) -> str:
    return str(HalfYear.around(date.fromisoformat(day)))


class Entered(NamedTuple):
    """One as it stands."""

    visit_id: str
    day: str
    municipality: str
    kind: str
    participants: int
    minutes: int
    fixed: bool
    """The report it is in stands."""


@dataclass(frozen=True, slots=True)
class Visits:
    """Reads them."""

    store: Store

    async def latest(self) -> Sequence[Entered]:
        """Return the latest first."""
        query = select(*(table.c[name] for name in Entered._fields[:-1]))
        query = query.order_by(table.c.day.desc(), table.c.visit_id).limit(SHOWN)
        published = select(reports.c.half_year)

        def see(connection: Connection) -> list[Entered]:
            stand = set(connection.scalars(published))
            return [
                Entered(**row._asdict(), fixed=_half_year_of(row.day) in stand)
                for row in connection.execute(query)
            ]

        return await self.store.look(see)
