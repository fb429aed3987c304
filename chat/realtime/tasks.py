"""Bridges' tasks on screen: to each bridge-builder those of their area, whenever one has moved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chat.actions.ports import Clock
from chat.domain.bridge import Bridge
from chat.domain.conversation import Conversation
from chat.domain.identifiers import BridgeId, StaffId
from chat.domain.people import Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.shift import Shift, ShiftState
from chat.domain.video_talk import VideoRules
from chat.realtime.refreshing import Refresher
from chat.realtime.seats import Seats, StaffSeat, staff_seat
from chat.realtime.sockets import Socket
from chat.realtime.task_ids import TaskIds
from chat.storage.conversations import Conversations
from chat.storage.shifts import Shifts
from chat.storage.submitted import Committed
from chat.storage.writer import Told

PAUSE_S = 0.25
LOOK_ANYWAY_S = 30.0
SHOWN_ENDED = timedelta(days=7)
"""How long whoever had a task still finds it when it has ended (our own choice)."""
Found = Sequence[tuple[Conversation, Bridge]]


@dataclass(frozen=True, slots=True)
class Looked:
    """What there is to show: bridges, what a call stands open in, and who is on duty."""

    bridges: Found
    called: Sequence[Conversation]
    on_duty: frozenset[StaffId]


@dataclass(slots=True)
class Tasks:
    """Keeps every bridge-builder's list true."""

    conversations: Conversations
    shifts: Shifts
    builders: Seats[StaffId]
    clock: Clock
    regions: Mapping[str, str]
    """The region's code of each municipality."""
    names: Mapping[str, str]
    """Of services, by id."""
    is_there: Callable[[str], bool]
    """Whether a service is in the directory still."""
    ids: TaskIds
    video: VideoRules = field(default_factory=VideoRules)
    refresher: Refresher = field(init=False)

    def __post_init__(self) -> None:
        self.refresher = Refresher(self._show, pause_s=PAUSE_S, anyway_s=LOOK_ANYWAY_S)

    def told(self, told: Sequence[Told]) -> None:
        """Take note of a task or call that has moved, and of who goes on duty or off."""
        for one in told:
            if isinstance(one.result, Shift) and one.result.role is Sender.BRIDGE:
                self.refresher.ask()
            if isinstance(one.result, Committed):
                before, after = one.result.before, one.result.after
                known = (before.bridges, before.call, before.video) if before else ((), None, None)
                if known != (after.bridges, after.call, after.video):
                    self.refresher.ask()

    async def welcome(self, socket: Socket) -> None:
        """Show the list to somebody who has just come."""
        self._send(socket, await self._look())

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
        found = await self._look()
        for socket in self.builders.everyone():
            self._send(socket, found)

    def _send(self, socket: Socket, found: Looked) -> None:
        seat = staff_seat(socket)
        mine = [
            {**self._on_wire(one, bridge), "video": self._video_on_wire(one, bridge, seat)}
            for one, bridge in found.bridges
            if self.may_see(seat, bridge)
        ]
        on_duty = seat.staff_id in found.on_duty
        calls = [
            on_wire
            for one in found.called
            if (on_wire := self._call_on_wire(one, seat, on_duty=on_duty)) is not None
        ]
        socket.send(
            "tasks", {"bridges": mine, "calls": calls, "on_duty": on_duty, "video": self.video.on}
        )

    async def _look(self) -> Looked:
        called = sorted(await self.conversations.with_calls(), key=_asked)
        on_duty = frozenset(
            one.shift.staff_id
            for one in await self.shifts.on_duty()
            if one.shift.role is Sender.BRIDGE and one.shift.state is ShiftState.ON
        )
        return Looked(await self._all(), called, on_duty)

    def _video_on_wire(
        self, one: Conversation, bridge: Bridge, seat: StaffSeat
    ) -> dict[str, object] | None:
        """Return the video talk of a hand-over, for who has offered it."""
        video = one.video
        if video is None or video.bridge_id != bridge.bridge_id or video.by != seat.staff_id:
            return None
        opens_at = video.at and video.at - self.video.opens_before
        return {
            "seq": video.seq,
            "status": video.status.value,
            "at": _at(video.at),
            "opens_at": _at(opens_at),
            "until": _at(video.until),
        }

    def _call_on_wire(
        self, one: Conversation, seat: StaffSeat, *, on_duty: bool
    ) -> dict[str, object] | None:
        """Return a call as its list shows it: no word of it before one has come, to anybody.

        Which conversation it is, only who has come is told. Nor does it say anything by which it
        could be put together with what the same person chose to share for a hand-over.
        """
        call = one.call
        if call is None:
            return None
        mine = call.is_answered_by(seat.person)
        could = on_duty and call.is_open and seat.area.covers(one.municipality, self.regions)
        if not (mine or could):
            return None
        apart = not mine and any(each.sent for each in one.bridges)
        return {
            "call_id": self.ids.close(BridgeId(f"{one.conversation_id}.{call.seq}")),
            "conversation_id": one.conversation_id if mine else None,
            "call_word": one.call_word if mine else None,
            "counsellor": one.counsellor_name if mine else None,
            "level": 0 if apart else int(one.level),
            "topics": [] if apart else list(one.topics),
            "age_band": None if apart else one.age_band,
            "municipality": None if apart else one.municipality,
            "asked_at": _at(call.asked_at),
            "due_at": _at(call.due_at),
            "writes": call.writes,
        }

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
            # The contract has the field; which talk it is, nobody is told by this list.
            "conversation_id": None,
            "call_word": None if handed or apart else one.call_word,
            "status": bridge.status,
            "trigger": "level" if apart else bridge.trigger,
            "level": 0 if apart else int(one.level),
            "topics": [] if handed or apart else list(one.topics),
            "lane": bridge.lane,
            "service": service
            and {
                "service_id": service,
                "name": self.names.get(service, service),
                "retired": not self.is_there(service),
            },
            "shared": list(bridge.shared),
            "age_band": None if apart else bridge.age_band,
            "municipality": None if apart else bridge.municipality,
            "opened_at": _at(bridge.answered_at or bridge.opened_at),
            "due_at": _at(bridge.due_at),
            "ended_at": _at(bridge.ended_at),
            "owner": owner and {"staff_id": owner, "display_name": bridge.owner_name},
        }


def _asked(one: Conversation) -> tuple[float, str]:
    """Whoever has waited longest for an answer comes first."""
    asked_at = one.opened_at if one.call is None else one.call.asked_at
    return asked_at.timestamp(), one.conversation_id


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _pressing(found: tuple[Conversation, Bridge]) -> tuple[bool, float, str]:
    """What is due first comes first; what has ended, last, and the latest of it first."""
    bridge = found[1]
    if bridge.due_at is None:
        ended = bridge.ended_at or bridge.opened_at
        return True, -ended.timestamp(), bridge.bridge_id
    return False, bridge.due_at.timestamp(), bridge.bridge_id
