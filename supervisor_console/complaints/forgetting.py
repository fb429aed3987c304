"""Complaints have a clock of their own: closed for a year they go, whether or not one comes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chat.actions.guarded import every
from chat.actions.ports import Clock
from chat.storage.store import Store
from chat.storage.submitted import Statement
from chat.storage.vault import Vault
from supervisor_console.complaints.statements import KEYS, TABLE, ForgetOld, any_old

LOOK_EVERY_S = 3600.0
"""A year and an hour are as good as a year (our own choice)."""

Submit = Callable[[Statement], Awaitable[object]]


@dataclass(slots=True)
class ComplaintClock:
    """Looks at the start and every hour; what was due while nobody looked goes at once."""

    store: Store
    submit: Submit
    vault: Vault
    clock: Clock
    _scrubbed: bool = False
    """Whether nothing of what was deleted here stands in the database's files any more; nobody
    knows of a process that ended between the two, so that the first look sees to it."""

    async def run(self) -> None:
        """Look until cancelled."""
        await every(LOOK_EVERY_S, self.look)

    async def look(self) -> None:
        """Destroy what is old: its keys and its rows, here and in the database's files."""
        if await any_old(self.store, self.clock()):
            gone = await self.submit(ForgetOld(self.vault))
            self._scrubbed = self._scrubbed and not gone
        if not self._scrubbed:
            self._scrubbed = await self.store.scrub([KEYS], [TABLE])
