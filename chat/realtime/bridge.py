"""A bridge-builder's console: the tasks, and what is done with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aiohttp import web

from chat.actions.bridges import Details
from chat.domain.audience import Kind
from chat.domain.bridge import BridgeStatus
from chat.domain.commands import MoveBridge, PlanBridge, TakeBridge
from chat.domain.identifiers import conversation_of
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.domain.text import cleaned
from chat.realtime import bridge_wire
from chat.realtime.advising import AdvisingVerbs
from chat.realtime.answers import Answers, Body
from chat.realtime.asking import asks
from chat.realtime.hub import Hub
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Handler, Socket
from chat.realtime.staff_seating import StaffSeating
from chat.realtime.tasks import Tasks
from chat.realtime.video_verbs import TaskVideoVerbs
from chat.staff.roles import Act
from chat.storage.conversations import Conversations
from chat.storage.log import Log
from chat.storage.writer import Writer

NAMESPACE = "/bridge"
LONGEST_NOTE = 1000
LONGEST_WORDS = 500
MOVES_SHOWN = 50
MOVES = (Kind.BRIDGE_TASK, Kind.BRIDGE_UPDATED, Kind.BRIDGE_WITHDRAWN)


@dataclass(slots=True)
class BridgeNamespace:
    """`/bridge`: by the session's cookie; tasks of one's area, and what one was called into."""

    seating: StaffSeating
    writer: Writer
    log: Log
    hub: Hub
    tasks: Tasks
    conversations: Conversations
    details: Details
    answers: Answers
    verbs: Sequence[object]
    """One of each of `VERBS` but this."""
    path: str = NAMESPACE
    handlers: Mapping[str, Handler] = field(init=False)

    def __post_init__(self) -> None:
        self.handlers = self.answers.table(self, *self.verbs)

    async def connect(self, socket: Socket, auth: object, request: web.Request) -> None:  # noqa: ARG002
        """Seat the socket and show the tasks."""
        try:
            await self.seating.come(socket, request)
        except Refused as refused:
            raise self.answers.turned_away(refused, socket.language) from None
        except Unavailable:
            no = Refused(RefusalCode.UNAVAILABLE)
            raise self.answers.turned_away(no, socket.language) from None
        try:
            await self.tasks.welcome(socket)
        except BaseException:
            self.seating.undo(socket)
            raise
        self.hub.send_heads(socket)

    async def gone(self, socket: Socket) -> None:
        """Give up the seat; tasks stay with whoever has taken them."""
        self.hub.drop(socket)
        await self.seating.go(socket)

    @asks("bridge:take", bridge_wire.TakeTask, Act.WORK_ON_BRIDGES)
    async def bridge_take(self, socket: Socket, asked: bridge_wire.TakeTask, _: Answer) -> Body:
        """Take a task: the first wins, the second is told who."""
        bridge_id = self.tasks.ids.open(asked.bridge_id)
        seat = staff_seat(socket)
        here = conversation_of(bridge_id)
        await self.writer.submit(
            TakeBridge(here, seat.person, bridge_id, seat.area, request_id=asked.client_id)
        )
        return {}

    @asks("bridge:update", bridge_wire.MoveTask, Act.WORK_ON_BRIDGES)
    async def bridge_update(self, socket: Socket, asked: bridge_wire.MoveTask, _: Answer) -> Body:
        """Follow a task of one's own up, or end it; `received` takes it, as `bridge:take` does."""
        bridge_id, seat = self.tasks.ids.open(asked.bridge_id), staff_seat(socket)
        here, status = conversation_of(bridge_id), BridgeStatus(asked.status)
        note = cleaned(asked.note, LONGEST_NOTE)
        words = cleaned(asked.message_to_young, LONGEST_WORDS)
        again = asked.client_id
        command = (
            TakeBridge(here, seat.person, bridge_id, seat.area, note, words, request_id=again)
            if status is BridgeStatus.RECEIVED
            else MoveBridge(
                here,
                seat.person,
                bridge_id,
                status,
                note,
                asked.follow_up_at,
                words,
                seat.area,
                request_id=again,
            )
        )
        await self.writer.submit(command)
        return {}

    @asks("bridge:plan", bridge_wire.PlanTask, Act.WORK_ON_BRIDGES)
    async def bridge_plan(self, socket: Socket, asked: bridge_wire.PlanTask, _: Answer) -> Body:
        """Say when one looks at a task of one's own again."""
        bridge_id, seat = self.tasks.ids.open(asked.bridge_id), staff_seat(socket)
        command = PlanBridge(
            conversation_of(bridge_id),
            seat.person,
            bridge_id,
            asked.follow_up_at,
            cleaned(asked.note, LONGEST_NOTE),
            seat.area,
            request_id=asked.client_id,
        )
        await self.writer.submit(command)
        return {}

    @asks("bridge:history", bridge_wire.TakeTask, Act.WORK_ON_BRIDGES)
    async def bridge_history(self, socket: Socket, asked: bridge_wire.TakeTask, _: Answer) -> Body:
        """Answer with what was done with a task, the first move first."""
        bridge_id = self.tasks.ids.open(asked.bridge_id)
        here = conversation_of(bridge_id)
        one = await self.conversations.of(here)
        bridge = (
            next((each for each in one.bridges if each.bridge_id == bridge_id), None)
            if one
            else None
        )
        if bridge is None:
            raise Refused(RefusalCode.NOT_FOUND)
        self.tasks.must_see(staff_seat(socket), bridge)
        entries = await self.log.last(here, MOVES, MOVES_SHOWN)
        return {
            "moves": [
                {
                    "at": entry.at.isoformat(),
                    **{
                        name: entry.event.data.get(name)
                        for name in ("status", "note", "by", "follow_up_at")
                    },
                }
                for entry in entries
                if entry.event.data["bridge_id"] == bridge_id
            ]
        }

    @asks("bridge:details", bridge_wire.TakeTask, Act.WORK_ON_BRIDGES)
    async def bridge_details(self, socket: Socket, asked: bridge_wire.TakeTask, _: Answer) -> Body:
        """Answer whoever has a task with what was shared; `null` when it is destroyed."""
        seat, bridge_id = staff_seat(socket), self.tasks.ids.open(asked.bridge_id)
        return {"shared": await self.details(bridge_id, seat.staff_id, seat.area)}


VERBS = (BridgeNamespace, AdvisingVerbs, TaskVideoVerbs)
