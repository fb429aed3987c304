"""The service as a whole: is the door open, who is there, and how long it may take."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Final, Literal

from chat.actions.ports import Clock
from chat.domain.conversation import Conversation, ConversationState
from chat.domain.identifiers import ConversationId
from chat.domain.interlock import Interlock, Supervision
from chat.domain.opening_hours import OpeningHours
from chat.domain.people import Person, Sender
from chat.domain.shift import Shift, ShiftState
from chat.domain.waiting_room import (
    Waiting,
    WaitRange,
    expected_wait,
    in_order,
    place_among,
    places,
)
from chat.staff.holds import Hold, Holds
from chat.storage.shifts import OnDuty, Shifts
from chat.storage.waiting_line import WaitingLine

SHOWN = 50
"""So many of the line stand on the screens of staff (our own choice)."""


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """What the service must be told, from `policy.yaml`."""

    hours: OpeningHours
    max_waiting: int = 200
    worth_a_level: timedelta = timedelta(minutes=15)
    max_wait: timedelta = timedelta(minutes=45)
    typical_talk: timedelta = timedelta(minutes=45)
    supervision: Interlock = field(default_factory=Interlock)
    busy_from: timedelta = timedelta(minutes=20)
    """A wait from which the page says *travlt* (our own choice)."""
    believed_for: timedelta = timedelta(seconds=1)
    """How old a reading of duty and room may be when a page asks (our own choice)."""
    believed_each: timedelta = timedelta(microseconds=500)
    """Older by so much for everybody who waits, so that a flood of people never has the house do
    nothing but count them: with 10,000 a reading took longer than it was believed (our choice)."""


Whom = Literal["under_12", "young", "over_25", "relative"]
EVERYBODY: Final[tuple[Whom, ...]] = ("under_12", "young", "over_25", "relative")


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Somebody else who can help now. Only checked numbers are ever told to a young person."""

    id: str
    name: str
    about: str
    phone: str
    web: str | None
    hours: str | None
    open_now: bool | None
    """`None`: nobody has told us its hours so that a clock could read them."""
    anonymous: bool | None
    whom: tuple[Whom, ...] = EVERYBODY


@dataclass(frozen=True, slots=True)
class ServiceState:
    """What the entry page shows."""

    state: str
    next_open: datetime | None
    closing_at: datetime | None
    wait_low_s: int | None
    wait_high_s: int | None
    help: tuple[HelpLine, ...]


@dataclass(frozen=True)
class Room:
    """The waiting room at one moment, in order, and who is there to meet people."""

    at: datetime
    """When it was put in order."""
    ordered: tuple[Waiting, ...]
    first: tuple[Conversation, ...]
    """Those who stand on the screens of staff."""
    on_duty: tuple[OnDuty, ...]
    places: dict[ConversationId, int]
    hold: Hold | None = None
    """Set while a supervisor holds it by hand: nobody new is let in."""

    @cached_property
    def seats(self) -> int:
        """Return how many talks those on shift can hold together."""
        return sum(one.shift.capacity for one in self._counselling)

    @cached_property
    def free_seats(self) -> int:
        """Return how many of those are free."""
        return sum(max(0, one.shift.capacity - one.shift.load) for one in self._counselling)

    def shift_of(self, counsellor: Person) -> Shift | None:
        """Return a counsellor's shift, if they are on one."""
        mine = (one.shift for one in self._counselling if one.shift.staff_id == counsellor.staff_id)
        return next(mine, None)

    @property
    def _counselling(self) -> list[OnDuty]:
        return [
            one
            for one in self.on_duty
            if one.shift.role is Sender.COUNSELLOR
            and one.shift.state is ShiftState.ON
            and one.shift.gone_at is None
        ]


