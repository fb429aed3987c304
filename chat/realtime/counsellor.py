"""A counsellor's console: who sits there, and which logs their sockets follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aiohttp import web

from chat.actions.hand_over import note_in
from chat.domain.audience import Viewer
from chat.domain.conversation import Conversation
from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.realtime.absences import Absences
from chat.realtime.abuse_verbs import AbuseVerbs
from chat.realtime.alarms import Alarms
from chat.realtime.answers import Answers
from chat.realtime.bridge_verbs import BridgeVerbs
from chat.realtime.call_verbs import CallVerbs
from chat.realtime.care_verbs import CareVerbs
from chat.realtime.companion_verbs import CompanionVerbs
from chat.realtime.desk_verbs import DeskVerbs
from chat.realtime.desks import Desks, offer_on_wire
from chat.realtime.hub import Hub
from chat.realtime.reading_rights import may_read
from chat.realtime.seats import StaffSeat, staff_seat
from chat.realtime.shift_verbs import ShiftVerbs
from chat.realtime.sockets import Handler, Socket
from chat.realtime.staff_seating import StaffSeating
from chat.realtime.staff_verbs import StaffVerbs
from chat.realtime.summary_verbs import SummaryVerbs
from chat.realtime.talk_verbs import TalkVerbs
from chat.realtime.video_verbs import VideoVerbs
from chat.realtime.waiting_room_view import WaitingRoomView
from chat.staff.audit import Audit
from chat.staff.roles import Act
from chat.storage.on_desks import OnDesk
from chat.storage.submitted import Committed
from chat.storage.writer import Told

NAMESPACE = "/counsellor"
VERBS = (
    ShiftVerbs,
    DeskVerbs,
    TalkVerbs,
    StaffVerbs,
    AbuseVerbs,
    SummaryVerbs,
    VideoVerbs,
    CareVerbs,
    BridgeVerbs,
    CallVerbs,
    CompanionVerbs,
)


@dataclass(slots=True)
class CounsellorNamespace:
    """`/counsellor`: by the session's cookie, and only with what lies on one's own desk."""

    seating: StaffSeating
    absences: Absences
    hub: Hub
    desks: Desks
    view: WaitingRoomView
    alarms: Alarms
    answers: Answers
    verbs: Sequence[object]
    """One of each of `VERBS`."""
    path: str = NAMESPACE
    handlers: Mapping[str, Handler] = field(init=False)

    def __post_init__(self) -> None:
        self.handlers = self.answers.table(*self.verbs)

    async def connect(self, socket: Socket, auth: object, request: web.Request) -> None:  # noqa: ARG002
        """Seat the socket, put it on the logs of its desk, then show desk, line and heads."""
        try:
            seat = await self.seating.come(socket, request)
        except Refused as refused:
            raise self.answers.turned_away(refused, socket.language) from None
        except Unavailable:
            no = Refused(RefusalCode.UNAVAILABLE)
            raise self.answers.turned_away(no, socket.language) from None
        try:
            laid = await self._follow_desk(socket, seat)
            socket.send("desk", await self.desks.on_wire(laid, seat))
            await self.view.welcome_staff(socket)
        except BaseException:
            self.hub.drop(socket)
            self.seating.undo(socket)
            raise
        self.hub.send_heads(socket)
        self.absences.end(seat.staff_id, laid.read)

    async def gone(self, socket: Socket) -> None:
        """Let those they talk with know, unless they are back in a moment."""
        self.hub.drop(socket)
        staff_id = staff_seat(socket).staff_id
        if await self.seating.go(socket):
            self.absences.begin(staff_id)

    def told(self, told: Sequence[Told]) -> None:
        """Follow what has come to a desk, and stop following what has left it."""
        for one in told:
            if not isinstance(one.result, Committed):
                continue
            before, after = one.result.before, one.result.after
            offer = None if before is None else before.offer
            if offer != after.offer and after.offer is not None:
                for socket in self.seating.seats.of(after.offer.to):
                    # Of what was committed elsewhere, the desk shows the note, just after.
                    socket.send("offer", offer_on_wire(after, note_in(one.result.entries)))
            if before is not None:
                if _who_reads(before) == _who_reads(after):
                    continue
                self._leave_desk(before, after)
            for staff_id in _who_reads(after):
                for socket in self.seating.seats.of(staff_id):
                    if may_read(staff_seat(socket), after):
                        self.hub.follow(socket, Viewer.COUNSELLOR, after)

    async def _follow_desk(self, socket: Socket, seat: StaffSeat) -> OnDesk:
        before = await self.desks.of(seat.staff_id)
        for one in before.read:
            if one.is_accompanied_by(seat.person):
                # Before a word of it is sent: what cannot be written down is not read.
                here = one.conversation_id
                await self.seating.writer.submit(Audit(Act.READ_CONVERSATION, seat.staff_id, here))
            self.hub.follow(socket, Viewer.COUNSELLOR, one)
        # Again, now that we hear: what was committed in between has raised the heads, or has
        # taken a conversation away. What has come to the desk since, `told` has followed.
        laid = await self.desks.of(seat.staff_id)
        still = {one.conversation_id for one in laid.read}
        for one in before.read:
            if one.conversation_id not in still:
                self.hub.unfollow(socket, one.conversation_id)
        for one in laid.read:
            if self.hub.follows(socket, one.conversation_id):
                self.hub.follow(socket, Viewer.COUNSELLOR, one)
                self.alarms.danger_to(socket, one)
        return laid

    def _leave_desk(self, before: Conversation, after: Conversation) -> None:
        for socket in [s for who in _who_reads(before) for s in self.seating.seats.of(who)]:
            stays = may_read(staff_seat(socket), after)
            if not stays and self.hub.unfollow(socket, before.conversation_id):
                reason = "wrapped_up" if after.is_closed else "released"
                socket.send(
                    "unfollowed", {"conversation_id": before.conversation_id, "reason": reason}
                )


def _who_reads(one: Conversation) -> Sequence[StaffId]:
    """Return whose desks it lies on: its counsellor's, while it is theirs, and the companion's."""
    companion = one.companion
    return (
        *([one.counsellor] if one.counsellor and one.is_held_by(one.counsellor) else []),
        *([companion.staff_id] if companion is not None and companion.sits else []),
    )
