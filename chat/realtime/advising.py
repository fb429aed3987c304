"""What a bridge-builder asks who is on duty, and is called into a conversation."""

from dataclasses import dataclass

from chat.actions.messages import SendMessage
from chat.domain.audience import Viewer
from chat.domain.commands import AddNote, AnswerCall, EndCall, EndShift, HandPen, StartShift
from chat.domain.conversation import Conversation
from chat.domain.identifiers import ConversationId, conversation_of
from chat.domain.people import Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.text import LONGEST_MESSAGE, clean
from chat.realtime import bridge_wire, staff_wire, wire
from chat.realtime.answers import Body, InPlace
from chat.realtime.asking import asks
from chat.realtime.bus import About
from chat.realtime.hub import Hub
from chat.realtime.reading_rights import ReadingRights
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.realtime.task_ids import TaskIds
from chat.staff.audit import Audit
from chat.staff.roles import Act
from chat.storage.log import Log
from chat.storage.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class AdvisingVerbs:
    """Be on duty, come to a call, read along, advise in whispers, and go again."""

    send: SendMessage
    writer: Writer
    log: Log
    hub: Hub
    rights: ReadingRights
    ids: TaskIds

    @asks("shift:start", staff_wire.BeginDuty, Act.BE_ON_CALL)
    async def shift_start(self, socket: Socket, _asked: staff_wire.BeginDuty, _: Answer) -> Body:
        """Go on duty: one may be called in."""
        await self.writer.submit(StartShift(staff_seat(socket).staff_id, Sender.BRIDGE))
        return {}

    @asks("shift:end", wire.Nothing, Act.BE_ON_CALL)
    async def shift_end(self, socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Go off duty; where one has come in already, one stays."""
        await self.writer.submit(EndShift(staff_seat(socket).staff_id, Sender.BRIDGE))
        return {}

    @asks("call:answer", bridge_wire.AnswerCallNow, Act.BE_ON_CALL)
    async def call_answer(
        self, socket: Socket, asked: bridge_wire.AnswerCallNow, _: Answer
    ) -> Body:
        """Come to a call: the first wins; answer with the first page of what one may read."""
        seat, call_id = staff_seat(socket), self.ids.open(asked.call_id)
        here, number = conversation_of(call_id), int(call_id.rpartition(".")[2])
        command = AnswerCall(here, seat.person, number, seat.area, request_id=asked.client_id)
        await self.writer.submit(command)
        return await self._read(socket, here, 0)

    @asks("conversation:open", staff_wire.Follow, Act.ADVISE)
    async def conversation_open(self, socket: Socket, asked: staff_wire.Follow, _: Answer) -> Body:
        """Read along where one is in, again after a line was cut."""
        return await self._read(socket, ConversationId(asked.conversation_id), asked.last_seq)

    @asks("events:since", staff_wire.StaffSince, Act.ADVISE)
    async def events_since(self, socket: Socket, asked: staff_wire.StaffSince, _: Answer) -> Body:
        """Answer with a page of the log after `seq`, and nothing from before the call."""
        here = ConversationId(asked.conversation_id)
        one = await self.rights.must_read(staff_seat(socket), here)
        return await self._page(one, asked.seq)

    @asks("whisper:send", staff_wire.StaffMessage, Act.WRITE_WHISPER)
    async def whisper_send(
        self, socket: Socket, asked: staff_wire.StaffMessage, answer: Answer
    ) -> Body:
        """Advise the counsellor; the young person never hears it."""
        origin = InPlace(socket, answer, Viewer.ADVISER)
        command = AddNote(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            asked.client_id,
            clean(asked.text, LONGEST_MESSAGE),
            whisper=True,
        )
        origin.answer(await self.writer.submit(command, origin))
        return None

    @asks("message:send", staff_wire.StaffMessage, Act.WRITE_MESSAGE)
    async def message_send(
        self, socket: Socket, asked: staff_wire.StaffMessage, answer: Answer
    ) -> Body:
        """Write to the young person, while one has the pen."""
        origin = InPlace(socket, answer, Viewer.ADVISER)
        person = staff_seat(socket).person
        here = ConversationId(asked.conversation_id)
        origin.answer(await self.send(here, person, asked.client_id, asked.text, origin))
        return None

    @asks("typing", staff_wire.StaffTyping, Act.WRITE_MESSAGE)
    async def typing(self, socket: Socket, asked: staff_wire.StaffTyping, _: Answer) -> Body:
        """Let the young person see that somebody writes, where it is the adviser who does."""
        here, seat = ConversationId(asked.conversation_id), staff_seat(socket)
        if self.hub.follows(socket, here):
            one = await self.rights.must_read(seat, here)
            if one.is_written_by(seat.person):
                self.hub.typing(here, About.COUNSELLOR_TYPES, on=asked.on, but=socket.sid)
        return {}

    @asks("call:pen", staff_wire.PenNow, Act.ADVISE)
    async def call_pen(self, socket: Socket, asked: staff_wire.PenNow, _: Answer) -> Body:
        """Give the pen back; nobody takes it by themselves."""
        here, by = ConversationId(asked.conversation_id), staff_seat(socket).person
        await self.writer.submit(HandPen(here, by, asked.on, request_id=asked.client_id))
        return {}

    @asks("conversation:step_out", wire.About, Act.ADVISE)
    async def conversation_step_out(self, socket: Socket, asked: wire.About, _: Answer) -> Body:
        """Go again; what one could read, one can read no more."""
        here, by = ConversationId(asked.conversation_id), staff_seat(socket).person
        await self.writer.submit(EndCall(here, by, request_id=asked.client_id))
        return {}

    async def _read(self, socket: Socket, here: ConversationId, seq: int) -> dict[str, object]:
        seat = staff_seat(socket)
        one = await self.rights.must_read(seat, here)
        if not self.hub.follows(socket, here):
            # Before a word of it is sent: what cannot be written down is not read.
            await self.writer.submit(Audit(Act.READ_CONVERSATION, seat.staff_id, here))
        # First follow, then ask for the right: what ends the right from now on also unfollows.
        self.hub.follow(socket, Viewer.ADVISER, one)
        try:
            one = await self.rights.must_read(seat, here)
        except BaseException:
            self.hub.unfollow(socket, here)
            raise
        return {"conversation_id": here, **await self._page(one, seq)}

    async def _page(self, one: Conversation, seq: int) -> dict[str, object]:
        if one.call is None:
            raise Refused(RefusalCode.NOT_ASSIGNED)
        after = max(seq, one.call.seq - 1)
        page = await self.log.since(one.conversation_id, after, Viewer.ADVISER)
        return wire.page_on_wire(page, Viewer.ADVISER)
