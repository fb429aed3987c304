"""Whether a bridge-builder works where somebody lives: else nobody would take what they share."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from chat.domain.work_area import WorkArea
from chat.staff.roles import Role, roles_of
from chat.storage.store import Store
from chat.storage.tables import staff


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
