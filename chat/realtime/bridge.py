"""A bridge-builder's console: the tasks, and what is done with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from chat.domain.audience import Kind
from chat.domain.bridge import BridgeStatus
from chat.domain.commands import MoveBridge, TakeBridge
from chat.domain.identifiers import BridgeId, conversation_of
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.domain.text import cleaned
from chat.realtime import wire
from chat.realtime.answers import Answers, Body
from chat.realtime.asking import asks
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Handler, Socket
from chat.realtime.staff_seating import StaffSeating
from chat.realtime.tasks import Tasks
from chat.staff.roles import Act
from chat.storage.log import Log
from chat.storage.writer import Writer

NAMESPACE = "/bridge"
LONGEST_NOTE = 1000
MOVES_SHOWN = 50


@dataclass(slots=True)
class BridgeNamespace:
    """`/bridge`: by the session's cookie; sees tasks, and no word of any conversation."""

    seating: StaffSeating
    writer: Writer
    log: Log
    tasks: Tasks
    answers: Answers
    path: str = NAMESPACE
    handlers: Mapping[str, Handler] = field(init=False)

    def __post_init__(self) -> None:
        self.handlers = self.answers.table(self)

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

    async def gone(self, socket: Socket) -> None:
        """Give up the seat; tasks stay with whoever has taken them."""
        await self.seating.go(socket)

    @asks("bridge:take", wire.TakeTask, Act.WORK_ON_BRIDGES)
    async def bridge_take(self, socket: Socket, asked: wire.TakeTask, _: Answer) -> Body:
        """Take a task: the first wins, the second is told who."""
        bridge_id = BridgeId(asked.bridge_id)
        by = staff_seat(socket).person
        here = conversation_of(bridge_id)
        await self.writer.submit(TakeBridge(here, by, bridge_id, request_id=asked.client_id))
        return {}

    @asks("bridge:update", wire.MoveTask, Act.WORK_ON_BRIDGES)
    async def bridge_update(self, socket: Socket, asked: wire.MoveTask, _: Answer) -> Body:
        """Follow a task of one's own up, or end it."""
        bridge_id = BridgeId(asked.bridge_id)
        command = MoveBridge(
            conversation_of(bridge_id),
            staff_seat(socket).person,
            bridge_id,
            BridgeStatus(asked.status),
            cleaned(asked.note, LONGEST_NOTE),
            request_id=asked.client_id,
        )
        await self.writer.submit(command)
        return {}

    @asks("bridge:history", wire.TakeTask, Act.WORK_ON_BRIDGES)
    async def bridge_history(self, _socket: Socket, asked: wire.TakeTask, _: Answer) -> Body:
        """Answer with what bridge-builders did with a task, the first move first."""
        here = conversation_of(BridgeId(asked.bridge_id))
        entries = await self.log.last(here, (Kind.BRIDGE_TASK,), MOVES_SHOWN)
        return {
            "moves": [
                {
                    "at": entry.at.isoformat(),
                    **{name: entry.event.data[name] for name in ("status", "note", "by")},
                }
                for entry in entries
            ]
        }
