"""What a supervisor asks of drills (øvelser): begin one, and hear how far it has come."""

from dataclasses import dataclass

from chat.actions.drills import DrillFailed, Drills
from chat.domain.identifiers import EscalationId
from chat.domain.refusal import RefusalCode, Refused
from chat.realtime import wire
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.audit import Audit
from chat.staff.roles import Act
from supervisor_console.wire import AcknowledgeOne


@dataclass(frozen=True, slots=True, eq=False)
class DrillVerbs:
    """Sends a marked conversation the whole way: flag, page, acknowledge."""

    drills: Drills

    @asks("drill:start", wire.Nothing, Act.START_DRILL)
    async def drill_start(self, socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Begin one. It calls every address outside at once, and says that it is a drill."""
        by = staff_seat(socket).staff_id
        try:
            raised = await self.drills.begin()
        except DrillFailed:
            raise Refused(RefusalCode.UNAVAILABLE) from None
        await self.drills.writer.submit(Audit(Act.START_DRILL, by, raised.escalation_id))
        return {"escalation_id": raised.escalation_id}

    @asks("drill:show", AcknowledgeOne, Act.START_DRILL)
    async def drill_show(self, socket: Socket, asked: AcknowledgeOne, _: Answer) -> Body:  # noqa: ARG002 - every verb has its socket
        """Answer with the moments it has come through, and how many of its pages are sent."""
        went = await self.drills.went(EscalationId(asked.escalation_id))
        if went is None:
            raise Refused(RefusalCode.NOT_FOUND)
        moments = ("raised_at", "paged_at", "answered_at", "resolved_at")
        times = {name: getattr(went, name) for name in moments}
        told = {name: at and at.isoformat() for name, at in times.items()}
        return {**told, "pages": went.pages, "sent": went.sent}