class Service:
    """Answers for the whole house; reads at most as often as pages can use."""

    def __init__(
        self,
        *,
        settings: ServiceSettings,
        line: WaitingLine,
        shifts: Shifts,
        holds: Holds,
        clock: Clock,
        help_lines: Callable[[str], Sequence[HelpLine]],
        ready: Callable[[], bool],
    ) -> None:
        """Look at the house through these; `ready` is whether triage is loaded."""
        self.settings = settings
        self._line = line
        self._shifts = shifts
        self._holds = holds
        self._clock = clock
        self._help_lines = help_lines
        self._ready = ready
        self._room: Room | None = None
        self._read_at: datetime | None = None
        self._moves = 0
        self._reading = asyncio.Lock()

    async def room(self, *, fresh: bool = False) -> Room:
        """Return the waiting room, at most a moment old, or as it is now.

        One reading serves all who ask while it runs: a thousand who come back at once would else
        each read the whole room.
        """
        if self._room is not None and self._is_believed() and not fresh:
            return self._room
        async with self._reading:
            if self._room is None or not self._is_believed() or fresh:
                moves = self._moves
                self._read_at, self._room = self._clock(), await self._read()
                if moves != self._moves:
                    self._read_at = None  # it may be from before that
            return self._room

    def look_again(self) -> None:
        """Believe no reading from before: who may come in has just been decided here.

        So the door stands as a supervisor was answered that it does, and not as a moment ago.
        """
        self._moves += 1
        self._read_at = None

    def _is_believed(self) -> bool:
        if self._read_at is None:
            return False
        waiting = 0 if self._room is None else len(self._room.ordered)
        believed_for = self.settings.believed_for + waiting * self.settings.believed_each
        return abs(self._clock() - self._read_at) <= believed_for

    async def _read(self) -> Room:
        at = self._clock()
        by_rank = partial(in_order, now=at, worth_a_level=self.settings.worth_a_level)
        ordered, first = await self._line.read(by_rank, SHOWN)
        return Room(
            at,
            tuple(ordered),
            tuple(first),
            tuple(await self._shifts.on_duty()),
            places(ordered),
            await self._holds.current(),
        )

    async def state(self, language: str = "da") -> ServiceState:
        """Return whether new young people are let in, and what they may expect.

        `language` is that of the words in it: whom each help line is for.
        """
        now = self._clock()
        door = self.settings.hours.state_at(now)
        room = await self.room()
        wait = self.wait_in(room, len(room.ordered) + 1)
        return ServiceState(
            state=self._word(room, wait, is_open=door.is_open),
            next_open=door.next_open,
            closing_at=door.closing_at,
            wait_low_s=None if wait is None else int(wait.low.total_seconds()),
            wait_high_s=None if wait is None else int(wait.high.total_seconds()),
            help=tuple(self._help_lines(language)),
        )

    async def place_of(self, one: Conversation) -> int | None:
        """Return somebody's place, counted from 1; where they will stand if not in line yet."""
        if one.state not in {ConversationState.WAITING, ConversationState.OPENED}:
            return None
        return self.place_in(await self.room(), one)

    def place_in(self, room: Room, one: Conversation) -> int:
        """Return somebody's place in this room, also if they have come in since it was read."""
        found = room.places.get(one.conversation_id)
        if found is not None:
            return found
        here = Waiting(one.conversation_id, one.level, self._clock(), assessed=not one.unassessed)
        return place_among(room.ordered, here, room.at, worth_a_level=self.settings.worth_a_level)

    async def wait_at(self, place: int) -> WaitRange | None:
        """Return how long it may take from a place."""
        return self.wait_in(await self.room(), place)

    def wait_in(self, room: Room, place: int) -> WaitRange | None:
        """Return how long it may take from a place in this room."""
        return expected_wait(
            place,
            free_seats=room.free_seats,
            seats=room.seats,
            typical_talk=self.settings.typical_talk,
        )

    def _word(self, room: Room, wait: WaitRange | None, *, is_open: bool) -> str:
        if not self._ready():
            return "starting"
        if not is_open:
            return "closed"
        if room.hold is not None or self.supervision(room) is not Supervision.PRESENT:
            return "held"
        if len(room.ordered) >= self.settings.max_waiting:
            return "full"
        return "busy" if wait is None or wait.high >= self.settings.busy_from else "open"

    def supervision(self, room: Room) -> Supervision:
        """Return whether a supervisor is present, as this room was read."""
        return self.settings.supervision.supervision(self.confirmed_at(room), self._clock())

    def confirmed_at(self, room: Room) -> datetime | None:
        """Return when a supervisor on duty last said that they are here."""
        said = [
            one.shift.confirmed_at
            for one in room.on_duty
            if one.shift.role is Sender.SUPERVISOR and one.shift.confirmed_at is not None
        ]
        return max(said, default=None)


def waiting_of(one: Conversation) -> Waiting:
    """Return a conversation as the order of the room sees it."""
    return Waiting(
        one.conversation_id,
        one.level,
        one.waiting_since or one.opened_at,
        assessed=not one.unassessed,
        returned=one.returned,
    )
