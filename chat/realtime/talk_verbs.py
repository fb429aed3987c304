"""What a counsellor may ask while they talk with somebody."""

from dataclasses import dataclass

from chat.actions.messages import SendMessage
from chat.domain.audience import Viewer
from chat.domain.commands import Seen
from chat.domain.identifiers import ConversationId
from chat.realtime import staff_wire
from chat.realtime.answers import Body, InPlace
from chat.realtime.asking import asks
from chat.realtime.bus import About
from chat.realtime.hub import Hub
from chat.realtime.reading_rights import ReadingRights
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.roles import Act
from chat.storage.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class TalkVerbs:
    """Write, be seen to write, read."""

    send: SendMessage
    writer: Writer
    hub: Hub
    rights: ReadingRights

    @asks("message:send", staff_wire.StaffMessage, Act.WRITE_MESSAGE)
    async def message_send(
        self, socket: Socket, asked: staff_wire.StaffMessage, answer: Answer
    ) -> Body:
        """Write to the young person."""
        origin = InPlace(socket, answer, Viewer.COUNSELLOR)
        person = staff_seat(socket).person
        conversation_id = ConversationId(asked.conversation_id)
        committed = await self.send(conversation_id, person, asked.client_id, asked.text, origin)
        origin.answer(committed)
        return None

    @asks("typing", staff_wire.StaffTyping, Act.WRITE_MESSAGE)
    async def typing(self, socket: Socket, asked: staff_wire.StaffTyping, _: Answer) -> Body:
        """Let the young person see that somebody is writing."""
        conversation_id = ConversationId(asked.conversation_id)
        if self.hub.sits_beside(socket, conversation_id):
            seat = staff_seat(socket)
            one = await self.rights.must_read(seat, conversation_id)
            if not one.is_written_by(seat.person):
                return {}
        if self.hub.follows(socket, conversation_id):
            on, but = asked.on, socket.sid
            self.hub.typing(conversation_id, About.COUNSELLOR_TYPES, on=on, but=but)
        return {}

    @asks("seen", staff_wire.StaffSince, Act.READ_CONVERSATION)
    async def seen(self, socket: Socket, asked: staff_wire.StaffSince, _: Answer) -> Body:
        """Keep how far one has read, and let the young person see it."""
        conversation_id = ConversationId(asked.conversation_id)
        seen = Seen(conversation_id, staff_seat(socket).person, asked.seq)
        seq = (await self.writer.submit(seen)).after.staff_seen
        data = {"conversation_id": conversation_id, "from": "counsellor", "seq": seq}
        self.hub.to_others(conversation_id, "seen", data, but=socket.sid)
        return {}
