"""Staff whose line is lost: those they write with are told, unless it is back at once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from chat.actions.ports import Clock
from chat.domain.conversation import Conversation, ConversationState
from chat.domain.identifiers import StaffId
from chat.domain.people import Person, Sender
from chat.realtime.hub import Hub
from chat.realtime.seats import Seats
from chat.storage.conversations import Conversations
from chat.storage.on_desks import OnDesks
from chat.storage.shifts import Shifts

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, eq=False)
class Absences:
    """Says `away` and `here` in the conversations in which somebody has the pen, in one role."""

    missed_after: timedelta
    """A page that reloads is back sooner; with a ping of 10 s and 8 s to answer, a lost line is
    said within the 20 s of SECURITY_TARGETS.md G7."""
    hub: Hub
    conversations: Conversations
    on_desks: OnDesks
    clock: Clock
    seats: Seats[StaffId]
    shifts: Shifts
    role: Sender = Sender.COUNSELLOR
    _missed: dict[StaffId, asyncio.Task[None]] = field(default_factory=dict)

    def begin(self, staff_id: StaffId) -> None:
        """Take note that somebody's last line is gone."""
        self._missed[staff_id] = asyncio.create_task(self._miss(staff_id))

    def end(self, staff_id: StaffId, held: Sequence[Conversation]) -> None:
        """Take note that somebody is here, to whom these conversations belong."""
        missing = self._missed.pop(staff_id, None)
        if missing is not None:
            missing.cancel()
        self._say(staff_id, held, "here")

    async def _miss(self, staff_id: StaffId) -> None:
        await asyncio.sleep(self.missed_after.total_seconds())
        self._missed.pop(staff_id, None)
        try:
            shift = await self.shifts.of(staff_id, self.role)
            held = await self.written_by(staff_id)
        except (SQLAlchemyError, OSError) as error:
            log.warning("absence_not_told", error=type(error).__name__)
            return
        if not self.seats.is_taken(staff_id) and shift.gone_at is not None:
            self._say(staff_id, held, "away")

    async def written_by(self, staff_id: StaffId) -> Sequence[Conversation]:
        """Return the conversations in which they may have the pen: their own, lent, or taken."""
        if self.role is Sender.SUPERVISOR:
            return await self.conversations.beside(staff_id)
        return (await self.on_desks.of(staff_id, self.clock())).read

    def _say(self, staff_id: StaffId, held: Sequence[Conversation], state: str) -> None:
        who = Person(self.role, staff_id)
        for one in held:
            # Where somebody else has the pen, the young person writes with them.
            if one.state is ConversationState.ACTIVE and one.is_written_by(who):
                data = {
                    "conversation_id": one.conversation_id,
                    "from": "counsellor",
                    "state": state,
                }
                self.hub.to_others(one.conversation_id, "presence", data)
