"""What has sat past its time: bridges, calls, and what is in the hands of somebody who is gone.

What is read may be old by the time it is used: `decide` looks again inside the commit.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from chat.domain.identifiers import BridgeId, ConversationId, StaffId
from chat.domain.work_area import WorkArea
from chat.storage import tables
from chat.storage.store import Store

TABLE = tables.conversations


class Overdue:
    """Finds what the ladder's clock is to see to, by its id alone."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self._store = store

    async def bridges_past(self, moment: datetime) -> list[tuple[ConversationId, BridgeId]]:
        """Return the bridges that have sat past their deadline."""
        bridge = tables.bridges.c
        query = select(bridge.conversation_id, bridge.bridge_id).where(bridge.due_at <= moment)
        return await self._store.look(
            lambda connection: [(row[0], row[1]) for row in connection.execute(query)]
        )

    async def bridges_stranded(
        self, regions: Mapping[str, str]
    ) -> list[tuple[ConversationId, BridgeId, StaffId]]:
        """Return those whose owner cannot see to them: the account is shut, or works elsewhere."""
        bridge, account = tables.bridges.c, tables.staff.c
        query = (
            select(
                bridge.conversation_id,
                bridge.bridge_id,
                bridge.owner,
                bridge.municipality,
                account.area,
                account.disabled_at,
            )
            .join(tables.staff, account.staff_id == bridge.owner)
            .where(bridge.due_at.is_not(None))
        )
        return await self._store.look(
            lambda connection: [
                (row.conversation_id, row.bridge_id, row.owner)
                for row in connection.execute(query)
                if row.disabled_at is not None
                or not WorkArea.of(row.area).covers(row.municipality, regions)
            ]
        )

    async def calls_past(self, moment: datetime) -> list[tuple[ConversationId, int]]:
        """Return the calls that are to take their next step, by the number of their event."""
        query = select(TABLE.c.conversation_id, TABLE.c.call_seq).where(
            TABLE.c.call_seq.is_not(None),
            TABLE.c.call_due_at.is_not(None),
            func.coalesce(TABLE.c.call_next_at, TABLE.c.call_due_at) <= moment,
        )
        return await self._store.look(
            lambda connection: [(row[0], row[1]) for row in connection.execute(query)]
        )
