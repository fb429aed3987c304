"""What a counsellor may ask when the chat is abused: a pause, and the supervisor."""

from dataclasses import dataclass
from datetime import timedelta

from chat.domain.commands import Pause, Report
from chat.domain.identifiers import ConversationId
from chat.domain.text import clean, cleaned
from chat.realtime import desk_wire
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.realtime.staff_verbs import LONGEST_REASON
from chat.staff.roles import Act
from chat.storage.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class AbuseVerbs:
    """Pause a talk, or report it; ending it is the supervisor's."""

    writer: Writer

    @asks("conversation:pause", desk_wire.PauseOne, Act.PAUSE_CONVERSATION)
    async def conversation_pause(
        self, socket: Socket, asked: desk_wire.PauseOne, _: Answer
    ) -> Body:
        """Hold back what the young person writes for some minutes; 0 goes on."""
        command = Pause(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            timedelta(minutes=asked.minutes),
            cleaned(asked.reason, LONGEST_REASON),
            request_id=asked.client_id,
        )
        await self.writer.submit(command)
        return {}

    @asks("conversation:report", desk_wire.ReportOne, Act.REPORT_ABUSE)
    async def conversation_report(
        self, socket: Socket, asked: desk_wire.ReportOne, _: Answer
    ) -> Body:
        """Tell the supervisors; answered only when it is committed."""
        person = staff_seat(socket).person
        reason = clean(asked.reason, LONGEST_REASON)
        here = ConversationId(asked.conversation_id)
        await self.writer.submit(Report(here, person, reason, request_id=asked.client_id))
        return {}
