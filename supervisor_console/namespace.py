"""What a supervisor's console may ask, one method per event."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from aiohttp import web

from chat.domain.audience import Viewer
from chat.domain.commands import (
    Acknowledge,
    ConfirmShift,
    EndShift,
    Resolve,
    Seen,
    StartShift,
)
from chat.domain.identifiers import ConversationId, EscalationId, conversation_of
from chat.domain.people import Sender
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.domain.text import cleaned
from chat.realtime import staff_wire, wire
from chat.realtime.absences import Absences
from chat.realtime.alarms import Alarms
from chat.realtime.answers import Answers, Body
from chat.realtime.asking import asks
from chat.realtime.bridge_verbs import BridgeVerbs
from chat.realtime.call_verbs import CallVerbs
from chat.realtime.care_verbs import CareVerbs
from chat.realtime.hub import Hub
from chat.realtime.reading_rights import ReadingRights
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Handler, Socket
from chat.realtime.staff_seating import StaffSeating
from chat.realtime.staff_verbs import StaffVerbs
from chat.realtime.video_verbs import VideoVerbs
from chat.realtime.waiting_room_view import WaitingRoomView
from chat.staff.audit import Audit
from chat.staff.member import SessionId
from chat.staff.roles import Act
from chat.storage.log import Log
from chat.storage.writer import Told, Writer
from supervisor_console.booked_video import BookedVideo
from supervisor_console.companion_verbs import SeatingBeside
from supervisor_console.drill_verbs import DrillVerbs
from supervisor_console.house_verbs import HouseVerbs
from supervisor_console.inner_verbs import InnerVerbs
from supervisor_console.legal_duties.verbs import LegalDutyVerbs
from supervisor_console.letting_go import LettingGo
from supervisor_console.live_board import NAMESPACE, LiveBoard
from supervisor_console.retention_verbs import RetentionVerbs
from supervisor_console.wire import AcknowledgeOne, ResolveOne

LONGEST_OUTCOME_NOTE = 1000


@dataclass(slots=True)
class SupervisorNamespace:
    """`/supervisor`: by the session's cookie; sees all, and what is read is written down."""

    seating: StaffSeating
    absences: Absences
    writer: Writer
    log: Log
    hub: Hub
    rights: ReadingRights
    may_be_left_open: Callable[[SessionId], bool]
    """Whether it was shown lately who sits there: a talk that is over is read for a reason."""
    board: LiveBoard
    view: WaitingRoomView
    alarms: Alarms
    answers: Answers
    verbs: Sequence[object]
    """One of each of `VERBS` but this."""
    path: str = NAMESPACE
    handlers: Mapping[str, Handler] = field(init=False)

    def __post_init__(self) -> None:
        self.handlers = self.answers.table(self, *self.verbs)

    async def connect(self, socket: Socket, auth: object, request: web.Request) -> None:  # noqa: ARG002
        """Seat the socket, then show every open escalation and the board; the line follows.

        Nothing is on their screen before this ends, and a long line takes as long as the board.
        """
        try:
            seat = await self.seating.come(socket, request)
        except Refused as refused:
            raise self.answers.turned_away(refused, socket.language) from None
        except Unavailable:
            no = Refused(RefusalCode.UNAVAILABLE)
            raise self.answers.turned_away(no, socket.language) from None
        try:
            await self.alarms.all_open_to(socket)
            await self.board.welcome(socket)
            self.view.to_staff.ask()
            self.absences.end(seat.staff_id, await self.absences.written_by(seat.staff_id))
        except BaseException:
            self.seating.undo(socket)
            raise
        self.hub.send_heads(socket)

    async def gone(self, socket: Socket) -> None:
        """Stop following; let those they write with know, unless they are back in a moment."""
        self.hub.drop(socket)
        staff_id = staff_seat(socket).staff_id
        if await self.seating.go(socket):
            self.absences.begin(staff_id)

    def told(self, told: Sequence[Told]) -> None:
        """Keep the board true."""
        self.board.told(told)

    @asks("shift:start", staff_wire.BeginDuty, Act.BE_ON_DUTY)
    async def shift_start(self, socket: Socket, _asked: staff_wire.BeginDuty, _: Answer) -> Body:
        """Go on duty."""
        await self.writer.submit(StartShift(staff_seat(socket).staff_id, Sender.SUPERVISOR))
        return {}

    @asks("shift:confirm", wire.Nothing, Act.BE_ON_DUTY)
    async def shift_confirm(self, socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Say that a person sits here."""
        await self.writer.submit(ConfirmShift(staff_seat(socket).staff_id, Sender.SUPERVISOR))
        return {}

    @asks("shift:end", wire.Nothing, Act.BE_ON_DUTY)
    async def shift_end(self, socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Go off duty."""
        await self.writer.submit(EndShift(staff_seat(socket).staff_id, Sender.SUPERVISOR))
        return {}

    @asks("conversation:open", staff_wire.Follow, Act.READ_CONVERSATION)
    async def conversation_open(self, socket: Socket, asked: staff_wire.Follow, _: Answer) -> Body:
        """Read along with any conversation, and be written down as having read it."""
        return {
            "conversation_id": asked.conversation_id,
            **await self._read(socket, asked, asked.last_seq),
        }

    @asks("events:since", staff_wire.StaffSince, Act.READ_CONVERSATION)
    async def events_since(self, socket: Socket, asked: staff_wire.StaffSince, _: Answer) -> Body:
        """Answer with a page of the log after `seq`."""
        return await self._read(socket, asked, asked.seq)

    @asks("seen", staff_wire.StaffSince, Act.READ_CONVERSATION)
    async def seen(self, socket: Socket, asked: staff_wire.StaffSince, _: Answer) -> Body:
        """Keep it for who has the pen; who only reads along leaves no mark with the young."""
        here, seat = ConversationId(asked.conversation_id), staff_seat(socket)
        one = await self.rights.must_read(seat, here)
        if one.is_written_by(seat.person):
            seq = (await self.writer.submit(Seen(here, seat.person, asked.seq))).after.staff_seen
            data = {"conversation_id": here, "from": "counsellor", "seq": seq}
            self.hub.to_others(here, "seen", data, but=socket.sid)
        return {}

    @asks("escalation:acknowledge", AcknowledgeOne, Act.ACKNOWLEDGE_ESCALATION)
    async def escalation_acknowledge(
        self, socket: Socket, asked: AcknowledgeOne, _: Answer
    ) -> Body:
        """Take an escalation: the first wins, the second is told who."""
        escalation_id = EscalationId(asked.escalation_id)
        person = staff_seat(socket).person
        here = conversation_of(escalation_id)
        command = Acknowledge(here, person, escalation_id, request_id=asked.client_id)
        await self.writer.submit(command)
        return {}

    @asks("escalation:resolve", ResolveOne, Act.RESOLVE_ESCALATION)
    async def escalation_resolve(self, socket: Socket, asked: ResolveOne, _: Answer) -> Body:
        """End an escalation with what became of it."""
        escalation_id = EscalationId(asked.escalation_id)
        command = Resolve(
            conversation_of(escalation_id),
            staff_seat(socket).person,
            escalation_id,
            asked.outcome,
            cleaned(asked.note, LONGEST_OUTCOME_NOTE),
            asked.told_seq,
            request_id=asked.client_id,
        )
        await self.writer.submit(command)
        return {}

    async def _read(self, socket: Socket, asked: wire.About, seq: int) -> dict[str, object]:
        seat = staff_seat(socket)
        one = await self.rights.must_read(seat, ConversationId(asked.conversation_id))
        if not self.hub.follows(socket, one.conversation_id):
            if one.is_closed and self.may_be_left_open(seat.session_id):
                raise Refused(RefusalCode.PROOF_REQUIRED)
            # Before a word of it is sent: what cannot be written down is not read.
            await self.writer.submit(
                Audit(Act.READ_CONVERSATION, seat.staff_id, one.conversation_id)
            )
        self.hub.follow(socket, Viewer.SUPERVISOR, one)
        page = await self.log.since(one.conversation_id, seq, Viewer.SUPERVISOR)
        return wire.page_on_wire(page, Viewer.SUPERVISOR)


VERBS = (
    SupervisorNamespace,
    StaffVerbs,
    CareVerbs,
    BridgeVerbs,
    CallVerbs,
    InnerVerbs,
    SeatingBeside,
    HouseVerbs,
    DrillVerbs,
    LettingGo,
    RetentionVerbs,
    LegalDutyVerbs,
    VideoVerbs,
    BookedVideo,
)
