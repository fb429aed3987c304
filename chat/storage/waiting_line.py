"""Reading the line of the waiting room: of everybody no more than their place hangs on.

A state is a row of a hundred columns. A line of ten thousand is read again and again, and of most
who stand in it nothing is shown but where: only those at its head are read whole.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from chat.domain.conversation import Conversation, ConversationState
from chat.domain.identifiers import ConversationId
from chat.domain.waiting_room import Waiting
from chat.storage.conversations import TABLE, states_of
from chat.storage.store import Store
from triage.verdict import Level

_WAITS = TABLE.c.state == ConversationState.WAITING.value
_LINE = select(
    TABLE.c.conversation_id,
    TABLE.c.level,
    func.coalesce(TABLE.c.waiting_since, TABLE.c.opened_at),
    TABLE.c.unassessed,
    TABLE.c.returned,
).where(_WAITS)

InOrder = Callable[[Sequence[Waiting]], Sequence[Waiting]]


class Line(NamedTuple):
    """All who stand in line, in order; and the first of them whole."""

    ordered: Sequence[Waiting]
    first: Sequence[Conversation]


class WaitingLine:
    """Finds who waits."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self._store = store

    async def read(self, in_order: InOrder, whole: int) -> Line:
        """Return the line, put in order by `in_order`, with the first `whole` of them whole."""

        def see(connection: Connection) -> Line:
            ordered = in_order(
                [
                    Waiting(ConversationId(here), Level(level), since, not unassessed, returned)
                    for here, level, since, unassessed, returned in connection.execute(_LINE)
                ]
            )
            head = [one.conversation_id for one in ordered[:whole]]
            return Line(ordered, _whole(connection, head) if head else ())

        return await self._store.look(see)


def _whole(connection: Connection, ids: Sequence[ConversationId]) -> list[Conversation]:
    """Return the states of these, in their order."""
    query = select(TABLE).where(_WAITS, TABLE.c.conversation_id.in_(ids))
    found = {one.conversation_id: one for one in states_of(connection, query, {})}
    return [found[one] for one in ids if one in found]
