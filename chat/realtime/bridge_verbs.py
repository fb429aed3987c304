"""What both consoles may ask to help somebody on: who suits, and holding one out."""

from dataclasses import dataclass

from chat.actions.helping_on import Guide, OfferService
from chat.domain.bridge import Lane
from chat.domain.conversation import Conversation
from chat.domain.identifiers import ConversationId
from chat.domain.refusal import RefusalCode, Refused
from chat.realtime import desk_wire
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.seats import StaffSeat, staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.roles import Act
from chat.storage.conversations import Conversations


@dataclass(frozen=True, slots=True, eq=False)
class BridgeVerbs:
    """Suggest, and offer: to those who talk with the young person, and nobody else."""

    guide: Guide
    offer: OfferService
    conversations: Conversations

    @asks("bridge:suggest", desk_wire.SuggestFor, Act.OFFER_BRIDGE)
    async def bridge_suggest(self, socket: Socket, asked: desk_wire.SuggestFor, _: Answer) -> Body:
        """Answer with who suits what is known of them, and why."""
        one = await self.conversations.of(ConversationId(asked.conversation_id))
        if one is None or not talks_with(staff_seat(socket), one):
            raise Refused(RefusalCode.NOT_ASSIGNED)
        needs = asked.needs or ()
        return self.guide.suggest(one, needs, socket.language, anonymous=asked.anonymous)

    @asks("bridge:offer", desk_wire.OfferOne, Act.OFFER_BRIDGE)
    async def bridge_offer(self, socket: Socket, asked: desk_wire.OfferOne, _: Answer) -> Body:
        """Hold one out; answer with the bridge's id."""
        one = await self.conversations.of(ConversationId(asked.conversation_id))
        if one is None or not talks_with(staff_seat(socket), one):
            raise Refused(RefusalCode.NOT_ASSIGNED)
        bridge_id = await self.offer(
            one.conversation_id,
            one.municipality,
            staff_seat(socket).person,
            asked.service_id,
            Lane(asked.lane),
            asked.ask,
            (asked.message_to_young, asked.note),
            asked.client_id,
        )
        return {"bridge_id": bridge_id}


def talks_with(seat: StaffSeat, one: Conversation) -> bool:
    """Say whether a seat is the conversation's counsellor, or a supervisor who has come in."""
    beside = one.beside is not None and one.beside.staff_id == seat.staff_id
    return beside or one.is_held_by(seat.staff_id)
