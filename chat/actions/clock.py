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
from chat.domain.conversation import Conversation, LeftHow
from chat.domain.identifiers import ConversationId
from chat.domain.people import Sender
from chat.domain.refusal import Refused
from chat.storage.conversations import Conversations
from chat.storage.log import Log
from chat.storage.run_out import Moments, RunOut, run_out
from chat.storage.store import Store
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

    def before(self, now: datetime) -> Moments:
        """Return since when is too long, as of now."""
        return Moments(
            now=now,
            arriving=now - self.young_arrival,
            waiting=now - self.young_waiting,
            talking=now - self.young_active,
            on_shift=now - self.counsellor_released,
            on_duty=now - DUTY_KEPT,
            seat=now - self.seat_held,
        )


@dataclass(slots=True)
class HouseClock:
    """Sees to it that nobody is forgotten."""

    conversations: Conversations
    store: Store
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
        moments = self.graces.before(self.clock())
        found = await run_out(self.store, moments)
        due = self._due(found)
        results = await asyncio.gather(*map(self.writer.submit, due), return_exceptions=True)
        for command, result in zip(due, results, strict=True):
            _say(command.conversation_id, result)
        for staff_id in found.off_duty:
            await self.writer.submit(LoseDuty(staff_id, Sender.BRIDGE, moments.on_duty))
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

    @staticmethod
    def _due(found: RunOut) -> list[Command]:
        return [
            *(Leave(one.conversation_id, LeftHow.GONE) for one in found.young_gone),
            *(
                Release(one.conversation_id, one.counsellor, "counsellor_gone")
                for one in found.left
                if one.counsellor is not None
            ),
            *(
                LoseBeside(one.conversation_id, one.beside.staff_id)
                for one in found.beside
                if one.beside is not None
            ),
            *(
                LoseAdviser(one.conversation_id, one.call.adviser)
                for one in found.advised
                if one.call is not None and one.call.adviser is not None
            ),
            *(
                LoseCompanion(one.conversation_id, one.companion.staff_id)
                for one in found.accompanied
                if one.companion is not None
            ),
            *(FreeSeat(one.conversation_id) for one in found.seats),
            *(
                EndOffer(one.conversation_id, one.offer.offer_id)
                for one in found.offers
                if one.offer is not None
            ),
        ]


def _say(conversation_id: ConversationId, result: object) -> None:
    """Log what went wrong for one conversation; that somebody was faster is nothing wrong."""
    if isinstance(result, BaseException) and not isinstance(result, Refused):
        log.error("clock_failed", conversation=conversation_id, error=type(result).__name__)
