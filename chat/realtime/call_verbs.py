"""What both consoles may ask about an adviser: call one in, hand them the pen, let them go."""

from dataclasses import dataclass

from chat.actions.calling_in import CallIn
from chat.domain.commands import EndCall, HandPen
from chat.domain.identifiers import ConversationId
from chat.domain.refusal import RefusalCode, Refused
from chat.realtime import desk_wire, staff_wire, wire
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.bridge_verbs import talks_with
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.roles import Act
from chat.storage.conversations import Conversations
from chat.storage.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class CallVerbs:
    """A bridge-builder's advice: for those who talk with the young person, and nobody else."""

    call_in: CallIn
    writer: Writer
    conversations: Conversations

    @asks("bridge:call", desk_wire.CallIn, Act.CALL_ADVISER)
    async def bridge_call(self, socket: Socket, asked: desk_wire.CallIn, _: Answer) -> Body:
        """Ask the bridge-builders on duty for one who reads along and advises."""
        seat = staff_seat(socket)
        one = await self.conversations.of(ConversationId(asked.conversation_id))
        if one is None or not talks_with(seat, one):
            raise Refused(RefusalCode.NOT_ASSIGNED)
        await self.call_in(one, seat.person, asked.question, asked.client_id)
        return {}

    @asks("call:end", wire.About, Act.CALL_ADVISER)
    async def call_end(self, socket: Socket, asked: wire.About, _: Answer) -> Body:
        """Let the adviser go, or call the call off."""
        here, by = ConversationId(asked.conversation_id), staff_seat(socket).person
        await self.writer.submit(EndCall(here, by, request_id=asked.client_id))
        return {}

    @asks("call:pen", staff_wire.PenNow, Act.CALL_ADVISER)
    async def call_pen(self, socket: Socket, asked: staff_wire.PenNow, _: Answer) -> Body:
        """Let the adviser write, or write oneself again; the young person is told who it is."""
        here, by = ConversationId(asked.conversation_id), staff_seat(socket).person
        await self.writer.submit(HandPen(here, by, asked.on, request_id=asked.client_id))
        return {}
