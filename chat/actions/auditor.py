"""The alarm on the alarm: somebody looks after the ladder, and somebody outside after them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
import structlog

from chat.actions.ports import Clock
from chat.domain.figures import Figures, figures_of
from chat.domain.ladder import Ladder
from chat.storage.escalations import Escalations
from chat.storage.outbox import Outbox
from triage.verdict import Level

log = structlog.get_logger()

LOOK_EVERY_S = 30.0
LATE = timedelta(seconds=10)
"""A deadline this far past was not kept (SECURITY_TARGETS.md E2: 10 s over a restart)."""
OLD = timedelta(seconds=60)
"""A page this old that has not gone out (E7)."""
DIED_LATELY = timedelta(minutes=10)
FIGURES_OF = timedelta(days=1)
HEARTBEAT_S = 10.0


@dataclass(frozen=True, slots=True)
class Found:
    """What is not as it should be."""

    escalations: int = 0
    """Open, and with no deadline ahead."""
    waiting: int = 0
    """Pages that have waited too long."""
    failed: int = 0
    """Pages that were given up lately."""
    standing: int = 0
    """Clocks that do not tick."""
    trials: int = 0
    """1 while the house's last trial of the whole way did not come to its end."""
    untold: int = 0
    """Calls to bridge-builders given up in a day: seen in the figures, and no part of the alarm."""

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        wrong = (self.escalations, self.waiting, self.failed, self.standing, self.trials)
        return not any(wrong)


@dataclass(slots=True)
class Auditor:
    """Looks every half minute, and tells the world outside only that all is well.

    What it cannot tell, because the house is dead or it has found something, is the alarm: whoever
    watches outside rings when no heartbeat comes.
    """

    escalations: Escalations
    outbox: Outbox
    clock: Clock
    ladder: Ladder
    deadlines: Mapping[Level, timedelta]
    heartbeat: Callable[[], Awaitable[None]]
    ticking: Sequence[Callable[[], bool]]
    trial_has_failed: Callable[[], bool] = lambda: False
    found: Found = field(default_factory=Found)
    figures: Figures | None = None

    async def run(self) -> None:
        """Look until cancelled; a look that fails gives no heartbeat."""
        while True:
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 - it is looked again, and no heartbeat was given
                log.error("auditor_failed", error=type(error).__name__)  # noqa: TRY400 - no traceback
            await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> None:
        """Look once, and give the heartbeat when all is well."""
        now = self.clock()
        self.found = Found(
            await self.escalations.out_of_time(now - LATE, now + self.ladder.longest),
            await self.outbox.made_before(now - OLD),
            await self.outbox.died_since(now - DIED_LATELY),
            sum(not ticks() for ticks in self.ticking),
            int(self.trial_has_failed()),
            await self.outbox.died_since(now - FIGURES_OF, tasks=True),
        )
        courses = await self.escalations.courses(now - FIGURES_OF)
        self.figures = figures_of(courses, now, self.deadlines)
        if self.found.is_well:
            await self.heartbeat()
        else:
            log.error(
                "alarm_not_well",
                escalations=self.found.escalations,
                waiting=self.found.waiting,
                failed=self.found.failed,
                tasks=self.found.standing,
                trials=self.found.trials,
            )


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Asks an address outside, which so knows that all is well; without one, nobody is asked."""

    url: str | None = field(repr=False)

    async def __call__(self) -> None:
        """Ask; an answer that is no success is only said: who watches will notice it missing."""
        if self.url is None:
            return
        timeout = aiohttp.ClientTimeout(total=HEARTBEAT_S)
        try:
            async with aiohttp.ClientSession(timeout=timeout) as http, http.get(self.url) as answer:
                answer.raise_for_status()
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning("heartbeat_not_taken", error=type(error).__name__)
