"""The clock: what has to happen because time passed, or because nobody was there to see to it.

It reads what is due and submits it like anybody else; `decide` looks again inside the commit.
So any process may, and one does.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

import structlog

from chat.actions.guarded import guarded
from chat.actions.ports import Clock
from chat.actions.reading import SPOKEN, TURNS_KEPT, Reading, turn_of
from chat.domain.commands import (
    Assess,
    Command,
    EndOffer,
    FreeSeat,
    Leave,
    LoseAdviser,
    LoseBeside,
    LoseCompanion,
    LoseDuty,
    Release,
)
from chat.domain.conversation import Conversation, ConversationState, LeftHow
from chat.domain.identifiers import ConversationId
from chat.domain.people import Sender
from chat.domain.refusal import Refused
from chat.storage.conversations import Conversations
from chat.storage.log import Log
from chat.storage.shifts import Shifts
from chat.storage.writer import Writer

log = structlog.get_logger()

TICK_S = 1.0
STANDS_AFTER_S = 10.0
LOOKED_BACK = 50
DUTY_KEPT = timedelta(minutes=15)
"""A bridge-builder without a line for so long is off duty: a phone in a pocket is back sooner, and
who opens the page another day has not said that they can be called (our own choice)."""
ASSESS_EVERY = 10
"""Ticks between two readings of what could not be assessed (DESIGN.md: 10 s)."""


@dataclass(frozen=True, slots=True)
class Graces:
    """How long somebody may be away before something happens, from `policy.yaml`."""

    young_arrival: timedelta = timedelta(seconds=60)
    young_waiting: timedelta = timedelta(minutes=10)
    young_active: timedelta = timedelta(minutes=10)
    counsellor_released: timedelta = timedelta(seconds=60)
    seat_held: timedelta = timedelta(minutes=5)


@dataclass(slots=True)
class HouseClock:
    """Sees to it that nobody is forgotten."""

    conversations: Conversations
    shifts: Shifts
    log: Log
    reading: Reading
    writer: Writer
    clock: Clock
    graces: Graces
    is_its_turn: Callable[[], bool] = lambda: True
    """Whether this process keeps the time, among several. Two who do are one too many, no more."""
    _ticked_at: float = field(default_factory=monotonic)

    def ticks_still(self) -> bool:
        """Whether the last tick is as fresh as it should be."""
        return self.since_tick_s < STANDS_AFTER_S

    @property
    def since_tick_s(self) -> float:
        """Return the seconds since the last tick was done."""
        return monotonic() - self._ticked_at

    async def run(self) -> None:
        """Tick until cancelled. A tick that fails is said and tried again at the next."""
        tick = 0
        while True:
            if not self.is_its_turn():
                self._ticked_at = monotonic()
                await asyncio.sleep(TICK_S)
                continue
            await guarded(self.tick)
            if tick % ASSESS_EVERY == 0:
                await guarded(self.assess_again)
            tick += 1
            await asyncio.sleep(TICK_S)

    async def tick(self) -> None:
        """Submit everything that is due now; what fails for one is said, and holds up nobody."""
        now = self.clock()
        due = await self._due(now)
        results = await asyncio.gather(*map(self.writer.submit, due), return_exceptions=True)
        for command, result in zip(due, results, strict=True):
            _say(command.conversation_id, result)
        long_gone = now - DUTY_KEPT
        for staff_id in await self.shifts.still_on(long_gone, Sender.BRIDGE):
            await self.writer.submit(LoseDuty(staff_id, Sender.BRIDGE, long_gone))
        self._ticked_at = monotonic()

    async def assess_again(self) -> None:
        """Read by the normal path what triage could not read when it came."""
        for one in await self.conversations.unassessed():
            for seq in one.unassessed:
                try:
                    await self._assess(one, seq)
                except Exception as error:  # noqa: BLE001 - one that cannot be read stops no other
                    _say(one.conversation_id, error)

    async def _assess(self, one: Conversation, seq: int) -> None:
        entry = await self.log.one(one.conversation_id, seq)
        turn = None if entry is None else turn_of(entry)
        if turn is None:
            return
        earlier = await self.log.last(one.conversation_id, SPOKEN, LOOKED_BACK)
        before = [turn_of(other) for other in earlier if other.seq < seq]
        turns = [other for other in before if other is not None][-TURNS_KEPT:]
        verdict = self.reading.verdict(turn.text, turns)
        if verdict.status == "assessed":
            await self.writer.submit(Assess(one.conversation_id, seq, verdict))

    async def _due(self, now: datetime) -> list[Command]:
        graces, talks = self.graces, self.conversations
        gone: list[Conversation] = []
        for states, grace in (
            ([ConversationState.OPENED], graces.young_arrival),
            ([ConversationState.WAITING], graces.young_waiting),
            ([ConversationState.ACTIVE], graces.young_active),
        ):
            gone += await talks.young_gone_before(states, now - grace)
        absent = await self.shifts.gone_before(now - graces.counsellor_released)
        gone_supervisors = await self.shifts.gone_before(
            now - graces.counsellor_released, Sender.SUPERVISOR
        )
        gone_builders = await self.shifts.gone_before(
            now - graces.counsellor_released, Sender.BRIDGE
        )
        held = await talks.seats_held_since(now - graces.seat_held)
        return [
            *(Leave(one.conversation_id, LeftHow.GONE) for one in gone),
            *(
                Release(one.conversation_id, one.counsellor, "counsellor_gone")
                for one in await talks.left_by(absent)
                if one.counsellor is not None
            ),
            *(
                LoseBeside(one.conversation_id, one.beside.staff_id)
                for one in await talks.beside(gone_supervisors)
                if one.beside is not None
            ),
            *(
                LoseAdviser(one.conversation_id, one.call.adviser)
                for one in await talks.advised_by(gone_builders)
                if one.call is not None and one.call.adviser is not None
            ),
            *(
                LoseCompanion(one.conversation_id, one.companion.staff_id)
                for one in await talks.accompanied_by(absent)
                if one.companion is not None
            ),
            *(FreeSeat(one.conversation_id) for one in held),
            *(
                EndOffer(one.conversation_id, one.offer.offer_id)
                for one in await talks.offers_past(now)
                if one.offer is not None
            ),
        ]


def _say(conversation_id: ConversationId, result: object) -> None:
    """Log what went wrong for one conversation; that somebody was faster is nothing wrong."""
    if isinstance(result, BaseException) and not isinstance(result, Refused):
        log.error("clock_failed", conversation=conversation_id, error=type(result).__name__)
