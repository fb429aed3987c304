"""Paging: what stands in the outbox goes out, is tried again, and is given up in the end, aloud."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Protocol
from uuid import uuid4

import structlog

from chat.actions.ports import Clock
from chat.domain.refusal import Unavailable
from chat.storage.outbox import About, Claim, Ending, EndPage, KeepClaim, Outbox, Outgoing, TryAgain
from chat.storage.submitted import Committed
from chat.storage.writer import Told, Writer

log = structlog.get_logger()

LOOK_EVERY_S = 0.5
STANDS_AFTER_S = 10.0
CALL_MOST_S = 12.0
CLAIMED_FOR = timedelta(seconds=1.5)
RENEW_EVERY_S = 0.5
"""Nobody else sends while a call is under way; a killed process renews nothing, and what it held
is taken up again by the next look, within 2 s in all (issue 6, "Bad input and faults")."""
AT_ONCE_EACH = 2
"""Calls to one address at a time: an address that hangs holds up no other (our own choice)."""
GIVEN_UP_AFTER = timedelta(minutes=10)
"""By then the ladder has called there, and elsewhere, many times more (our own choice)."""
TASK_GIVEN_UP_AFTER = timedelta(hours=1)
"""A task's call wakes nobody, and is made twice at most; after that supervisors are asked for."""
HAND_OVER_GIVEN_UP_AFTER = timedelta(days=3)
"""A service's system may be down over a weekend; its task stands on `/bridge` meanwhile."""
LONGEST_PAUSE_S = 30.0

GIVEN_UP = {
    About.TASK: TASK_GIVEN_UP_AFTER,
    About.SPARRING: TASK_GIVEN_UP_AFTER,
    About.HAND_OVER: HAND_OVER_GIVEN_UP_AFTER,
}


class CallFailed(Exception):
    """Nobody could be called there now."""


class Call(Protocol):
    """Calls one address outside the house."""

    async def __call__(self, page: Outgoing) -> None:
        """Return when the other side has taken it.

        Raises:
            CallFailed: it has not, as far as anybody knows.
        """
        ...


@dataclass(slots=True)
class Pager:
    """Sends what the outbox holds: at least once, and with each step's page once in all."""

    outbox: Outbox
    writer: Writer
    clock: Clock
    call: Call
    process: str = field(default_factory=lambda: str(uuid4()))
    _under_way: Counter[str] = field(default_factory=Counter)
    _calls: set[asyncio.Task[None]] = field(default_factory=set)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _looked_at: float = field(default_factory=monotonic)

    def ticks_still(self) -> bool:
        """Whether the last look is as fresh as it should be."""
        return monotonic() - self._looked_at < STANDS_AFTER_S

    def told(self, told: Sequence[Told]) -> None:
        """Look at once when an escalation has moved."""
        for one in told:
            if isinstance(one.result, Committed) and not one.result.again:
                before = one.result.before
                known = () if before is None else before.escalations
                if one.result.after.escalations is not known:
                    self._wake.set()

    async def run(self) -> None:
        """Look until cancelled; a look that fails is said and taken again."""
        while True:
            try:
                await self.send_due()
            except Unavailable:
                log.warning("outbox_waits_for_the_store")
            except Exception as error:  # noqa: BLE001 - paging must not stop for one bad look
                log.error("outbox_failed", error=type(error).__name__)  # noqa: TRY400 - no traceback
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), LOOK_EVERY_S)
            self._wake.clear()

    async def send_due(self) -> None:
        """Begin every call that is due and has room; none is waited for here."""
        now = self.clock()
        due = await self.outbox.due(now)
        for page in due:
            if not page.wanted:
                await self.writer.submit(EndPage(page.page_id, Ending.WITHDRAWN))
        chosen = self._with_room([page for page in due if page.wanted])
        if chosen:
            claim = Claim(chosen, self.process, now + CLAIMED_FOR)
            mine = await self.writer.submit(claim)
            for page in chosen:
                if isinstance(mine, frozenset) and page.page_id in mine:
                    self._begin(page)
        self._looked_at = monotonic()

    async def finished(self) -> None:
        """Wait for the calls under way."""
        await asyncio.gather(*self._calls)

    def _with_room(self, due: Sequence[Outgoing]) -> list[Outgoing]:
        taken, chosen = Counter(self._under_way), list[Outgoing]()
        for page in due:
            if taken[page.address] < AT_ONCE_EACH:
                taken[page.address] += 1
                chosen.append(page)
        return chosen

    def _begin(self, page: Outgoing) -> None:
        self._under_way[page.address] += 1
        task = asyncio.create_task(self._send(page), name="page")
        self._calls.add(task)

        def over(_: asyncio.Task[None]) -> None:
            self._calls.discard(task)
            self._under_way[page.address] -= 1
            self._wake.set()

        task.add_done_callback(over)

    async def _send(self, page: Outgoing) -> None:
        keeping = asyncio.create_task(self._keep(page), name="claim")
        try:
            async with asyncio.timeout(CALL_MOST_S):
                await self.call(page)
        except Exception as failure:  # noqa: BLE001 - whatever a gateway's plugin raises, nobody was reached
            await self._failed(page, failure)
        else:
            waited_s = (self.clock() - page.made_at).total_seconds()
            log.info("page_sent", step=page.step, attempt=page.tries + 1, waited_s=waited_s)
            await self._say(EndPage(page.page_id, Ending.SENT))
        finally:
            keeping.cancel()

    async def _keep(self, page: Outgoing) -> None:
        """Keep the claim for as long as the call is under way."""
        while True:
            await asyncio.sleep(RENEW_EVERY_S)
            until = self.clock() + CLAIMED_FOR
            await self._say(KeepClaim(page.page_id, self.process, until))

    async def _failed(self, page: Outgoing, failure: Exception) -> None:
        now = self.clock()
        most = GIVEN_UP.get(page.about, GIVEN_UP_AFTER)
        if now - page.made_at >= most:
            log.error("page_given_up", kind=page.about, step=page.step, attempt=page.tries + 1)
            await self._say(EndPage(page.page_id, Ending.DEAD))
            return
        name = type(failure).__name__
        log.warning("page_not_sent", step=page.step, attempt=page.tries + 1, error=name)
        pause = min(LONGEST_PAUSE_S, 2.0 ** min(page.tries, 10)) * random.uniform(0.5, 1)  # noqa: S311 - jitter, so that many do not come back at once
        await self._say(TryAgain(page.page_id, now + timedelta(seconds=pause)))

    async def _say(self, what: EndPage | TryAgain | KeepClaim) -> None:
        try:
            await self.writer.submit(what)
        except Unavailable:
            # The claim runs out by itself, and the page is sent again rather than not at all.
            log.warning("outbox_waits_for_the_store")
