"""The waiting room on screens: the line to staff, and to each who waits their own place in it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from chat.actions.ports import Clock
from chat.actions.service import Room, Service, waiting_of
from chat.domain.conversation import Conversation, ConversationState
from chat.domain.escalation import EscalationKind
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.interlock import Supervision
from chat.domain.opening_hours import DoorState, OpeningHours
from chat.domain.people import Sender
from chat.domain.shift import Shift
from chat.domain.waiting_room import Waiting, is_late
from chat.realtime.refreshing import Refresher
from chat.realtime.seats import Seats
from chat.realtime.sockets import Socket
from chat.storage.shifts import OnDuty
from chat.storage.submitted import Committed
from chat.storage.writer import Told

TO_STAFF_S = 0.25
TO_YOUNG_S = 5.0
TOLD_AT_ONCE = 100
"""So many are told their place before the talks have their turn (our own choice)."""
CLOSING_SOON = timedelta(minutes=30)
"""How long before closing time those who wait, and consoles, are told of it (our own choice)."""


class Outlook(NamedTuple):
    """What is the same for all who wait, and told to each of them."""

    now: datetime
    door: DoorState
    is_held: bool
    """Nobody can be met before a supervisor is back."""


@dataclass(slots=True)
class WaitingRoomView:
    """Keeps every screen's picture of the room true."""

    service: Service
    clock: Clock
    young: Seats[ConversationId]
    staff: Sequence[Seats[StaffId]]
    _places: dict[ConversationId, int] = field(default_factory=dict)
    _said: dict[ConversationId, Mapping[str, object]] = field(default_factory=dict)
    to_staff: Refresher = field(init=False)
    to_young: Refresher = field(init=False)

    def __post_init__(self) -> None:
        self.to_staff = Refresher(self._show_staff, pause_s=TO_STAFF_S, anyway_s=30)
        self.to_young = Refresher(self._show_young, pause_s=TO_YOUNG_S, anyway_s=30)

    def told(self, told: Sequence[Told]) -> None:
        """Take note of whatever moves the line."""
        if any(isinstance(one.result, Shift) for one in told):
            self.service.look_again()
        if any(_moves_the_line(one.result) for one in told):
            self.to_staff.ask()
            self.to_young.ask()

    async def welcome_young(self, socket: Socket, one: Conversation) -> None:
        """Tell somebody who has just connected where they stand."""
        if one.state is ConversationState.WAITING:
            # What was read a moment ago will do; who has come in since hears it from the next
            # reading. A thousand who come back at once would else each read the whole room.
            room = await self.service.room()
            place = room.places.get(one.conversation_id)
            if place is None:
                self.to_young.ask()
            else:
                data = self._place(room, self._outlook(room), waiting_of(one), place)
                socket.send("waiting_room", data)

    async def welcome_staff(self, socket: Socket) -> None:
        """Show the line, and who is on shift, to staff who have just connected."""
        room = await self.service.room()
        socket.send("waiting_room", self._line(room))
        socket.send("on_shift", self._on_shift(room))

    async def _show_staff(self) -> None:
        room = await self.service.room(fresh=True)
        line, on_shift = self._line(room), self._on_shift(room)
        for seats in self.staff:
            for socket in seats.everyone():
                socket.send("waiting_room", line)
                socket.send("on_shift", on_shift)

    async def _show_young(self) -> None:
        # Fresh: what somebody's accepting has just read is from before it was committed.
        room = await self.service.room(fresh=True)
        outlook = self._outlook(room)
        for place, one in enumerate(room.ordered, start=1):
            if place % TOLD_AT_ONCE == 0:
                await asyncio.sleep(0)
            self._tell_place(room, outlook, one, place)
        for known in (self._places, self._said):
            for gone in known.keys() - room.places.keys():
                known.pop(gone, None)

    def _tell_place(self, room: Room, outlook: Outlook, one: Waiting, place: int) -> None:
        sockets = self.young.of(one.conversation_id)
        if not sockets:
            return
        data = self._place(room, outlook, one, place)
        if data != self._said.get(one.conversation_id):
            self._said[one.conversation_id] = data
            for socket in sockets:
                socket.send("waiting_room", data)

    def _outlook(self, room: Room) -> Outlook:
        now = self.clock()
        is_held = self.service.supervision(room) is Supervision.LOST
        return Outlook(now, self.service.settings.hours.state_at(now), is_held)

    def _place(
        self, room: Room, outlook: Outlook, one: Waiting, place: int
    ) -> Mapping[str, object]:
        wait, closing_at = self.service.wait_in(room, place), outlook.door.closing_at
        worse = self._worse(one, place, outlook)
        self._places[one.conversation_id] = place
        return {
            "position": place,
            "wait_low_s": None if wait is None else int(wait.low.total_seconds()),
            "wait_high_s": None if wait is None else int(wait.high.total_seconds()),
            "closing_at": closing_at and closing_at.isoformat(),
            "worse": worse,
            "held": outlook.is_held,
        }

    def supervision_changed(self) -> None:
        """Tell everybody: presence changes by the clock alone, and the door by a supervisor."""
        self.service.look_again()
        self.to_staff.ask()
        self.to_young.ask()

    def _on_shift(self, room: Room) -> Mapping[str, object]:
        supervision, hold = self.service.supervision(room), room.hold
        return {
            **on_shift_on_wire(room.on_duty),
            "supervision": supervision.value,
            "hold": hold and {"by": hold.by, "reason": hold.reason, "at": hold.at.isoformat()},
            "door": door_on_wire(self.service.settings.hours, self.clock()),
        }

    def _worse(self, one: Waiting, place: int, outlook: Outlook) -> str | None:
        if (said := said_of_hours(outlook.door, outlook.now)) is not None:
            return said
        if is_late(one.since, outlook.now, self.service.settings.max_wait):
            return "max_wait"
        return "overtaken" if place > self._places.get(one.conversation_id, place) else None

    def _line(self, room: Room) -> Mapping[str, object]:
        now = self.clock()
        return {
            "total": len(room.ordered),
            "waiting": [
                waiter_on_wire(one, now, self.service.settings.max_wait) for one in room.first
            ],
        }


