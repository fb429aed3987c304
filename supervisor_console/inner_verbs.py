"""What a supervisor asks inside a conversation: come in, take the pen, write, hand on, go again."""

from dataclasses import dataclass
from datetime import timedelta

from chat.actions.messages import SendMessage
from chat.domain.audience import Viewer
from chat.domain.commands import Join, StepOut, TakeOver, Transfer
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.text import cleaned
from chat.realtime import desk_wire, staff_wire, wire
from chat.realtime.answers import Body, InPlace
from chat.realtime.asking import asks
from chat.realtime.bus import About
from chat.realtime.hub import Hub
from chat.realtime.reading_rights import ReadingRights
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.roles import Act
from chat.storage.writer import Writer

LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True, eq=False)
class InnerVerbs:
    """Be in a conversation rather than look on."""

    send: SendMessage
    writer: Writer
    hub: Hub
    rights: ReadingRights
    offer_stands: timedelta
    """How long a colleague has to take what is held out to them."""

    @asks("conversation:join", wire.About, Act.JOIN_CONVERSATION)
    async def conversation_join(self, socket: Socket, asked: wire.About, _: Answer) -> Body:
        """Come in beside the counsellor; the young person is told."""
        here, by = ConversationId(asked.conversation_id), staff_seat(socket).person
        await self.writer.submit(Join(here, by, request_id=asked.client_id))
        return {}

    @asks("conversation:take_over", wire.About, Act.TAKE_OVER_CONVERSATION)
    async def conversation_take_over(self, socket: Socket, asked: wire.About, _: Answer) -> Body:
        """Take the pen: one writes at a time, and the young person is told who."""
        here, by = ConversationId(asked.conversation_id), staff_seat(socket).person
        await self.writer.submit(TakeOver(here, by, request_id=asked.client_id))
        return {}

    @asks("conversation:step_out", wire.About, Act.TAKE_OVER_CONVERSATION)
    async def conversation_step_out(self, socket: Socket, asked: wire.About, _: Answer) -> Body:
        """Give the pen back and go."""
        here, by = ConversationId(asked.conversation_id), staff_seat(socket).person
        await self.writer.submit(StepOut(here, by, request_id=asked.client_id))
        return {}

    @asks("conversation:transfer", desk_wire.HandOn, Act.TRANSFER_CONVERSATION)
    async def conversation_transfer(
        self, socket: Socket, asked: desk_wire.HandOn, _: Answer
    ) -> Body:
        """Give a conversation to another counsellor, or back to the waiting room."""
        command = Transfer(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            None if asked.to == "waiting_room" else StaffId(asked.to),
            cleaned(asked.note, LONGEST_NOTE),
            self.offer_stands,
            request_id=asked.client_id,
        )
        await self.writer.submit(command)
        return {}

    @asks("message:send", staff_wire.StaffMessage, Act.WRITE_MESSAGE)
    async def message_send(
        self, socket: Socket, asked: staff_wire.StaffMessage, answer: Answer
    ) -> Body:
        """Write to the young person; only who has the pen may."""
        origin = InPlace(socket, answer, Viewer.SUPERVISOR)
        person = staff_seat(socket).person
        here = ConversationId(asked.conversation_id)
        origin.answer(await self.send(here, person, asked.client_id, asked.text, origin))
        return None

    @asks("typing", staff_wire.StaffTyping, Act.WRITE_MESSAGE)
    async def typing(self, socket: Socket, asked: staff_wire.StaffTyping, _: Answer) -> Body:
        """Let the young person see that somebody writes, where it is the supervisor who does."""
        here, seat = ConversationId(asked.conversation_id), staff_seat(socket)
        if self.hub.follows(socket, here):
            one = await self.rights.must_read(seat, here)
            if one.is_written_by(seat.person):
                self.hub.typing(here, About.COUNSELLOR_TYPES, on=asked.on, but=socket.sid)
        return {}
