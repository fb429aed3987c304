"""What both consoles may ask: write for staff, judge flags, set the level, call, end."""

from dataclasses import dataclass

from chat.domain.audience import Viewer
from chat.domain.commands import AddNote, Close, Judge, RaiseEscalation, SetLevel
from chat.domain.escalation import EscalationKind
from chat.domain.identifiers import ConversationId
from chat.domain.text import LONGEST_MESSAGE, clean
from chat.realtime import staff_wire
from chat.realtime.answers import Body, InPlace
from chat.realtime.asking import asks
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.roles import Act
from chat.storage.writer import Writer

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, eq=False)
class StaffVerbs:
    """What staff do beside the talk itself. `viewer` is as whom their console reads."""

    writer: Writer
    viewer: Viewer

    @asks("note:add", staff_wire.StaffMessage, Act.WRITE_NOTE)
    async def note_add(
        self, socket: Socket, asked: staff_wire.StaffMessage, answer: Answer
    ) -> Body:
        """Write a note, which the young person never sees."""
        return await self.write(socket, asked, answer, whisper=False)

    @asks("whisper:send", staff_wire.StaffMessage, Act.WRITE_WHISPER)
    async def whisper_send(
        self, socket: Socket, asked: staff_wire.StaffMessage, answer: Answer
    ) -> Body:
        """Whisper to the colleague in the same conversation; the young person never hears it."""
        return await self.write(socket, asked, answer, whisper=True)

    @asks("flag:judge", staff_wire.JudgeFlag, Act.JUDGE_FLAG)
    async def flag_judge(self, socket: Socket, asked: staff_wire.JudgeFlag, _: Answer) -> Body:
        """Say whether a flag was right."""
        person = staff_seat(socket).person
        conversation_id = ConversationId(asked.conversation_id)
        command = Judge(
            conversation_id, person, asked.seq, asked.correct, request_id=asked.client_id
        )
        await self.writer.submit(command)
        return {}

    @asks("level:set", staff_wire.LevelSet, Act.SET_LEVEL)
    async def level_set(self, socket: Socket, asked: staff_wire.LevelSet, _: Answer) -> Body:
        """Set the level, with a reason; only a supervisor puts it down."""
        person = staff_seat(socket).person
        conversation_id = ConversationId(asked.conversation_id)
        reason = clean(asked.reason, LONGEST_REASON)
        command = SetLevel(conversation_id, person, asked.level, reason, request_id=asked.client_id)
        await self.writer.submit(command)
        return {}

    @asks("escalation:raise", staff_wire.RaiseOne, Act.RAISE_ESCALATION)
    async def escalation_raise(self, socket: Socket, asked: staff_wire.RaiseOne, _: Answer) -> Body:
        """Ask for a supervisor; answered only when it is committed."""
        person = staff_seat(socket).person
        conversation_id = ConversationId(asked.conversation_id)
        reason = clean(asked.reason, LONGEST_REASON)
        command = RaiseEscalation(conversation_id, person, reason, request_id=asked.client_id)
        committed = await self.writer.submit(command)
        raised = committed.after.open_escalation(EscalationKind.DANGER)
        return {"escalation_id": raised and raised.escalation_id}

    @asks("conversation:close", staff_wire.CloseOne, Act.CLOSE_CONVERSATION)
    async def conversation_close(
        self, socket: Socket, asked: staff_wire.CloseOne, _: Answer
    ) -> Body:
        """End a conversation."""
        person = staff_seat(socket).person
        here = ConversationId(asked.conversation_id)
        await self.writer.submit(Close(here, person, asked.reason, request_id=asked.client_id))
        return {}

    async def write(
        self, socket: Socket, asked: staff_wire.StaffMessage, answer: Answer, *, whisper: bool
    ) -> Body:
        """Write for staff, and answer in its place in the log."""
        origin = InPlace(socket, answer, self.viewer)
        command = AddNote(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            asked.client_id,
            clean(asked.text, LONGEST_MESSAGE),
            whisper=whisper,
        )
        origin.answer(await self.writer.submit(command, origin))
        return None
