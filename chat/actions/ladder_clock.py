"""The ladder's clock: deadlines stand in the database, and whoever sees one pass says so.

It only reads and submits; `decide` looks again inside the commit, and the number of the last move
is the fence. So any process may, and one does. It is a clock of its own: what holds up the rest of
the house's time must not hold up this.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic

import structlog

from chat.actions.ports import Clock
from chat.domain.commands import (
    BreakSilence,
    BridgeOverdue,
    CallOverdue,
    Climb,
    Command,
    LetGoBridge,
)
from chat.domain.identifiers import EscalationId
from chat.domain.ladder import Ladder
from chat.domain.refusal import Refused, Unavailable
from chat.domain.silence import SilenceBounds, silent_since
from chat.storage.escalations import Escalations
from chat.storage.overdue import Overdue
from chat.storage.submitted import Committed
from chat.storage.writer import Writer

log = structlog.get_logger()

TICK_S = 0.5
"""Due to told is 2 s at most (SECURITY_TARGETS.md E2): a tick, a commit and the outbox's look."""
STANDS_AFTER_S = 10.0
SILENCE_EVERY = 4
"""Ticks between two looks for silence, which is counted in minutes."""


@dataclass(slots=True)
class LadderClock:
    """Sees to it that no escalation is silent."""

    escalations: Escalations
    overdue: Overdue
    writer: Writer
    clock: Clock
    ladder: Ladder
    silence: SilenceBounds
    steady: Callable[[], float] = monotonic
    """Seconds that no jump of a clock touches."""
    regions: Mapping[str, str] = field(default_factory=dict)
    """The region's code of each municipality."""
    _climbed: dict[EscalationId, float] = field(default_factory=dict)
    _ticked_at: float = field(default_factory=monotonic)

    def ticks_still(self) -> bool:
        """Whether the last tick is as fresh as it should be."""
        return self.since_tick_s < STANDS_AFTER_S

    @property
    def since_tick_s(self) -> float:
        """Return the seconds since the last tick was done."""
        return monotonic() - self._ticked_at

    async def run(self) -> None:
        """Tick until cancelled; what was due while nobody ticked is due at once."""
        tick = 0
        while True:
            try:
                await self.tick(silence=tick % SILENCE_EVERY == 0)
            except Unavailable:
                log.warning("ladder_waits_for_the_store")
            except Exception as error:  # noqa: BLE001 - the ladder must not stop for one bad tick
                log.error("ladder_failed", error=type(error).__name__)  # noqa: TRY400 - no traceback
            tick += 1
            await asyncio.sleep(TICK_S)

    async def tick(self, *, silence: bool = True) -> None:
        """Submit what is due now; one that fails holds up no other."""
        due: list[Command] = [
            Climb(one.conversation_id, one.escalation_id, one.seq, one.owner)
            for one in await self.escalations.due(self.clock(), self.ladder)
            if self._may_climb(one.escalation_id)
        ]
        if silence:
            due += await self._silences()
        results = await asyncio.gather(*map(self.writer.submit, due), return_exceptions=True)
        for command, result in zip(due, results, strict=True):
            if isinstance(command, Climb) and isinstance(result, Committed) and result.entries:
                self._climbed[command.escalation_id] = self.steady()
            if isinstance(result, BaseException) and not isinstance(result, Refused):
                here = command.conversation_id
                log.error("ladder_failed", conversation=here, error=type(result).__name__)
        self._ticked_at = monotonic()

    def _may_climb(self, one: EscalationId) -> bool:
        """Whether this process has not moved it just now.

        Two machines whose clocks disagree by more than a rung would each find the other's
        deadlines wrong, and climb in turn at every tick: people would be flooded.
        """
        soonest = self.steady() - self.ladder.shortest.total_seconds() / 2
        self._climbed = {id_: at for id_, at in self._climbed.items() if at > soonest}
        return one not in self._climbed

    async def _silences(self) -> list[Command]:
        now = self.clock()
        silences: list[Command] = [
            BreakSilence(one.conversation_id)
            for one in await self.overdue.perhaps_silent(now, self.silence)
            if silent_since(one, now, self.silence) is not None
        ]
        past = await self.overdue.bridges_past(now)
        calls = await self.overdue.calls_past(now)
        stranded = await self.overdue.bridges_stranded(self.regions)
        return [
            *silences,
            *(BridgeOverdue(here, bridge_id) for here, bridge_id in past),
            *(CallOverdue(here, seq) for here, seq in calls),
            *(LetGoBridge(here, bridge_id, owner) for here, bridge_id, owner in stranded),
        ]