def said_of_hours(door: DoorState, now: datetime) -> Literal["closing", "closed"] | None:
    """Return what those who wait must know of the hours; it goes before all other worse news.

    Who still waits when the door has closed keeps their place, and may not be reached: that must
    never look like a quiet evening.
    """
    if not door.is_open:
        return "closed"
    soon = door.closing_at is not None and door.closing_at - now <= CLOSING_SOON
    return "closing" if soon else None


def door_on_wire(hours: OpeningHours, now: datetime) -> dict[str, object]:
    """Return whether the hours are open, and when they end, if that is soon."""
    door = hours.state_at(now)
    soon = door.closing_at if said_of_hours(door, now) == "closing" else None
    return {"is_open": door.is_open, "closing_at": soon and soon.isoformat()}


def waiter_on_wire(one: Conversation, now: datetime, max_wait: timedelta) -> dict[str, object]:
    """Return a row of the line: never a word of what was written."""
    since = one.waiting_since or one.opened_at
    return {
        "conversation_id": one.conversation_id,
        "call_word": one.call_word,
        "level": int(one.level),
        "assessed": not one.unassessed,
        "age_band": one.age_band,
        "topics": list(one.topics),
        "waited_s": max(0, int((now - since).total_seconds())),
        "escalated": one.open_escalation(EscalationKind.DANGER) is not None,
        "late": is_late(since, now, max_wait),
        "young_present": one.young_gone_at is None,
    }


def on_shift_on_wire(on_duty: Sequence[OnDuty]) -> dict[str, object]:
    """Return who is there; a counsellor and a supervisor in one person are shown twice over.

    Bridge-builders on duty are not among them: they take no talk, and are called by their area.
    """
    on_duty = [one for one in on_duty if one.shift.role != Sender.BRIDGE]
    return {
        "staff": [
            {
                "staff_id": one.shift.staff_id,
                "display_name": one.display_name,
                "role": one.shift.role,
                "roles": list(one.roles),
                "load": one.shift.load,
                "capacity": one.shift.capacity,
                "state": one.shift.state,
                "here": one.shift.gone_at is None,
            }
            for one in on_duty
        ],
        "supervisors": sum(
            one.shift.role == "supervisor" and one.shift.gone_at is None for one in on_duty
        ),
    }


def _moves_the_line(result: object) -> bool:
    if isinstance(result, Shift):
        return True
    if not isinstance(result, Committed):
        return False
    before, after = result.before, result.after
    if before is None:  # just opened, or another process's and not known here yet
        return after.state is not ConversationState.OPENED
    return _in_line(before) != _in_line(after)


def _in_line(one: Conversation) -> object:
    if one.state is not ConversationState.WAITING:
        return (one.counsellor, one.seat)
    return (
        one.level,
        one.unassessed,
        one.returned,
        one.topics,
        one.escalations,
        one.young_gone_at is None,
    )
