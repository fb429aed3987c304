"""Bridges' tasks on screen: to each bridge-builder those of their area, whenever one has moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chat.actions.ports import Clock
from chat.domain.bridge import Bridge
from chat.domain.conversation import Conversation
from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.realtime.refreshing import Refresher
from chat.realtime.seats import Seats, StaffSeat, staff_seat
from chat.realtime.sockets import Socket
from chat.realtime.task_ids import TaskIds
from chat.storage.conversations import Conversations
from chat.storage.submitted import Committed
from chat.storage.writer import Told

PAUSE_S = 0.25
LOOK_ANYWAY_S = 30.0
SHOWN_ENDED = timedelta(days=7)
"""How long whoever had a task still finds it when it has ended (our own choice)."""
Found = Sequence[tuple[Conversation, Bridge]]


@dataclass(slots=True)
class Tasks:
    """Keeps every bridge-builder's list true."""

    conversations: Conversations
    builders: Seats[StaffId]
    clock: Clock
    regions: Mapping[str, str]
    """The region's code of each municipality."""
    names: Mapping[str, str]
    """Of services, by id."""
    ids: TaskIds
    refresher: Refresher = field(init=False)

    def __post_init__(self) -> None:
        self.refresher = Refresher(self._show, pause_s=PAUSE_S, anyway_s=LOOK_ANYWAY_S)

    def told(self, told: Sequence[Told]) -> None:
        """Take note of a task that has moved."""
        for one in told:
            if isinstance(one.result, Committed):
                before = one.result.before
                if (before.bridges if before else ()) != one.result.after.bridges:
                    self.refresher.ask()

    async def welcome(self, socket: Socket) -> None:
        """Show the list to somebody who has just come."""
        self._send(socket, await self._all())

    def may_see(self, seat: StaffSeat, bridge: Bridge) -> bool:
        """Say whether a seat may see a task: of its area, and an ended one only who had it."""
        if not bridge.is_task or not (bridge.is_open or bridge.owner == seat.staff_id):
            return False
        return seat.area.covers(bridge.municipality, self.regions)

    def must_see(self, seat: StaffSeat, bridge: Bridge) -> None:
        """Refuse a task of another area: `forbidden`."""
        if not self.may_see(seat, bridge):
            raise Refused(RefusalCode.FORBIDDEN)

    async def _show(self) -> None:
        if not len(self.builders):
            return
        found = await self._all()
        for socket in self.builders.everyone():
            self._send(socket, found)

    def _send(self, socket: Socket, found: Found) -> None:
        seat = staff_seat(socket)
        mine = [self._on_wire(one, bridge) for one, bridge in found if self.may_see(seat, bridge)]
        socket.send("tasks", {"bridges": mine})

    async def _all(self) -> Found:
        since = self.clock() - SHOWN_ENDED
        found = [
            (one, bridge)
            for one in await self.conversations.with_bridges(since)
            for bridge in one.bridges
            if bridge.is_open or (bridge.ended_at is not None and bridge.ended_at >= since)
        ]
        return sorted(found, key=_pressing)

    def _on_wire(self, one: Conversation, bridge: Bridge) -> dict[str, object]:
        """Return a task as its list shows it: of what was written never a word.

        Of who is handed over also no topic: they have said themselves what may be known. And once
        they have, nothing of the talk's other task says whom it is about or what they fear: the
        two must not be put together. `level`, age and place belong to what was consented to.
        """
        owner, service = bridge.owner, bridge.service_id
        handed = bridge.lane is not None
        apart = not handed and any(each.sent for each in one.bridges)
        return {
            "bridge_id": self.ids.close(bridge.bridge_id),
            "call_word": None if handed or apart else one.call_word,
            "status": bridge.status,
            "trigger": "level" if apart else bridge.trigger,
            "level": 0 if apart else int(one.level),
            "topics": [] if handed or apart else list(one.topics),
            "lane": bridge.lane,
            "service": service
            and {"service_id": service, "name": self.names.get(service, service)},
            "shared": list(bridge.shared),
            "age_band": None if apart else bridge.age_band,
            "municipality": None if apart else bridge.municipality,
            "opened_at": _at(bridge.answered_at or bridge.opened_at),
            "due_at": _at(bridge.due_at),
            "ended_at": _at(bridge.ended_at),
            "owner": owner and {"staff_id": owner, "display_name": bridge.owner_name},
        }


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _pressing(found: tuple[Conversation, Bridge]) -> tuple[bool, float, str]:
    """What is due first comes first; what has ended, last, and the latest of it first."""
    bridge = found[1]
    if bridge.due_at is None:
        ended = bridge.ended_at or bridge.opened_at
        return True, -ended.timestamp(), bridge.bridge_id
    return False, bridge.due_at.timestamp(), bridge.bridge_id
