"""Reading the states of conversations.

What is read may be old by the time it is used: a caller may show it, or deny by it, but only
`decide` inside a commit grants.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
)

from chat.domain.conversation import Conversation, ConversationState, LeftHow
from chat.domain.escalation import Escalation
from chat.domain.identifiers import ConversationId, EscalationId, ProcessId, StaffId
from chat.domain.ladder import Drill
from chat.domain.video_talk import VideoStatus
from chat.storage import tables
from chat.storage.bridges import bridges_of
from chat.storage.conversation_rows import conversation_from
from chat.storage.escalation_rows import escalation_from
from chat.storage.open_escalations import open_escalations
from chat.storage.store import Store

TABLE = tables.conversations
NO_TRIAL = or_(TABLE.c.drill.is_(None), TABLE.c.drill != Drill.SYNTHETIC.value)
"""The house's own trials are on no screen: nobody is to act on them."""
CLOSED = ConversationState.CLOSED.value
ESCALATED = TABLE.c.conversation_id.in_(
    select(tables.escalations.c.conversation_id).where(tables.escalations.c.state != "resolved")
)
ON_BOARD = or_(TABLE.c.state != CLOSED, ESCALATED)
"""What a supervisor must see: what goes on, and what is escalated still."""
# Asked so often that they are written once: built anew, a question costs more than its answer.
_ONE = select(TABLE).where(TABLE.c.conversation_id == bindparam("here"))
_BY_TOKEN = select(TABLE).where(TABLE.c.token_hash == bindparam("secret"))
_UNASSESSED = select(TABLE).where(TABLE.c.unassessed != "")
AT_ONCE = 500
"""Ids in one query: SQLite takes 32,766, and a query should not hold others up."""


class Came(NamedTuple):
    """How many have opened a conversation, and how many of them somebody has met."""

    opened: int
    met: int


