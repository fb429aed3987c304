"""What a young person's browser may ask, one method per event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import structlog
from aiohttp import web
from pydantic import ValidationError

from chat.actions.bridges import AnswerOffer
from chat.actions.messages import SendMessage
from chat.actions.opening import ComeIn
from chat.actions.returning import ReturnCodes
from chat.actions.summaries import Summaries
from chat.actions.video_links import VideoLinks
from chat.domain.audience import Viewer
from chat.domain.commands import (
    AnswerSummary,
    AnswerVideo,
    Arrive,
    Drop,
    EndVideo,
    GiveFeedback,
    Leave,
    Seen,
    WithdrawBridge,
)
from chat.domain.conversation import Conversation, ConversationState, LeftHow
from chat.domain.identifiers import BridgeId, ConversationId, ProcessId, StaffId
from chat.domain.people import YOUNG, Sender
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.domain.text import cleaned
from chat.realtime import wire, young_wire
from chat.realtime.answers import Answers, Body, InPlace
from chat.realtime.asking import asks
from chat.realtime.bus import About
from chat.realtime.hub import Hub
from chat.realtime.rates import Rates
from chat.realtime.seats import Seats, YoungSeat, young_seat
from chat.realtime.sockets import Answer, Handler, Socket
from chat.realtime.waiting_room_view import WaitingRoomView
from chat.storage.log import Log
from chat.storage.shifts import Shifts
from chat.storage.submitted import Committed
from chat.storage.writer import Told, Writer

log = structlog.get_logger()

LONGEST_COMMENT = 2_000


@dataclass(slots=True)
class YoungNamespace:
    """`/young`: seats by the conversation's secret, and speaks for nobody else."""

    come_in: ComeIn
    send: SendMessage
    writer: Writer
    log: Log
    hub: Hub
    view: WaitingRoomView
    seats: Seats[ConversationId]
    counsellors: Seats[StaffId]
    supervisors: Seats[StaffId]
    shifts: Shifts
    rates: Rates
    answers: Answers
    return_codes: ReturnCodes
    summaries: Summaries
    video_links: VideoLinks
    process: ProcessId | None = None
    path: str = "/young"
    handlers: Mapping[str, Handler] = field(init=False)

    def __post_init__(self) -> None:
        self.handlers = self.answers.table(self)

    async def connect(self, socket: Socket, auth: object, request: web.Request) -> None:  # noqa: ARG002
        """Seat the socket, put it on the log's list, and only then tell it the heads."""
        try:
            one = await self.come_in(young_wire.YoungAuth.model_validate(auth).token)
            socket.language = one.lang
            await self._seat(socket, one)
        except ValidationError:
            no = Refused(RefusalCode.UNAUTHORIZED)
            raise self.answers.turned_away(no, socket.language) from None
        except Refused as refused:
            raise self.answers.turned_away(refused, socket.language) from None
        except Unavailable:
            no = Refused(RefusalCode.UNAVAILABLE)
            raise self.answers.turned_away(no, socket.language) from None

    async def gone(self, socket: Socket) -> None:
        """Keep the place, and let the others know."""
        conversation_id = young_seat(socket)
        self.hub.drop(socket)
        if self.seats.give_up(conversation_id, socket):
            self._say_presence(conversation_id, "away")
            await self.writer.submit(Drop(conversation_id, self.process))

    def told(self, told: Sequence[Told]) -> None:
        """End the lines of somebody who left by quick exit: on no screen shall anything remain."""
        for one in told:
            if not isinstance(one.result, Committed):
                continue
            after = one.result.after
            if after.left_how is LeftHow.QUICK_EXIT:
                for socket in self.seats.of(after.conversation_id):
                    socket.close("left")

    @asks("message:send", young_wire.YoungMessage)
    async def message_send(
        self, socket: Socket, asked: young_wire.YoungMessage, answer: Answer
    ) -> Body:
        """Answer with the message's number; it goes where this socket was seated, nowhere else."""
        conversation_id = young_seat(socket)
        await self.rates.take(conversation_id)
        origin = InPlace(socket, answer, Viewer.YOUNG)
        committed = await self.send(conversation_id, YOUNG, asked.client_id, asked.text, origin)
        origin.answer(committed)
        return None

    @asks("events:since", young_wire.Since)
    async def events_since(self, socket: Socket, asked: young_wire.Since, _: Answer) -> Body:
        """Answer with a page of the log after `seq`."""
        page = await self.log.since(await self._open_still(socket), asked.seq, Viewer.YOUNG)
        return wire.page_on_wire(page, Viewer.YOUNG)

    @asks("typing", young_wire.YoungTyping)
    async def typing(self, socket: Socket, asked: young_wire.YoungTyping, _: Answer) -> Body:
        """Let the others see that somebody is writing."""
        self.hub.typing(young_seat(socket), About.YOUNG_TYPES, on=asked.on, but=socket.sid)
        return {}

    @asks("seen", young_wire.Since)
    async def seen(self, socket: Socket, asked: young_wire.Since, _: Answer) -> Body:
        """Keep how far the young person has read, and let the others see it."""
        conversation_id = young_seat(socket)
        committed = await self.writer.submit(Seen(conversation_id, YOUNG, asked.seq))
        seq = committed.after.young_seen
        data = {"conversation_id": conversation_id, "from": YOUNG.sender, "seq": seq}
        self.hub.to_others(conversation_id, "seen", data, but=socket.sid)
        return {}

    @asks("conversation:leave", young_wire.LeaveNow)
    async def conversation_leave(
        self, socket: Socket, asked: young_wire.LeaveNow, _: Answer
    ) -> Body:
        """End it. An open escalation stays open."""
        how = LeftHow(asked.how)
        await self.writer.submit(Leave(young_seat(socket), how, request_id=asked.client_id))
        return {}

    @asks("feedback", young_wire.Feedback)
    async def feedback(self, socket: Socket, asked: young_wire.Feedback, _: Answer) -> Body:
        """Take how it was; what felt wrong goes to supervisors only."""
        said = asked.model_dump(exclude={"client_id", "comment", "felt_wrong_text"})
        command = GiveFeedback(
            young_seat(socket),
            comment=cleaned(asked.comment, LONGEST_COMMENT),
            felt_wrong_text=cleaned(asked.felt_wrong_text, LONGEST_COMMENT),
            request_id=asked.client_id,
            **said,
        )
        await self.writer.submit(command)
        return {}

    @asks("bridge:answer", young_wire.AnswerOne)
    async def bridge_answer(self, socket: Socket, asked: young_wire.AnswerOne, _: Answer) -> Body:
        """Take a yes or a no to what was offered, and what is shared with a yes."""
        bridge_id = BridgeId(asked.bridge_id)
        answered = AnswerOffer(self.writer)
        await answered(young_seat(socket), bridge_id, asked.accept, asked.share, asked.client_id)
        return {}

    @asks("bridge:withdraw", young_wire.WithdrawOne)
    async def bridge_withdraw(
        self, socket: Socket, asked: young_wire.WithdrawOne, _: Answer
    ) -> Body:
        """Take a yes back; `seen_by` names who had it by then, and may have read it."""
        command = WithdrawBridge(
            young_seat(socket), BridgeId(asked.bridge_id), request_id=asked.client_id
        )
        committed = await self.writer.submit(command)
        return {"seen_by": committed.entries[0].event.data["seen_by"]}

    @asks("return:make", wire.Nothing)
    async def return_make(self, socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Answer with a new return code, shown this once; the one before opens nothing more."""
        return {"code": await self.return_codes.give(await self._open_still(socket))}

    @asks("summary:read", wire.Nothing)
    async def summary_read(self, socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Answer with the summary that stands, word for word; `null` where there is none."""
        return {"text": await self.summaries.of(await self._open_still(socket))}

    @asks("summary:answer", young_wire.AnswerProposed)
    async def summary_answer(
        self, socket: Socket, asked: young_wire.AnswerProposed, _: Answer
    ) -> Body:
        """Take a yes, a wish for another or a no; what is not agreed to is destroyed at once."""
        command = AnswerSummary(
            young_seat(socket), asked.seq, asked.answer.value, request_id=asked.client_id
        )
        await self.writer.submit(command)
        return {}

    @asks("video:answer", young_wire.AnswerVideoNow)
    async def video_answer(
        self, socket: Socket, asked: young_wire.AnswerVideoNow, _: Answer
    ) -> Body:
        """Take a yes or a no to a video talk."""
        here = young_seat(socket)
        command = AnswerVideo(here, asked.seq, asked.accept, request_id=asked.client_id)
        await self.writer.submit(command)
        return {}

    @asks("video:end", young_wire.EndVideoNow)
    async def video_end(self, socket: Socket, asked: young_wire.EndVideoNow, _: Answer) -> Body:
        """Take a yes back, or say that it is over."""
        command = EndVideo(young_seat(socket), YOUNG, asked.seq, request_id=asked.client_id)
        await self.writer.submit(command)
        return {}

    @asks("video:link", wire.Nothing)
    async def video_link(self, socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Answer with the secret of a way in, for once: `/video#` and it."""
        return {"token": await self.video_links.give(young_seat(socket), YOUNG)}

    async def _open_still(self, socket: Socket) -> ConversationId:
        """Return where a socket sits; after quick exit at another process it is told nothing.

        Raises:
            Refused: `unauthorized`.
        """
        here = young_seat(socket)
        if self.process is not None:  # that other process is heard of in a moment, as a rule
            await self.come_in.must_be_open_still(here)
        return here

    async def _seat(self, socket: Socket, one: Conversation) -> None:
        conversation_id = one.conversation_id
        first = self.seats.take(conversation_id, socket)
        socket.seat = YoungSeat(conversation_id)
        self.hub.follow(socket, Viewer.YOUNG, one)
        try:
            committed = await self.writer.submit(Arrive(conversation_id, self.process))
            self.hub.follow(socket, Viewer.YOUNG, committed.after)
            self.hub.send_heads(socket)
            await self.view.welcome_young(socket, committed.after)
            await self._say_counsellor(socket, committed.after)
        except BaseException:
            self.hub.drop(socket)
            self.seats.give_up(conversation_id, socket)
            raise
        if first:
            self._say_presence(conversation_id, "here", but=socket.sid)

    async def _say_counsellor(self, socket: Socket, one: Conversation) -> None:
        if one.state is not ConversationState.ACTIVE:
            return
        here = await self._is_here(one)
        if here is not None:
            state = "here" if here else "away"
            data = {"conversation_id": one.conversation_id, "from": "counsellor", "state": state}
            socket.send("presence", data)

    async def _is_here(self, one: Conversation) -> bool | None:
        """Whether whoever has the pen is at their console; `None` where nobody has it.

        An adviser is taken to be here: whoever is gone gives the pen back.
        """
        if one.call is not None and one.call.writes:
            return True
        if one.beside is not None and one.is_taken_over:
            if self.supervisors.is_taken(one.beside.staff_id):
                return True
            return (await self.shifts.of(one.beside.staff_id, Sender.SUPERVISOR)).gone_at is None
        lent = one.companion is not None and one.companion.writes
        writer = one.companion.staff_id if one.companion is not None and lent else one.counsellor
        if writer is None:
            return None
        if self.counsellors.is_taken(writer):
            return True
        # At another process, perhaps.
        shift = await self.shifts.of(writer, Sender.COUNSELLOR)
        return shift.started_at is not None and shift.gone_at is None

    def _say_presence(
        self, conversation_id: ConversationId, state: str, but: str | None = None
    ) -> None:
        data = {"conversation_id": conversation_id, "from": YOUNG.sender, "state": state}
        self.hub.to_others(conversation_id, "presence", data, but=but)
