"""Whether a bridge-builder works where somebody lives: else nobody would take what they share."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from chat.domain.identifiers import StaffId
from chat.domain.people import Sender
from chat.domain.shift import ShiftState
from chat.domain.work_area import WorkArea
from chat.staff.roles import Role, roles_of
from chat.storage.store import Store
from chat.storage.tables import shifts, staff


@dataclass(frozen=True, slots=True)
class BuildersThere:
    """Reads whose accounts are open, and where they work."""

    store: Store
    regions: Mapping[str, str]

    async def __call__(self, municipality: str | None) -> bool:
        """Say whether somebody's area holds a municipality; unknown: whether somebody has all."""
        query = select(staff.c.roles, staff.c.area).where(staff.c.disabled_at.is_(None))

        def see(connection: Connection) -> bool:
            return any(
                WorkArea.of(row.area).covers(municipality, self.regions)
                for row in connection.execute(query)
                if Role.BRIDGE_BUILDER in roles_of(row.roles)
            )

        return await self.store.ask(see)


@dataclass(frozen=True, slots=True)
class BuildersOnDuty:
    """Reads which bridge-builders are on duty with their page open, and where they work."""

    store: Store
    regions: Mapping[str, str]

    async def __call__(self, municipality: str | None, but: StaffId | None = None) -> bool:
        """Say whether one whose area holds a municipality could come now; somebody else than `but`.

        Where the place is unknown, only who works everywhere could.
        """
        query = (
            select(staff.c.staff_id, staff.c.roles, staff.c.area)
            .join(shifts, shifts.c.staff_id == staff.c.staff_id)
            .where(staff.c.disabled_at.is_(None), shifts.c.role == Sender.BRIDGE.value)
            .where(shifts.c.state == ShiftState.ON.value, shifts.c.gone_at.is_(None))
        )

        def see(connection: Connection) -> bool:
            return any(
                WorkArea.of(row.area).covers(municipality, self.regions)
                for row in connection.execute(query)
                if row.staff_id != but and Role.BRIDGE_BUILDER in roles_of(row.roles)
            )

        return await self.store.ask(see)