class Conversations:
    """Finds conversations by what they are waited for."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self._store = store

    async def of(self, conversation_id: ConversationId) -> Conversation | None:
        """Return one conversation, or `None`."""
        found = await self._states(_ONE, here=conversation_id)
        return found[0] if found else None

    async def was_left_by_quick_exit(self, conversation_id: ConversationId) -> bool:
        """Whether its young person wants nothing of it on any screen again."""
        left = TABLE.c.left_how == LeftHow.QUICK_EXIT.value
        query = select(true()).where(TABLE.c.conversation_id == conversation_id, left)
        return await self._store.look(lambda connection: connection.scalar(query) is not None)

    async def of_all(self, ids: Sequence[ConversationId]) -> list[Conversation]:
        """Return those of these that there are, in no order."""
        return await self._where(TABLE.c.conversation_id.in_(ids)) if ids else []

    async def by_token(self, token_hash: bytes) -> Conversation | None:
        """Return the conversation a secret opens, without its escalations, or `None`.

        A thousand phones may come back at once, and none of them asks about escalations.
        """

        def see(connection: Connection) -> Conversation | None:
            row = connection.execute(_BY_TOKEN, {"secret": token_hash}).one_or_none()
            if row is None:
                return None
            bridges = bridges_of(connection, [row])
            return conversation_from(row, bridges=bridges.get(row.conversation_id, ()))

        return await self._store.ask(see)

    async def booked_by(self, counsellor: StaffId, now: datetime) -> list[Conversation]:
        """Return those with a video talk this counsellor has booked and that is not over."""
        found = await self._where(
            and_(
                TABLE.c.video_by == counsellor,
                TABLE.c.video_status == VideoStatus.ACCEPTED.value,
                TABLE.c.video_at.is_not(None),
                TABLE.c.video_bridge_id.is_(None),
                TABLE.c.video_until > now,
            )
        )
        return sorted(
            found, key=lambda one: one.opened_at if one.video is None else one.video.until
        )

    async def on_board(self) -> list[Conversation]:
        """Return all that a supervisor must see: what goes on, and what is escalated still."""
        return await self._where(and_(ON_BOARD, NO_TRIAL))

    async def came_since(self, moment: datetime) -> Came:
        """Return how many have come since then; drills are nobody."""
        came = and_(TABLE.c.opened_at >= moment, TABLE.c.drill.is_(None))
        query = select(func.count(), func.count(TABLE.c.assigned_at)).where(came)

        def see(connection: Connection) -> Came:
            return Came(*connection.execute(query).one())

        return await self._store.ask(see)

    async def escalated(self) -> list[Conversation]:
        """Return the conversations with an open escalation, oldest first."""
        found = await self._where(and_(ESCALATED, NO_TRIAL))
        return sorted(found, key=lambda one: min(e.raised_at for e in one.escalations))

    async def with_bridges(self, ended_since: datetime) -> list[Conversation]:
        """Return those with a bridge that has not ended, or only since then."""
        bridge = tables.bridges.c
        lately = or_(bridge.due_at.is_not(None), bridge.ended_at >= ended_since)
        found = select(bridge.conversation_id).where(lately)
        return await self._where(and_(TABLE.c.conversation_id.in_(found), NO_TRIAL))

    async def beside(self, supervisor: StaffId) -> list[Conversation]:
        """Return the conversations this supervisor has come into."""
        return await self._where(TABLE.c.beside == supervisor)

    async def with_calls(self) -> list[Conversation]:
        """Return those into which a bridge-builder is called, or has come."""
        return await self._where(and_(TABLE.c.call_seq.is_not(None), NO_TRIAL))

    async def unassessed(self) -> list[Conversation]:
        """Return those with messages that triage has not read yet."""
        return await self._states(_UNASSESSED)

    async def call_words_in_use(self) -> set[str]:
        """Return the words of all that a supervisor sees: two of one name could be mistaken."""
        query = select(TABLE.c.call_word).where(ON_BOARD)
        return await self._store.ask(lambda connection: set(connection.scalars(query)))

    async def young_here(self, process: ProcessId | None) -> list[ConversationId]:
        """Return the live conversations whose young person is at this process, by the rows."""
        query = select(TABLE.c.conversation_id).where(
            TABLE.c.state != CLOSED, TABLE.c.young_gone_at.is_(None), _at(process)
        )
        return await self._store.ask(lambda connection: list(connection.scalars(query)))

    async def young_gone_of(self, ids: Sequence[ConversationId]) -> list[ConversationId]:
        """Return those of these live conversations whose young person is gone, by the rows."""
        found = await self._of_few(ids, TABLE.c.state != CLOSED)
        return [one.conversation_id for one in found if one.young_gone_at is not None]

    async def young_at_others(
        self, living: Sequence[ProcessId]
    ) -> list[tuple[ConversationId, ProcessId | None]]:
        """Return the live conversations whose young person is at a process that is none of these.

        With each the process its row names.
        """
        query = select(TABLE.c.conversation_id, TABLE.c.young_process).where(
            TABLE.c.state != CLOSED,
            TABLE.c.young_gone_at.is_(None),
            or_(TABLE.c.young_process.is_(None), TABLE.c.young_process.not_in(living)),
        )
        return await self._store.ask(
            lambda connection: [(row[0], row[1]) for row in connection.execute(query)]
        )

    async def escalations(self, ids: Sequence[EscalationId]) -> list[Escalation]:
        """Return these escalations, ended ones too, in no order."""
        table = tables.escalations
        query = (
            select(table, tables.staff.c.display_name)
            .outerjoin(tables.staff, tables.staff.c.staff_id == table.c.acknowledged_by)
            .where(table.c.escalation_id.in_(ids))
        )
        return await self._store.ask(
            lambda connection: [escalation_from(row) for row in connection.execute(query)]
        )

    async def of_many(self, ids: Sequence[ConversationId]) -> list[Conversation]:
        """Return those of these that there are, however many; some at a time."""
        return await self._of_few(ids, true())

    async def closed_of(self, ids: Sequence[ConversationId]) -> list[Conversation]:
        """Return those of these that are closed."""
        return await self._of_few(ids, TABLE.c.state == CLOSED)

    async def _of_few(
        self, ids: Sequence[ConversationId], condition: ColumnElement[bool]
    ) -> list[Conversation]:
        found: list[Conversation] = []
        for start in range(0, len(ids), AT_ONCE):
            chunk = ids[start : start + AT_ONCE]
            found += await self._where(and_(TABLE.c.conversation_id.in_(chunk), condition))
        return found

    async def _where(self, condition: ColumnElement[bool]) -> list[Conversation]:
        return await self._states(select(TABLE).where(condition))

    async def _states(self, query: Select[Any], **values: object) -> list[Conversation]:
        return await self._store.look(lambda connection: states_of(connection, query, values))


def states_of(
    connection: Connection, query: Select[Any], values: Mapping[str, object]
) -> list[Conversation]:
    """Return the conversations whose rows a question finds, with all that belongs to them."""
    return states_from(connection, connection.execute(query, values).all())


def states_from(connection: Connection, rows: Sequence[Row[Any]]) -> list[Conversation]:
    """Return the conversations of these rows, with all that belongs to them."""
    escalations = open_escalations(connection, [row.conversation_id for row in rows])
    bridges = bridges_of(connection, rows)
    return [
        conversation_from(
            row,
            tuple(escalations.get(row.conversation_id, ())),
            bridges.get(row.conversation_id, ()),
        )
        for row in rows
    ]


def _at(process: ProcessId | None) -> ColumnElement[bool]:
    column = TABLE.c.young_process
    return column.is_(None) if process is None else column == process
