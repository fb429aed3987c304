"""Escalations on screens: at once to every supervisor, and to the conversation's counsellor."""

from collections.abc import Mapping, Sequence

from chat.domain.conversation import Conversation
from chat.domain.escalation import Escalation, EscalationKind
from chat.domain.identifiers import StaffId
from chat.realtime.encoding import encode_event
from chat.realtime.seats import Seats
from chat.realtime.sockets import Socket
from chat.storage.conversations import Conversations
from chat.storage.submitted import Committed
from chat.storage.writer import Told


class Alarms:
    """Shows every move of an escalation to those who must know of it."""

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

    def told(self, told: Sequence[Told]) -> None:
        """Show what has just moved."""
        for one in told:
            if isinstance(one.result, Committed):
                before = one.result.before
                known = before.escalations if before is not None else ()
                for escalation in one.result.after.escalations:
                    if escalation not in known:
                        self._show(one.result.after, escalation)

    async def all_open_to(self, socket: Socket) -> None:
        """Show every open escalation again: to a supervisor who has just come."""
        for one in await self._conversations.escalated():
            for escalation in one.escalations:
                socket.send("escalation", escalation_on_wire(one, escalation))

    def danger_to(self, socket: Socket, one: Conversation) -> None:
        """Show the open escalation of a conversation to its counsellor."""
        escalation = one.open_escalation(EscalationKind.DANGER)
        if escalation is not None:
            socket.send("escalation", escalation_on_wire(one, escalation))

    def _show(self, one: Conversation, escalation: Escalation) -> None:
        data = escalation_on_wire(one, escalation)
        packet = encode_event("/supervisor", "escalation", data)
        for socket in self._supervisors.everyone():
            socket.send_raw(packet)
        if escalation.kind is EscalationKind.DANGER:
            for socket in self._counsellors.of(one.counsellor):
                socket.send("escalation", data)


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
        "raised_at": escalation.raised_at.isoformat(),
        "due_at": escalation.due_at and escalation.due_at.isoformat(),
        "acknowledged_at": escalation.acknowledged_at and escalation.acknowledged_at.isoformat(),
        "acknowledged_by": by and {"staff_id": by, "display_name": escalation.acknowledged_by_name},
        "outcome": escalation.outcome,
    }
