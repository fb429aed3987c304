"""Announcements: a supervisor's words to all on shift. Kept for a day, never of a young person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.people import Person
from chat.storage.store import Store
from chat.storage.tables import announcements

KEPT = timedelta(days=1)
"""Long enough that a process that was away still tells it (our own choice)."""


class Announcement(NamedTuple):
    """What was said, and by whom. Numbers rise."""

    number: int
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Announce:
    """Says something to all on shift; what is older than a day goes."""

    by: Person
    text: str

    async def run(self, connection: AsyncConnection, now: datetime) -> Announcement:
        """Write it and return it."""
        table = announcements.c
        await connection.execute(delete(announcements).where(table.at < now - KEPT))
        last = await connection.scalar(select(func.max(table.announcement_id)))
        number = (last or 0) + 1
        row = {"announcement_id": number, "at": now, "by_name": self.by.display_name}
        await connection.execute(insert(announcements).values({**row, "text": self.text}))
        return Announcement(number, self.by.display_name, self.text)


class Announcements:
    """Finds what was said."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self._store = store

    async def after(self, number: int) -> Sequence[Announcement]:
        """Return what was said after this one, in order."""
        table = announcements.c
        query = (
            select(table.announcement_id, table.by_name, table.text)
            .where(table.announcement_id > number)
            .order_by(table.announcement_id)
        )

        def see(connection: Connection) -> list[Announcement]:
            return [Announcement(*row) for row in connection.execute(query)]

        return await self._store.look(see)

    async def last(self) -> int:
        """Return the number of the last one; 0 where there is none."""
        query = select(func.max(announcements.c.announcement_id))
        found = await self._store.ask(lambda connection: connection.scalar(query))
        return found or 0
