"""What is written of visits: the day, the place, how many came and how long it took."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import uuid4

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
        visit_id = str(uuid4())
        await connection.execute(insert(table).values(visit_id=visit_id, **asdict(self.visit)))
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
    half_year = str(HalfYear.around(date.fromisoformat(day)))
    query = select(reports.c.half_year).where(reports.c.half_year == half_year)
    if await connection.scalar(query) is not None:
        raise Refused(RefusalCode.CONFLICT)


class Entered(NamedTuple):
    """One as it stands."""

    visit_id: str
    day: str
    municipality: str
    kind: str
    participants: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Visits:
    """Reads them."""

    store: Store

    async def latest(self) -> Sequence[Entered]:
        """Return the latest first."""
        query = select(*(table.c[name] for name in Entered._fields))
        query = query.order_by(table.c.day.desc(), table.c.visit_id).limit(SHOWN)

        def see(connection: Connection) -> list[Entered]:
            return [Entered(*row) for row in connection.execute(query)]

        return await self.store.look(see)
