"""What a supervisor asks of the legal duties in a conversation: the steps, and to record one."""

from dataclasses import dataclass

from chat.domain.commands import RecordLegalDuty
from chat.domain.identifiers import ConversationId
from chat.domain.legal_duties import LONGEST_WRITTEN
from chat.domain.text import cleaned
from chat.realtime import wire
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.roles import Act
from chat.storage.writer import Writer
from supervisor_console.legal_duties.texts import LegalDutyTexts
from supervisor_console.wire import WriteLegalDuty


@dataclass(frozen=True, slots=True, eq=False)
class LegalDutyVerbs:
    """Confidentiality, the duty to avert harm and the duty to notify, step by step."""

    writer: Writer
    texts: LegalDutyTexts

    @asks("legal_duty:texts", wire.Nothing, Act.RECORD_LEGAL_DUTY)
    async def legal_duty_texts(self, _socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Answer with the parts, their laws and their steps."""
        return self.texts.shown

    @asks("legal_duty:record", WriteLegalDuty, Act.RECORD_LEGAL_DUTY)
    async def legal_duty_record(self, socket: Socket, asked: WriteLegalDuty, _: Answer) -> Body:
        """Write down that a step is done, or what stands in it, with its time."""
        command = RecordLegalDuty(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            asked.step,
            asked.done,
            cleaned(asked.text, LONGEST_WRITTEN) or "",
            asked.given,
            request_id=asked.client_id,
        )
        await self.writer.submit(command)
        return {}
