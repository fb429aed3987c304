"""Two in one conversation: ask a colleague to sit beside one, come, hand the pen over, and go."""

from dataclasses import dataclass

from chat.domain.audience import Viewer
from chat.domain.commands import AskCompanion, EndCompanion, HandCompanionPen, SitBeside
from chat.domain.identifiers import ConversationId, StaffId
from chat.realtime import desk_wire, staff_wire, wire
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.hub import Hub
from chat.realtime.reading_rights import ReadingRights
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.audit import Audit
from chat.staff.roles import Act
from chat.storage.conversations import Conversations
from chat.storage.log import Log
from chat.storage.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class CompanionVerbs:
    """For the counsellor of a conversation, and the one colleague they have asked."""

    writer: Writer
    log: Log
    hub: Hub
    conversations: Conversations
    rights: ReadingRights

    @asks("companion:ask", desk_wire.AskBeside, Act.ASK_COMPANION)
    async def companion_ask(self, socket: Socket, asked: desk_wire.AskBeside, _: Answer) -> Body:
        """Ask a colleague on shift to sit beside one; nothing is shown to them before they come."""
        here, by = ConversationId(asked.conversation_id), staff_seat(socket).person
        to = StaffId(asked.to)
        await self.writer.submit(AskCompanion(here, by, to, request_id=asked.client_id))
        return {}

    @asks("companion:end", wire.About, Act.ASK_COMPANION)
    async def companion_end(self, socket: Socket, asked: wire.About, _: Answer) -> Body:
        """Let the companion go, or ask no more."""
        return await self._ends(socket, asked)

    @asks("companion:pen", staff_wire.PenNow, Act.SIT_BESIDE)
    async def companion_pen(self, socket: Socket, asked: staff_wire.PenNow, _: Answer) -> Body:
        """Hand the pen over, or back; the young person is told who writes."""
        here, by = ConversationId(asked.conversation_id), staff_seat(socket).person
        command = HandCompanionPen(here, by, asked.on, request_id=asked.client_id)
        await self.writer.submit(command)
        return {}

    @asks("conversation:join", wire.About, Act.SIT_BESIDE)
    async def conversation_join(self, socket: Socket, asked: wire.About, _: Answer) -> Body:
        """Come, where one was asked to; answer with the first page of the log."""
        here, seat = ConversationId(asked.conversation_id), staff_seat(socket)
        command = SitBeside(here, seat.person, request_id=asked.client_id)
        one = await self.conversations.of(here)
        companion = None if one is None else one.companion
        if companion is not None and companion.staff_id == seat.staff_id:
            # Before a word of it is sent: what cannot be written down is not read.
            await self.writer.submit(Audit(Act.READ_CONVERSATION, seat.staff_id, here))
        await self.writer.submit(command)
        # Said again by its id it is answered as before, and who has been let go may read no more.
        self.hub.follow(socket, Viewer.COUNSELLOR, await self.rights.must_read(seat, here))
        try:
            await self.rights.must_read(seat, here)  # or let go before we followed
        except BaseException:
            self.hub.unfollow(socket, here)
            raise
        page = await self.log.since(here, 0, Viewer.COUNSELLOR)
        return {"conversation_id": here, **wire.page_on_wire(page, Viewer.COUNSELLOR)}

    @asks("conversation:step_out", wire.About, Act.SIT_BESIDE)
    async def conversation_step_out(self, socket: Socket, asked: wire.About, _: Answer) -> Body:
        """Go again, or say no: what one could read, one can read no more."""
        return await self._ends(socket, asked)

    async def _ends(self, socket: Socket, asked: wire.About) -> Body:
        here, by = ConversationId(asked.conversation_id), staff_seat(socket).person
        await self.writer.submit(EndCompanion(here, by, request_id=asked.client_id))
        return {}
