"""Holding the waiting room by hand: who held it, since when, and why; and opening it again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.people import Person
from chat.staff.audit import Audit, append
from chat.staff.roles import Act
from chat.storage.store import Store
from chat.storage.tables import holds

_CURRENT = (
    select(holds).where(holds.c.opened_at.is_(None)).order_by(holds.c.held_at.desc()).limit(1)
)


@dataclass(frozen=True, slots=True)
class Hold:
    """The waiting room is held: nobody new is let in."""

    by: str
    """The supervisor's display name."""
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DoorMoved:
    """The door was held, or opened: whoever shows it looks again."""


@dataclass(frozen=True, slots=True)
class HoldService:
    """Holds the waiting room; one hold at a time, the newest says why."""

    by: Person
    reason: str

    async def run(self, connection: AsyncConnection, now: datetime) -> DoorMoved:
        """End the hold there is, and begin this one."""
        await _open(connection, self.by, now)
        row = {
            "hold_id": str(uuid4()),
            "held_at": now,
            "held_by": self.by.staff_id,
            "held_by_name": self.by.display_name,
            "reason": self.reason,
        }
        await connection.execute(insert(holds).values(row))
        await append(connection, now, Audit(Act.HOLD_SERVICE, self.by.staff_id, "held"))
        return DoorMoved()


@dataclass(frozen=True, slots=True)
class OpenService:
    """Opens the waiting room again."""

    by: Person

    async def run(self, connection: AsyncConnection, now: datetime) -> DoorMoved:
        """End the hold there is."""
        await _open(connection, self.by, now)
        await append(connection, now, Audit(Act.HOLD_SERVICE, self.by.staff_id, "opened"))
        return DoorMoved()


class Holds:
    """Finds the hold there is."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self._store = store

    async def current(self) -> Hold | None:
        """Return it, or `None` where the room is open as far as supervisors go."""

        def see(connection: Connection) -> Row[Any] | None:
            return connection.execute(_CURRENT).one_or_none()

        row = await self._store.ask(see)
        return None if row is None else Hold(row.held_by_name, row.reason, row.held_at)


async def _open(connection: AsyncConnection, by: Person, now: datetime) -> None:
    still = update(holds).where(holds.c.opened_at.is_(None))
    await connection.execute(still.values(opened_at=now, opened_by=by.staff_id))
