"""Reading escalations: which are due, whose owner is gone, and whether all is as it should be."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, or_, select

from chat.domain.escalation import EscalationState
from chat.domain.identifiers import ConversationId, EscalationId, StaffId
from chat.domain.ladder import Ladder
from chat.domain.people import Sender
from chat.storage import tables
from chat.storage.store import Store

TABLE = tables.escalations
OPEN = TABLE.c.state != EscalationState.RESOLVED.value


class Due(NamedTuple):
    """An escalation whose time may be over, as it stood when it was read."""

    conversation_id: ConversationId
    escalation_id: EscalationId
    seq: int
    owner: StaffId | None
    due_at: datetime | None


class Escalations:
    """Finds escalations. What is read is only a hint: `decide` looks again inside the commit."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self._store = store

    async def due(self, now: datetime, ladder: Ladder) -> list[Due]:
        """Return what may have to move, the longest overdue first.

        Also what is due further ahead than anything can be: its deadline is from another time.
        """
        late = or_(
            TABLE.c.due_at.is_(None), TABLE.c.due_at <= now, TABLE.c.due_at > now + ladder.longest
        )
        left = select(tables.shifts.c.staff_id).where(
            tables.shifts.c.role == Sender.SUPERVISOR.value,
            tables.shifts.c.gone_at <= now - ladder.owner_gone,
        )
        query = (
            select(TABLE)
            .where(OPEN, or_(late, TABLE.c.acknowledged_by.in_(left)))
            .order_by(TABLE.c.due_at, TABLE.c.escalation_id)
        )
        return await self._all(query)

    async def out_of_time(self, before: datetime, after: datetime) -> int:
        """Return how many open ones have no deadline, or one before or after these moments."""
        wrong = or_(TABLE.c.due_at.is_(None), TABLE.c.due_at < before, TABLE.c.due_at > after)
        return len(await self._all(select(TABLE).where(and_(OPEN, wrong))))

    async def _all(self, query: Select[Any]) -> list[Due]:
        def see(connection: Connection) -> Sequence[Row[Any]]:
            return connection.execute(query).all()

        return [
            Due(row.conversation_id, row.escalation_id, row.seq, row.acknowledged_by, row.due_at)
            for row in await self._store.look(see)
        ]
