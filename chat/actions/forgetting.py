"""What lies under keys of its own has a clock of its own: old, it goes, whether or not one asks."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chat.actions.guarded import every
from chat.actions.ports import Clock
from chat.staff.sparring import KEYS, TABLE, ForgetSparring, Sparring
from chat.storage.store import Store
from chat.storage.submitted import Statement

LOOK_EVERY_S = 3600.0
"""What is kept for a month or a year may be kept an hour longer (our own choice)."""
Submit = Callable[[Statement], Awaitable[object]]


@dataclass(slots=True)
class ForgettingClock:
    """Looks at the start and every hour; what was due while nobody looked goes at once."""

    store: Store
    submit: Submit
    clock: Clock
    any_old: Callable[[datetime], Awaitable[bool]]
    forget: Statement
    """Destroys keys and rows of what is old, and returns how much went."""
    keys: str
    rows: str
    """The tables it goes from."""
    _scrubbed: bool = False
    """Whether nothing of what was deleted here stands in the database's files any more; nobody
    knows of a process that ended between the two, so that the first look sees to it."""

    async def run(self) -> None:
        """Look until cancelled."""
        await every(LOOK_EVERY_S, self.look)

    async def look(self) -> None:
        """Destroy what is old: its keys and its rows, here and in the database's files."""
        if await self.any_old(self.clock()):
            gone = await self.submit(self.forget)
            self._scrubbed = self._scrubbed and not gone
        if not self._scrubbed:
            self._scrubbed = await self.store.scrub([self.keys], [self.rows])


def sparring_clock(
    sparring: Sparring, submit: Submit, clock: Clock, kept: timedelta
) -> ForgettingClock:
    """Return what forgets sparring, `kept` after its answer, or unanswered after it was asked."""
    return ForgettingClock(
        sparring.store,
        submit,
        clock,
        lambda now: sparring.any_old(now, kept),
        ForgetSparring(sparring.vault, kept),
        KEYS,
        TABLE,
    )
