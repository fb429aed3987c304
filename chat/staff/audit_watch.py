"""Watching the audit log: read anew at the start and every hour, its head said for a witness.

Whoever can write into the database can compute a whole chain anew. What they cannot reach is what
has been said before: the head, in a log that is kept elsewhere, and what this process remembers.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

import structlog

from chat.staff.audit import THE_FIRST, Head, most_read, stands, verified_page
from chat.storage.store import Store

Clock = Callable[[], datetime]
log = structlog.get_logger()

SAID_EVERY = timedelta(minutes=5)
READ_EVERY = timedelta(hours=1)
READ_WITHIN = timedelta(hours=12)
"""As long as a sign-in lasts: a shift, and whoever has stolen one."""
BREATH_S = 0.01
"""Between two pages of the chain: messages go first (our own choice)."""


@dataclass(slots=True)
class AuditWatch:
    """Reads the chain and says its head; what it has found once, it does not forget."""

    store: Store
    clock: Clock
    is_its_turn: Callable[[], bool] = lambda: True
    head: Head = THE_FIRST
    """The last one that was found whole."""
    first_bad_row: int | None = None
    """The first number whose row is missing, foreign, moved or changed."""
    most_read: int = 0
    """Conversations one person has opened within `READ_WITHIN`, of whoever opened most."""
    _read_at: float | None = None

    async def run(self) -> None:
        """Look until cancelled; a look that fails is said, and made again."""
        while True:
            try:
                if self.is_its_turn():
                    await self.look()
            except Exception as error:  # noqa: BLE001 - one bad look must not end watching
                log.error("audit_not_read", error=type(error).__name__)  # noqa: TRY400 - no traceback
            await asyncio.sleep(SAID_EVERY.total_seconds())

    async def look(self) -> None:
        """Read what is new, or all of it when it is time; say the head where it has moved.

        What was cut off shows within five minutes, what was changed within the hour.
        """
        before = self.head
        anew = self._read_at is None or monotonic() - self._read_at >= READ_EVERY.total_seconds()
        if not await self.store.look(lambda line: stands(line, before)):
            self._found_bad(before.rows)
        await self._read(THE_FIRST if anew else before, before)
        if anew:
            self._read_at = monotonic()
        since = self.clock() - READ_WITHIN
        self.most_read = await self.store.look(lambda line: most_read(line, since))
        if self.first_bad_row is not None:
            log.error("audit_broken", rows=self.first_bad_row)
        elif anew or self.head != before:
            log.info("audit_head", head=str(self.head))

    async def _read(self, at: Head, witnessed: Head) -> None:
        while True:
            page = await self.store.look(partial(verified_page, after=at, witnessed=witnessed))
            if page.first_bad_row is not None:
                self._found_bad(page.first_bad_row)
                return
            if page.head == at:
                break
            at = page.head
            await asyncio.sleep(BREATH_S)
        self.head = at

    def _found_bad(self, row: int) -> None:
        self.first_bad_row = min(row, self.first_bad_row or row)
