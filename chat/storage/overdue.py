"""What has sat past its time: bridges, calls, and what is in the hands of somebody who is gone.

What is read may be old by the time it is used: `decide` looks again inside the commit.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select

from chat.domain.conversation import Conversation, ConversationState
from chat.domain.identifiers import BridgeId, ConversationId, StaffId
from chat.domain.silence import SilenceBounds
from chat.domain.work_area import WorkArea
from chat.storage import tables
from chat.storage.conversations import states_of
from chat.storage.store import Store

_TALK, _BRIDGE, _ACCOUNT = tables.conversations.c, tables.bridges.c, tables.staff.c
# Each is asked every second or two, and so written once: built anew it costs more than its answer.
_SILENT = select(tables.conversations).where(
    _TALK.level >= bindparam("level"),
    or_(
        and_(
            _TALK.state == ConversationState.ACTIVE.value,
            func.coalesce(_TALK.unanswered_since, _TALK.assigned_at) <= bindparam("in_talk"),
        ),
        and_(
            _TALK.state == ConversationState.WAITING.value,
            _TALK.waiting_since <= bindparam("in_line"),
        ),
    ),
)
_BRIDGES = select(_BRIDGE.conversation_id, _BRIDGE.bridge_id).where(
    _BRIDGE.due_at <= bindparam("moment")
)
_OWNED = (
    select(
        _BRIDGE.conversation_id,
        _BRIDGE.bridge_id,
        _BRIDGE.owner,
        _BRIDGE.municipality,
        _ACCOUNT.area,
        _ACCOUNT.disabled_at,
    )
    .join(tables.staff, _ACCOUNT.staff_id == _BRIDGE.owner)
    .where(_BRIDGE.due_at.is_not(None))
)
_CALLS = select(_TALK.conversation_id, _TALK.call_seq).where(
    _TALK.call_seq.is_not(None),
    _TALK.call_due_at.is_not(None),
    func.coalesce(_TALK.call_next_at, _TALK.call_due_at) <= bindparam("moment"),
)


class Overdue:
    """Finds what the ladder's clock is to see to, by its id alone."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self._store = store

    async def perhaps_silent(self, now: datetime, bounds: SilenceBounds) -> list[Conversation]:
        """Return the flagged talks that may have waited too long for a word."""
        values = {
            "level": int(bounds.flagged_from),
            "in_talk": now - bounds.in_talk,
            "in_line": now - bounds.in_line,
        }
        return await self._store.look(lambda connection: states_of(connection, _SILENT, values))

    async def bridges_past(self, moment: datetime) -> list[tuple[ConversationId, BridgeId]]:
        """Return the bridges that have sat past their deadline."""
        values = {"moment": moment}
        return await self._store.ask(
            lambda connection: [(row[0], row[1]) for row in connection.execute(_BRIDGES, values)]
        )

    async def bridges_stranded(
        self, regions: Mapping[str, str]
    ) -> list[tuple[ConversationId, BridgeId, StaffId]]:
        """Return those whose owner cannot see to them: the account is shut, or works elsewhere."""
        return await self._store.ask(
            lambda connection: [
                (row.conversation_id, row.bridge_id, row.owner)
                for row in connection.execute(_OWNED)
                if row.disabled_at is not None
                or not WorkArea.of(row.area).covers(row.municipality, regions)
            ]
        )

    async def calls_past(self, moment: datetime) -> list[tuple[ConversationId, int]]:
        """Return the calls that are to take their next step, by the number of their event."""
        values = {"moment": moment}
        return await self._store.ask(
            lambda connection: [(row[0], row[1]) for row in connection.execute(_CALLS, values)]
        )
