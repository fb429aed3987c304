"""Sparring has a clock of its own: answered or not, what was asked goes when its time is over."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from chat.actions.guarded import every
from chat.actions.ports import Clock
from chat.staff.sparring import KEYS, TABLE, ForgetSparring, Sparring
from chat.storage.submitted import Statement

LOOK_EVERY_S = 3600.0
"""A month and an hour are as good as a month (our own choice)."""
Submit = Callable[[Statement], Awaitable[object]]


@dataclass(slots=True)
class SparringClock:
    """Looks at the start and every hour; what was due while nobody looked goes at once."""

    sparring: Sparring
    submit: Submit
    clock: Clock
    kept: timedelta
    """How long after its answer, or unanswered after it was asked."""
    _scrubbed: bool = False
    """Whether nothing of what was deleted here stands in the database's files any more; nobody
    knows of a process that ended between the two, so that the first look sees to it."""

    async def run(self) -> None:
        """Look until cancelled."""
        await every(LOOK_EVERY_S, self.look)

    async def look(self) -> None:
        """Destroy what is old: its keys and its rows, here and in the database's files."""
        if await self.sparring.any_old(self.clock(), self.kept):
            gone = await self.submit(ForgetSparring(self.sparring.vault, self.kept))
            self._scrubbed = self._scrubbed and not gone
        if not self._scrubbed:
            self._scrubbed = await self.sparring.store.scrub([KEYS], [TABLE])
