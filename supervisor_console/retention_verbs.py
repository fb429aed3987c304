"""Keeping a conversation past its time, as a supervisor asks: hold it, see it, release it."""

from dataclasses import dataclass

from chat.domain.identifiers import ConversationId
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.text import clean
from chat.realtime import wire
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.hub import Hub
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.legal_holds import REASON_AT_MOST, HoldLegally, LegalHolds, ReleaseLegally
from chat.staff.roles import Act
from chat.storage.writer import Writer
from supervisor_console.wire import HoldLog


@dataclass(frozen=True, slots=True, eq=False)
class RetentionVerbs:
    """The same as `brobygger retention`, for the one conversation a supervisor reads."""

    holds: LegalHolds
    writer: Writer
    hub: Hub

    @asks("retention:show", wire.About, Act.HOLD_LEGALLY)
    async def retention_show(self, socket: Socket, asked: wire.About, _: Answer) -> Body:
        """Answer who holds it, since when and why; all three are null where nobody does."""
        hold = await self.holds.of(self._read_here(socket, asked))
        return {
            "by": hold and hold.by,
            "held_at": hold and hold.at.isoformat(),
            "reason": hold and hold.reason,
        }

    @asks("retention:hold", HoldLog, Act.HOLD_LEGALLY)
    async def retention_hold(self, socket: Socket, asked: HoldLog, _: Answer) -> Body:
        """Keep it until it is released; one that is held already goes over to who asks."""
        here = self._read_here(socket, asked)
        sealed = await self.holds.sealed(here, clean(asked.reason, REASON_AT_MOST))
        await self.writer.submit(HoldLegally(here, staff_seat(socket).staff_id, sealed))
        return {}

    @asks("retention:release", wire.About, Act.HOLD_LEGALLY)
    async def retention_release(self, socket: Socket, asked: wire.About, _: Answer) -> Body:
        """Let it go when its time has come."""
        here = self._read_here(socket, asked)
        await self.writer.submit(ReleaseLegally(here, staff_seat(socket).staff_id))
        return {}

    def _read_here(self, socket: Socket, asked: wire.About) -> ConversationId:
        # Why it is kept is as much as a word of it: only who was written down as reading it asks.
        here = ConversationId(asked.conversation_id)
        if not self.hub.follows(socket, here):
            raise Refused(RefusalCode.NOT_ASSIGNED)
        return here
