"""Reading who is on duty, and what may be told of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.conversation import ConversationState
from chat.domain.identifiers import ProcessId, StaffId
from chat.domain.people import Sender
from chat.domain.shift import Shift, ShiftState
from chat.storage import tables
from chat.storage.shift_rows import shift_from
from chat.storage.store import Store
from triage.verdict import Level

TALKS = tables.conversations
_ON_DUTY = (
    select(tables.shifts, tables.staff.c.display_name, tables.staff.c.roles)
    .join(tables.staff, tables.staff.c.staff_id == tables.shifts.c.staff_id)
    .where(tables.shifts.c.state != ShiftState.OFF.value)
)
_LOADS = select(TALKS.c.counsellor, func.count()).where(TALKS.c.seat).group_by(TALKS.c.counsellor)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A shift with the name and roles of the account behind it."""

    shift: Shift
    display_name: str
    roles: tuple[str, ...]


class Shifts:
    """Finds shifts by state and absence."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self._store = store

    async def of(self, staff_id: StaffId, role: Sender) -> Shift:
        """Return somebody's shift in a role; one that never began is off."""
        table = tables.shifts
        query = select(table).where(table.c.staff_id == staff_id, table.c.role == role.value)

        def see(connection: Connection) -> Shift:
            row = connection.execute(query).one_or_none()
            load = _loads(connection).get(staff_id, 0)
            return Shift(staff_id, role, load=load) if row is None else shift_from(row, load)

        return await self._store.look(see)

    async def on_duty(self) -> list[OnDuty]:
        """Return everybody on shift or pausing, by name."""

        def see(connection: Connection) -> list[OnDuty]:
            loads = _loads(connection)
            return [_on_duty_from(row, loads) for row in connection.execute(_ON_DUTY)]

        found = await self._store.look(see)
        return sorted(found, key=lambda one: (one.display_name, one.shift.staff_id))

    async def hard_talks(self, shift: Shift, hard_from: Level) -> int:
        """Return how many they were met with in this shift whose level is this or above."""
        if shift.started_at is None:
            return 0
        query = select(func.count()).where(
            TALKS.c.counsellor == shift.staff_id,
            TALKS.c.level >= int(hard_from),
            TALKS.c.assigned_at >= shift.started_at,
        )
        return await self._store.ask(lambda connection: connection.scalar(query) or 0)

    async def here(self, role: Sender) -> Mapping[StaffId, ProcessId | None]:
        """Return who is here in a role, and at which process, as the rows have it."""
        table = tables.shifts
        query = select(table.c.staff_id, table.c.process).where(
            table.c.role == role.value, table.c.gone_at.is_(None)
        )
        return await self._store.ask(
            lambda connection: {row[0]: row[1] for row in connection.execute(query)}
        )

    async def at_others(
        self, living: Sequence[ProcessId]
    ) -> list[tuple[StaffId, Sender, ProcessId | None]]:
        """Return who is at a process that is none of these, in which role, and at which."""
        table = tables.shifts
        query = select(table.c.staff_id, table.c.role, table.c.process).where(
            table.c.gone_at.is_(None),
            or_(table.c.process.is_(None), table.c.process.not_in(living)),
        )
        return await self._store.ask(
            lambda connection: [
                (row[0], Sender(row[1]), row[2]) for row in connection.execute(query)
            ]
        )


class EveryoneGone:
    """A process that starts holds nobody's line: all seats are gone until people are back."""

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Mark every seat as gone since now, unless it was before."""
        shifts, talks = tables.shifts, tables.conversations
        await connection.execute(
            update(shifts).where(shifts.c.gone_at.is_(None)).values(gone_at=now)
        )
        await connection.execute(
            update(talks)
            .where(talks.c.young_gone_at.is_(None))
            .where(talks.c.state != ConversationState.CLOSED.value)
            .values(young_gone_at=now)
        )


def _on_duty_from(row: Row[Any], loads: Mapping[StaffId, int]) -> OnDuty:
    load = loads.get(row.staff_id, 0) if row.role == Sender.COUNSELLOR else 0
    return OnDuty(shift_from(row, load), row.display_name, tuple(row.roles.split()))


def _loads(connection: Connection) -> Mapping[StaffId, int]:
    return {row[0]: row[1] for row in connection.execute(_LOADS)}
