"""Seating a companion (makker): a supervisor asks a colleague, often a trainee, to sit in."""

from dataclasses import dataclass

from chat.domain.commands import AskCompanion, EndCompanion
from chat.domain.identifiers import ConversationId, StaffId
from chat.realtime import desk_wire, wire
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.audit import Audit
from chat.staff.roles import Act
from chat.storage.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class SeatingBeside:
    """Beside any counsellor who talks with somebody; who asked stands in the audit log."""

    writer: Writer

    @asks("companion:ask", desk_wire.AskBeside, Act.ASK_COMPANION)
    async def companion_ask(self, socket: Socket, asked: desk_wire.AskBeside, _: Answer) -> Body:
        """Ask somebody at a desk; nothing is shown to them before they come."""
        here, seat = ConversationId(asked.conversation_id), staff_seat(socket)
        await self.writer.submit(Audit(Act.ASK_COMPANION, seat.staff_id, here))
        to = StaffId(asked.to)
        await self.writer.submit(AskCompanion(here, seat.person, to, request_id=asked.client_id))
        return {}

    @asks("companion:end", wire.About, Act.ASK_COMPANION)
    async def companion_end(self, socket: Socket, asked: wire.About, _: Answer) -> Body:
        """Let whoever sits there go, or ask no more."""
        here, seat = ConversationId(asked.conversation_id), staff_seat(socket)
        await self.writer.submit(Audit("end_companion", seat.staff_id, here))
        await self.writer.submit(EndCompanion(here, seat.person, request_id=asked.client_id))
        return {}
