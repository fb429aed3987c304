"""A process among others: it says that it lives, and lets go of what the dead ones held.

Nobody waits for a process that is gone. Its lease runs out by the database's clock, and whoever
sees it says, for each line it held, that this line is gone; `decide` looks again inside the commit.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import structlog

from chat.domain.commands import Command, Drop, ShiftCommand, StaffGone
from chat.domain.identifiers import ProcessId
from chat.domain.refusal import Unavailable
from chat.storage.conversations import Conversations
from chat.storage.leases import LASTS, EndLease, Living, RenewLease
from chat.storage.shifts import Shifts
from chat.storage.writer import Writer

log = structlog.get_logger()

RENEW_EVERY = LASTS / 4


@dataclass(slots=True)
class Lease:
    """Keeps this process's lease, and looks after those of others."""

    process: ProcessId
    conversations: Conversations
    shifts: Shifts
    writer: Writer
    lapsed: Callable[[], Awaitable[None]]
    """What is done when others may have taken us for dead: whoever is here is here again."""
    others_changed: Callable[[], None]
    """Told when a process has come or gone: what it said last may not have been heard."""
    living: tuple[ProcessId, ...] = field(default=())

    @property
    def is_first(self) -> bool:
        """Whether this process does what one is enough for; while nobody knows, each does."""
        return self.process in self.living[:1] or self.process not in self.living

    async def run(self) -> None:
        """Renew until cancelled."""
        while True:
            await asyncio.sleep(RENEW_EVERY.total_seconds())
            try:
                await self.renew()
            except Unavailable:
                log.warning("lease_not_renewed")
            except Exception as error:  # noqa: BLE001 - a lease that is not renewed runs out
                log.error("lease_failed", error=type(error).__name__)  # noqa: TRY400

    async def renew(self) -> None:
        """Say that we live, and let go of what the dead held."""
        found = await self.writer.submit(RenewLease(self.process))
        if not isinstance(found, Living):
            raise TypeError(type(found))
        before, self.living = self.living, found.processes
        if found.lapsed and before:
            log.warning("lease_lapsed")
            await self.lapsed()
        if before != self.living:
            log.info("processes", processes=len(self.living))
            self.others_changed()
        await self._let_go()

    async def end(self) -> None:
        """Say that we go."""
        await self.writer.submit(EndLease(self.process))

    async def _let_go(self) -> None:
        gone: list[Command | ShiftCommand] = []
        for conversation_id, process in await self.conversations.young_at_others(self.living):
            gone.append(Drop(conversation_id, process))
        for staff_id, role, process in await self.shifts.at_others(self.living):
            gone.append(StaffGone(staff_id, role, process))
        if gone:
            log.warning("lines_let_go", lines=len(gone))
            await self._submit(gone)

    async def _submit(self, gone: Sequence[Command | ShiftCommand]) -> None:
        results = await asyncio.gather(
            *(self.writer.submit(one) for one in gone), return_exceptions=True
        )
        for result in results:
            if isinstance(result, BaseException):
                log.warning("line_not_let_go", error=type(result).__name__)
