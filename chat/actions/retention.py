"""Retention: what has been closed for so long is forgotten, its key first, then its rows.

It only reads and submits; whether a conversation is due is looked at again inside the commit. So
any process may do it, and one does. All of them let go of what they hold in memory of it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

import structlog

from chat.actions.ports import Clock
from chat.domain.identifiers import ConversationId
from chat.domain.refusal import Unavailable
from chat.domain.retention import Brake, Doubt
from chat.storage.shredding import (
    GOES,
    OF_KEYS,
    DeleteRows,
    DestroyKeys,
    NoteLook,
    Shredding,
    Standing,
)
from chat.storage.store import Store
from chat.storage.submitted import Statement

log = structlog.get_logger()

EVERY = timedelta(hours=1)
LOOK_EVERY = timedelta(minutes=1)
"""How often each process lets go of what another one has shredded."""
KEYS_AT_ONCE = 500
ROWS_AT_ONCE = 5
"""Conversations in one commit, so that no message waits long for it (our own choice)."""

Submit = Callable[[Statement], Awaitable[object]]
Forget = Callable[[Collection[ConversationId]], None]


@dataclass(frozen=True, slots=True)
class Run:
    """What one run found, and did."""

    found: Standing
    doubt: Doubt | None = None
    conversations: int = 0
    events: int = 0
    scrubbed: bool = True
    """`False`: somebody was in the way, and something may stand in the files until next time."""


@dataclass(slots=True)
class Retention:
    """Forgets what is due."""

    store: Store
    submit: Submit
    forget: Forget
    clock: Clock
    keep_for: timedelta
    brake: Brake = field(default_factory=Brake)
    _scrubbed: bool = False
    """Whether nothing of what was shredded stands in the database's files any more."""

    @property
    def shredding(self) -> Shredding:
        """Return what reads how it stands."""
        return Shredding(self.store)

    async def standing(self) -> Standing:
        """Return how it stands now, with the time that was looked last, or could have been."""
        found = await self.shredding.standing(self.clock(), self.keep_for)
        looked_at = found.looked_at or await self.shredding.newest()
        return found._replace(looked_at=looked_at)

    def doubt(self, found: Standing) -> Doubt | None:
        """Return what speaks against taking what is due."""
        return self.brake.doubt(
            due=len(found.due), kept=found.kept, now=self.clock(), looked_at=found.looked_at
        )

    async def run(self, *, a_person_says_so: bool = False) -> Run:
        """Finish what was begun, and take what is due, unless something speaks against it."""
        now, found = self.clock(), await self.standing()
        events = await self._delete(found.unfinished)
        doubt = None if a_person_says_so else self.doubt(found)
        if doubt is not None:
            # What was known is kept: an hour later a wrong clock is as wrong.
            await self.submit(NoteLook(found.looked_at or now))
            return Run(found, doubt)
        taken = await self._destroy(found.due)
        events += await self._delete(taken)
        await self._scrub([*found.unfinished, *taken], now)
        await self.submit(NoteLook(now))
        return Run(found, None, len(taken), events, scrubbed=self._scrubbed)

    async def _destroy(self, due: Sequence[ConversationId]) -> list[ConversationId]:
        destroyed: list[ConversationId] = []
        for batch in _batches(due, KEYS_AT_ONCE):
            gone = await self.submit(DestroyKeys(batch, self.keep_for))
            destroyed += [one for one in batch if isinstance(gone, list) and one in gone]
        self.forget(destroyed)
        return destroyed

    async def _delete(self, shredded: Sequence[ConversationId]) -> int:
        events = 0
        for batch in _batches(shredded, ROWS_AT_ONCE):
            gone = await self.submit(DeleteRows(batch))
            events += gone if isinstance(gone, int) else 0
        return events

    async def _scrub(self, shredded: Sequence[ConversationId], now: datetime) -> None:
        # After a start it is not known whether the one before came so far.
        if not shredded and not self._scrubbed:
            self._scrubbed = not await self.shredding.shredded_since(now - EVERY)
        if shredded or not self._scrubbed:
            swept = [table.name for table in GOES if table not in OF_KEYS]
            self._scrubbed = await self.store.scrub([table.name for table in OF_KEYS], swept)


@dataclass(slots=True)
class RetentionClock:
    """Runs retention at the start and every hour; sooner where so little is kept so short."""

    retention: Retention
    is_its_turn: Callable[[], bool] = lambda: True
    conversations: int = 0
    """Shredded by this process."""
    last: Run | None = None
    """Of this process; `None` where it was never its turn."""
    oldest: datetime | None = None
    """When what is kept and was closed first was closed, after the last run."""
    _ran_at: float | None = None
    _looked_at: datetime | None = None

    @property
    def doubt(self) -> Doubt | None:
        """Return why the last run took nothing, if it did not."""
        return None if self.last is None else self.last.doubt

    async def run(self) -> None:
        """Look until cancelled; a look that fails is said, and made again."""
        pause = min(LOOK_EVERY, self._every).total_seconds()
        while True:
            try:
                await self.look()
            except Unavailable:
                log.warning("retention_waits_for_the_store")
            except Exception as error:  # noqa: BLE001 - one bad look must not end forgetting
                log.error("retention_failed", error=type(error).__name__)  # noqa: TRY400 - no traceback
            await asyncio.sleep(pause)

    async def look(self) -> None:
        """Let go of what others have shredded, and run when it is time and our turn."""
        now = self.retention.clock()
        since, self._looked_at = (self._looked_at or now) - LOOK_EVERY, now
        self.retention.forget(await self.retention.shredding.shredded_since(since))
        if not self.is_its_turn():
            return
        if self._ran_at is None or monotonic() - self._ran_at >= self._every.total_seconds():
            self.last = await self.retention.run()
            _say(self.last)
            self.conversations += self.last.conversations
            self.oldest = (await self.retention.standing()).oldest
            self._ran_at = monotonic()

    @property
    def _every(self) -> timedelta:
        return min(EVERY, max(self.retention.keep_for, timedelta(seconds=1)))


def _say(run: Run) -> None:
    if run.doubt is not None:
        log.error("retention_braked", reason=run.doubt.value, count=len(run.found.due))
        return
    log.info("retention_run", conversations=run.conversations, events=run.events)
    if not run.scrubbed:
        log.warning("retention_not_scrubbed")


def _batches(ids: Sequence[ConversationId], size: int) -> list[Sequence[ConversationId]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]
