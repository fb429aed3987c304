"""Whether a member of staff may read a conversation now. Asked on every event, of the store."""

from dataclasses import dataclass

from chat.domain.conversation import Conversation
from chat.domain.identifiers import ConversationId
from chat.domain.people import Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.realtime.seats import StaffSeat
from chat.staff.roles import Act
from chat.storage.conversations import Conversations


@dataclass(frozen=True, slots=True)
class ReadingRights:
    """Lets staff read what they are part of; supervisors read everything, and it is audited."""

    conversations: Conversations

    async def must_read(self, seat: StaffSeat, conversation_id: ConversationId) -> Conversation:
        """Return the conversation.

        Raises:
            Refused: `not_assigned`, the same for what is another's and what never was.
        """
        one = await self.conversations.of(conversation_id)
        if one is None or not may_read(seat, one):
            raise Refused(RefusalCode.NOT_ASSIGNED)
        return one


def may_read(seat: StaffSeat, one: Conversation) -> bool:
    """Say whether a seat may read: what it holds, was called or asked into; any as a supervisor."""
    if seat.role is Sender.BRIDGE:
        own = one.call is not None and one.call.is_answered_by(seat.person)
    else:
        own = one.is_held_by(seat.staff_id) or one.is_accompanied_by(seat.person)
    return seat.may(Act.READ_CONVERSATION, own=own)
