"""What a counsellor's console may ask, one method per event."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from chat.actions.meeting import Meet
from chat.actions.messages import SendMessage
from chat.domain.audience import Viewer
from chat.domain.commands import (
    AddNote,
    Close,
    EndOffer,
    EndShift,
    Judge,
    PauseShift,
    RaiseEscalation,
    Seen,
    SetLevel,
    StartShift,
    Transfer,
    WrapUp,
)
from chat.domain.conversation import Conversation, ConversationState
from chat.domain.escalation import EscalationKind
from chat.domain.identifiers import ConversationId, OfferId, StaffId, conversation_of
from chat.domain.people import Sender
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.domain.text import LONGEST_MESSAGE, clean, cleaned
from chat.realtime import wire
from chat.realtime.alarms import Alarms
from chat.realtime.answers import Answers, Body, InPlace
from chat.realtime.desks import Desks, offer_on_wire
from chat.realtime.hub import Hub
from chat.realtime.reading_rights import ReadingRights, may_read
from chat.realtime.seats import StaffSeat, staff_seat
from chat.realtime.sockets import Answer, Handler, Socket
from chat.realtime.staff_seating import StaffSeating
from chat.realtime.waiting_room_view import WaitingRoomView
from chat.storage.conversations import Conversations
from chat.storage.log import Log
from chat.storage.submitted import Committed
from chat.storage.writer import Told, Writer

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Absences:
    """From when a counsellor is missed, and how long an offer stands; from `policy.yaml`."""

    missed_after: timedelta = timedelta(seconds=2)
    """A page that reloads is back sooner; with a ping of 10 s and 8 s to answer, a lost line is
    said within the 20 s of SECURITY_TARGETS.md G7."""
    offer: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many conversations at once, from `policy.yaml`."""

    usual: int = 2
    most: int = 4


