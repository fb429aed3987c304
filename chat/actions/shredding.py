"""The shredder: what was shared for a bridge is destroyed when its time has come."""

import asyncio
from dataclasses import dataclass

import structlog

from chat.actions.ports import Clock
from chat.domain.refusal import Unavailable
from chat.storage.hand_overs import ShredDue, any_due
from chat.storage.store import Store
from chat.storage.writer import Writer

log = structlog.get_logger()

LOOK_EVERY_S = 60.0


@dataclass(frozen=True, slots=True)
class Shredder:
    """Looks every minute; what was due while nobody looked goes at once."""

    store: Store
    writer: Writer
    clock: Clock

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.look()
            except Unavailable:
                log.warning("clock_waits_for_the_store")
            except Exception as error:  # noqa: BLE001 - it is looked again in a minute
                log.error("clock_failed", error=type(error).__name__)  # noqa: TRY400 - no traceback
            await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> None:
        """Destroy what is due."""
        if await any_due(self.store, self.clock()):
            await self.writer.submit(ShredDue())
