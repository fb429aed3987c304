"""What a counsellor may ask about a summary to come back with."""

from dataclasses import dataclass

from chat.domain.commands import ProposeSummary
from chat.domain.identifiers import ConversationId
from chat.domain.summary import LONGEST_SUMMARY
from chat.domain.text import clean
from chat.realtime import desk_wire
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.roles import Act
from chat.storage.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class SummaryVerbs:
    """Propose one: the young person sees it word for word, and decides."""

    writer: Writer

    @asks("summary:propose", desk_wire.ProposeOne, Act.PROPOSE_SUMMARY)
    async def summary_propose(self, socket: Socket, asked: desk_wire.ProposeOne, _: Answer) -> Body:
        """Show it; answer with the number the young person answers to."""
        command = ProposeSummary(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            clean(asked.text, LONGEST_SUMMARY),
            request_id=asked.client_id,
        )
        return {"seq": (await self.writer.submit(command)).after.summary_seq}
