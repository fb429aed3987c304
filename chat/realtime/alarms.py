"""Escalations on screens: at once to every supervisor, and to the conversation's counsellor."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from chat.domain.conversation import Conversation
from chat.domain.escalation import Escalation, EscalationKind
from chat.domain.identifiers import EscalationId, StaffId
from chat.domain.ladder import Drill
from chat.realtime.encoding import encode_event
from chat.realtime.seats import Seats
from chat.realtime.sockets import Socket
from chat.storage.conversations import Conversations
from chat.storage.submitted import Committed
from chat.storage.writer import Told

SHOWN_KEPT = 10_000
"""Escalations whose last move is remembered, least lately moved first out (our own choice)."""


class Alarms:
    """Shows every move of an escalation to those who must know of it.

    What was read from the store may be old by the time it is sent. Each move has the number of its
    event, and nothing is shown after something with a higher one.
    """

    def __init__(
        self,
        conversations: Conversations,
        supervisors: Seats[StaffId],
        counsellors: Seats[StaffId],
    ) -> None:
        """Show to these seats; find what is open in the store."""
        self._conversations = conversations
        self._supervisors = supervisors
        self._counsellors = counsellors
        self._moved: OrderedDict[EscalationId, int] = OrderedDict()

    def told(self, told: Sequence[Told]) -> None:
        """Show what has just moved, and what moved unseen before.

        What another process raised may be read here first by a commit of our own: it is no news to
        that commit, and still is to these screens.
        """
        for one in told:
            if isinstance(one.result, Committed):
                before = one.result.before
                known = before.escalations if before is not None else ()
                for escalation in one.result.after.escalations:
                    if escalation not in known or self._is_news(escalation):
                        self._show(one.result.after, escalation)

    async def all_open_to(self, socket: Socket) -> None:
        """Show every open escalation again: to a supervisor who has just come.

        They are seated already, so what moves while this reads reaches them by itself.
        """
        for one in await self._conversations.escalated():
            for escalation in one.escalations:
                if self._is_latest(escalation):
                    socket.send("escalation", escalation_on_wire(one, escalation))

    def danger_to(self, socket: Socket, one: Conversation) -> None:
        """Show the open escalation of a conversation to its counsellor."""
        escalation = one.open_escalation(EscalationKind.DANGER)
        if escalation is not None and self._is_latest(escalation):
            socket.send("escalation", escalation_on_wire(one, escalation))

    def _show(self, one: Conversation, escalation: Escalation) -> None:
        if not self._is_latest(escalation) or one.drill is Drill.SYNTHETIC:
            return
        self._moved[escalation.escalation_id] = escalation.seq
        self._moved.move_to_end(escalation.escalation_id)
        while len(self._moved) > SHOWN_KEPT:
            self._moved.popitem(last=False)
        data = escalation_on_wire(one, escalation)
        packet = encode_event("/supervisor", "escalation", data)
        for socket in self._supervisors.everyone():
            socket.send_raw(packet)
        if escalation.kind is EscalationKind.DANGER:
            for socket in self._counsellors.of(one.counsellor):
                socket.send("escalation", data)

    def _is_news(self, escalation: Escalation) -> bool:
        return escalation.is_open and escalation.seq > self._moved.get(escalation.escalation_id, 0)

    def _is_latest(self, escalation: Escalation) -> bool:
        return escalation.seq >= self._moved.get(escalation.escalation_id, 0)


def escalation_on_wire(one: Conversation, escalation: Escalation) -> Mapping[str, object]:
    """Return an escalation as staff are shown it; nothing of what was written is in it."""
    by = escalation.acknowledged_by
    return {
        "escalation_id": escalation.escalation_id,
        "conversation_id": one.conversation_id,
        "call_word": one.call_word,
        "kind": escalation.kind,
        "level": int(escalation.level),
        "state": escalation.state,
        "trigger": escalation.trigger,
        "step": escalation.step,
        "seq": escalation.seq,
        "told_seq": escalation.told_seq,
        "raised_at": escalation.raised_at.isoformat(),
        "due_at": escalation.due_at and escalation.due_at.isoformat(),
        "acknowledged_at": escalation.acknowledged_at and escalation.acknowledged_at.isoformat(),
        "acknowledged_by": by and {"staff_id": by, "display_name": escalation.acknowledged_by_name},
        "outcome": escalation.outcome,
        "drill": one.drill,
    }
