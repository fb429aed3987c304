"""Reminding: a task nobody has taken is told of again, outside the house, before its time is up."""

import asyncio
from dataclasses import dataclass

import structlog

from chat.actions.ports import Clock
from chat.domain.builders import Builders
from chat.domain.refusal import Unavailable
from chat.storage.store import Store
from chat.storage.task_pages import CallBuildersAgain, any_nearly_due
from chat.storage.writer import Writer

log = structlog.get_logger()

LOOK_EVERY_S = 30.0


@dataclass(frozen=True, slots=True)
class Reminder:
    """Looks every half minute. Past the deadline it is the ladder's clock that asks for help."""

    store: Store
    writer: Writer
    clock: Clock
    builders: Builders

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.look()
            except Unavailable:
                log.warning("clock_waits_for_the_store")
            except Exception as error:  # noqa: BLE001 - it is looked again in half a minute
                log.error("clock_failed", error=type(error).__name__)  # noqa: TRY400 - no traceback
            await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> None:
        """Call again where it is time, and somebody is there to be called."""
        before = self.builders.reminded_before
        if self.builders.addresses and await any_nearly_due(self.store, self.clock(), before):
            await self.writer.submit(CallBuildersAgain(self.builders))