@dataclass(slots=True)
class CounsellorNamespace:
    """`/counsellor`: by the session's cookie, and only with what lies on one's own desk."""

    seating: StaffSeating
    capacity: Capacity
    absences: Absences
    send: SendMessage
    meet: Meet
    writer: Writer
    log: Log
    hub: Hub
    conversations: Conversations
    rights: ReadingRights
    desks: Desks
    view: WaitingRoomView
    alarms: Alarms
    answers: Answers
    path: str = "/counsellor"
    handlers: Mapping[str, Handler] = field(init=False)
    _missed: dict[StaffId, asyncio.Task[None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        to = self.answers.to
        self.handlers = {
            "shift:start": to(wire.StartShift, self.shift_start),
            "shift:pause": to(wire.Nothing, self.shift_pause),
            "shift:end": to(wire.Nothing, self.shift_end),
            "conversation:accept": to(wire.AcceptOne, self.conversation_accept),
            "conversation:open": to(wire.Follow, self.conversation_open),
            "offer:decline": to(wire.DeclineOffer, self.offer_decline),
            "message:send": to(wire.StaffMessage, self.message_send),
            "events:since": to(wire.StaffSince, self.events_since),
            "typing": to(wire.StaffTyping, self.typing),
            "seen": to(wire.StaffSince, self.seen),
            "note:add": to(wire.StaffMessage, self.note_add),
            "flag:judge": to(wire.JudgeFlag, self.flag_judge),
            "level:set": to(wire.LevelSet, self.level_set),
            "escalation:raise": to(wire.RaiseOne, self.escalation_raise),
            "conversation:transfer": to(wire.HandOn, self.conversation_transfer),
            "conversation:close": to(wire.CloseOne, self.conversation_close),
            "wrap_up:record": to(wire.WrapUpOne, self.wrap_up_record),
        }

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
            held = await self._follow_desk(socket, seat)
            socket.send("desk", await self.desks.of(seat))
            await self.view.welcome_staff(socket)
        except BaseException:
            self.hub.drop(socket)
            self.seating.undo(socket)
            raise
        self.hub.send_heads(socket)
        self._here(seat.staff_id, held)

    async def _follow_desk(self, socket: Socket, seat: StaffSeat) -> Sequence[Conversation]:
        before = await self.conversations.on_desk(seat.staff_id)
        for one in before:
            self.hub.follow(socket, Viewer.COUNSELLOR, one)
        # Again, now that we hear: what was committed in between has raised the heads, or has
        # taken a conversation away. What has come to the desk since, `told` has followed.
        held = await self.conversations.on_desk(seat.staff_id)
        still = {one.conversation_id for one in held}
        for one in before:
            if one.conversation_id not in still:
                self.hub.unfollow(socket, one.conversation_id)
        for one in held:
            if self.hub.follows(socket, one.conversation_id):
                self.hub.follow(socket, Viewer.COUNSELLOR, one)
                self.alarms.danger_to(socket, one)
        return held

    async def gone(self, socket: Socket) -> None:
        """Let those they talk with know, unless they are back in a moment."""
        self.hub.drop(socket)
        staff_id = staff_seat(socket).staff_id
        if await self.seating.go(socket):
            self._missed[staff_id] = asyncio.create_task(self._miss(staff_id))

    def told(self, told: Sequence[Told]) -> None:
        """Follow what has come to a desk, and stop following what has left it."""
        for one in told:
            if not isinstance(one.result, Committed):
                continue
            before, after = one.result.before, one.result.after
            if before is not None and before.offer != after.offer and after.offer is not None:
                for socket in self.seating.seats.of(after.offer.to):
                    socket.send("offer", offer_on_wire(after))
            if before is None or (before.counsellor, before.seat) == (after.counsellor, after.seat):
                continue
            self._leave_desk(before, after)
            for socket in self.seating.seats.of(after.counsellor):
                if may_read(staff_seat(socket), after):
                    self.hub.follow(socket, Viewer.COUNSELLOR, after)

    async def shift_start(self, socket: Socket, asked: wire.StartShift, _: Answer) -> Body:
        """Go on shift, with room for as many as one dares, up to the house's bound."""
        capacity = min(asked.capacity or self.capacity.usual, self.capacity.most)
        staff_id = staff_seat(socket).staff_id
        await self.writer.submit(StartShift(staff_id, Sender.COUNSELLOR, capacity))
        return {}

    async def shift_pause(self, socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Take no new conversations for now."""
        await self.writer.submit(PauseShift(staff_seat(socket).staff_id, Sender.COUNSELLOR))
        return {}

    async def shift_end(self, socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Go off shift."""
        await self.writer.submit(EndShift(staff_seat(socket).staff_id, Sender.COUNSELLOR))
        return {}

    async def conversation_accept(self, socket: Socket, asked: wire.AcceptOne, _: Answer) -> Body:
        """Take somebody who waits; answer with the first page of their log."""
        person = staff_seat(socket).person
        if asked.conversation_id is None:
            committed = await self.meet.next_in_line(person)
        else:
            chosen = ConversationId(asked.conversation_id)
            committed = await self.meet.chosen(chosen, person)
        return await self._page_of(socket, committed.after, 0)

    async def conversation_open(self, socket: Socket, asked: wire.Follow, _: Answer) -> Body:
        """Follow a conversation of one's own."""
        one = await self._own(socket, asked)
        return await self._page_of(socket, one, asked.last_seq)

    async def offer_decline(self, socket: Socket, asked: wire.DeclineOffer, _: Answer) -> Body:
        """Say no to what a colleague holds out."""
        offer_id = OfferId(asked.offer_id)
        person = staff_seat(socket).person
        await self.writer.submit(EndOffer(conversation_of(offer_id), offer_id, person))
        return {}

    async def message_send(self, socket: Socket, asked: wire.StaffMessage, answer: Answer) -> Body:
        """Write to the young person."""
        origin = InPlace(socket, answer, Viewer.COUNSELLOR)
        person = staff_seat(socket).person
        conversation_id = ConversationId(asked.conversation_id)
        committed = await self.send(conversation_id, person, asked.client_id, asked.text, origin)
        origin.answer(committed)
        return None

    async def events_since(self, socket: Socket, asked: wire.StaffSince, _: Answer) -> Body:
        """Answer with a page of the log after `seq`."""
        one = await self._own(socket, asked)
        page = await self.log.since(one.conversation_id, asked.seq, Viewer.COUNSELLOR)
        return wire.page_on_wire(page, Viewer.COUNSELLOR)

    async def typing(self, socket: Socket, asked: wire.StaffTyping, _: Answer) -> Body:
        """Let the young person see that somebody is writing."""
        conversation_id = ConversationId(asked.conversation_id)
        if self.hub.follows(socket, conversation_id):
            data = {"conversation_id": conversation_id, "from": "counsellor", "on": asked.on}
            self.hub.to_others(conversation_id, "typing", data, but=socket.sid)
        return {}

    async def seen(self, socket: Socket, asked: wire.StaffSince, _: Answer) -> Body:
        """Keep how far one has read, and let the young person see it."""
        conversation_id = ConversationId(asked.conversation_id)
        seen = Seen(conversation_id, staff_seat(socket).person, asked.seq)
        seq = (await self.writer.submit(seen)).after.staff_seen
        data = {"conversation_id": conversation_id, "from": "counsellor", "seq": seq}
        self.hub.to_others(conversation_id, "seen", data, but=socket.sid)
        return {}

    async def note_add(self, socket: Socket, asked: wire.StaffMessage, answer: Answer) -> Body:
        """Write a note, which the young person never sees."""
        origin = InPlace(socket, answer, Viewer.COUNSELLOR)
        command = AddNote(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            asked.client_id,
            clean(asked.text, LONGEST_MESSAGE),
        )
        origin.answer(await self.writer.submit(command, origin))
        return None

    async def flag_judge(self, socket: Socket, asked: wire.JudgeFlag, _: Answer) -> Body:
        """Say whether a flag was right."""
        person = staff_seat(socket).person
        conversation_id = ConversationId(asked.conversation_id)
        command = Judge(
            conversation_id, person, asked.seq, asked.correct, request_id=asked.client_id
        )
        await self.writer.submit(command)
        return {}

    async def level_set(self, socket: Socket, asked: wire.LevelSet, _: Answer) -> Body:
        """Raise the level."""
        person = staff_seat(socket).person
        conversation_id = ConversationId(asked.conversation_id)
        reason = clean(asked.reason, 500)
        command = SetLevel(conversation_id, person, asked.level, reason, request_id=asked.client_id)
        await self.writer.submit(command)
        return {}

    async def escalation_raise(self, socket: Socket, asked: wire.RaiseOne, _: Answer) -> Body:
        """Ask for a supervisor; answered only when it is committed."""
        person = staff_seat(socket).person
        conversation_id = ConversationId(asked.conversation_id)
        reason = clean(asked.reason, 500)
        command = RaiseEscalation(conversation_id, person, reason, request_id=asked.client_id)
        committed = await self.writer.submit(command)
        raised = committed.after.open_escalation(EscalationKind.DANGER)
        return {"escalation_id": raised and raised.escalation_id}

    async def conversation_transfer(self, socket: Socket, asked: wire.HandOn, _: Answer) -> Body:
        """Hand on, to the waiting room or to a colleague."""
        to = None if asked.to == "waiting_room" else StaffId(asked.to)
        command = Transfer(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            to,
            cleaned(asked.note, 1000),
            self.absences.offer,
            request_id=asked.client_id,
        )
        await self.writer.submit(command)
        return {}

    async def conversation_close(self, socket: Socket, asked: wire.CloseOne, _: Answer) -> Body:
        """End the conversation."""
        person = staff_seat(socket).person
        here = ConversationId(asked.conversation_id)
        await self.writer.submit(Close(here, person, asked.reason, request_id=asked.client_id))
        return {}

    async def wrap_up_record(self, socket: Socket, asked: wire.WrapUpOne, _: Answer) -> Body:
        """Record what it was about; the seat is free."""
        command = WrapUp(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            asked.main,
            tuple(asked.topics),
            asked.outcome,
            cleaned(asked.follow_up, 1000),
            request_id=asked.client_id,
        )
        await self.writer.submit(command)
        return {}

    async def _own(self, socket: Socket, asked: wire.About) -> Conversation:
        seat = staff_seat(socket)
        return await self.rights.must_read(seat, ConversationId(asked.conversation_id))

    async def _page_of(self, socket: Socket, one: Conversation, seq: int) -> Body:
        # First follow, then ask for the right: what ends the right from now on also unfollows.
        self.hub.follow(socket, Viewer.COUNSELLOR, one)
        try:
            await self.rights.must_read(staff_seat(socket), one.conversation_id)
        except BaseException:
            self.hub.unfollow(socket, one.conversation_id)
            raise
        self.alarms.danger_to(socket, one)
        page = await self.log.since(one.conversation_id, seq, Viewer.COUNSELLOR)
        on_wire = wire.page_on_wire(page, Viewer.COUNSELLOR)
        return {"conversation_id": one.conversation_id, **on_wire}

    def _leave_desk(self, before: Conversation, after: Conversation) -> None:
        for socket in self.seating.seats.of(before.counsellor):
            stays = may_read(staff_seat(socket), after)
            if not stays and self.hub.unfollow(socket, before.conversation_id):
                reason = "wrapped_up" if after.is_closed else "released"
                socket.send(
                    "unfollowed", {"conversation_id": before.conversation_id, "reason": reason}
                )

    def _here(self, staff_id: StaffId, held: Sequence[Conversation]) -> None:
        missing = self._missed.pop(staff_id, None)
        if missing is not None:
            missing.cancel()
        self._say_presence(held, "here")

    async def _miss(self, staff_id: StaffId) -> None:
        await asyncio.sleep(self.absences.missed_after.total_seconds())
        self._missed.pop(staff_id, None)
        try:
            held = await self.conversations.on_desk(staff_id)
        except SQLAlchemyError as error:
            log.warning("absence_not_told", error=type(error).__name__)
            return
        if not self.seating.seats.is_taken(staff_id):
            self._say_presence(held, "away")

    def _say_presence(self, held: Sequence[Conversation], state: str) -> None:
        for one in held:
            if one.state is ConversationState.ACTIVE:
                data = {
                    "conversation_id": one.conversation_id,
                    "from": "counsellor",
                    "state": state,
                }
                self.hub.to_others(one.conversation_id, "presence", data)
