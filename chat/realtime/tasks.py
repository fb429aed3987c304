"""Bridges' tasks on screen: every open one, to every bridge-builder, whenever one has moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chat.domain.bridge import Bridge
from chat.domain.conversation import Conversation
from chat.domain.identifiers import StaffId
from chat.realtime.refreshing import Refresher
from chat.realtime.seats import Seats
from chat.realtime.sockets import Socket
from chat.storage.conversations import Conversations
from chat.storage.submitted import Committed
from chat.storage.writer import Told

PAUSE_S = 0.25
LOOK_ANYWAY_S = 30.0


@dataclass(slots=True)
class Tasks:
    """Keeps every bridge-builder's list true."""

    conversations: Conversations
    builders: Seats[StaffId]
    refresher: Refresher = field(init=False)

    def __post_init__(self) -> None:
        self.refresher = Refresher(self._show, pause_s=PAUSE_S, anyway_s=LOOK_ANYWAY_S)

    def told(self, told: Sequence[Told]) -> None:
        """Take note of a task that has moved."""
        for one in told:
            if isinstance(one.result, Committed):
                before = one.result.before
                if (before and before.bridge) != one.result.after.bridge:
                    self.refresher.ask()

    async def welcome(self, socket: Socket) -> None:
        """Show the list to somebody who has just come."""
        socket.send("tasks", await self._all())

    async def _show(self) -> None:
        if not len(self.builders):
            return
        frame = await self._all()
        for socket in self.builders.everyone():
            socket.send("tasks", frame)

    async def _all(self) -> Mapping[str, object]:
        found = await self.conversations.bridges_open()
        return {"bridges": [task_on_wire(one, one.bridge) for one in found if one.bridge]}


def task_on_wire(one: Conversation, bridge: Bridge) -> dict[str, object]:
    """Return a task as its list shows it: of what was written never a word."""
    owner = bridge.owner
    return {
        "bridge_id": bridge.bridge_id,
        "conversation_id": one.conversation_id,
        "call_word": one.call_word,
        "status": bridge.status,
        "trigger": bridge.trigger,
        "level": int(one.level),
        "topics": list(one.topics),
        "age_band": one.age_band,
        "municipality": one.municipality,
        "opened_at": bridge.opened_at.isoformat(),
        "due_at": bridge.due_at and bridge.due_at.isoformat(),
        "owner": owner and {"staff_id": owner, "display_name": bridge.owner_name},
    }
