"""Reminding: outside the house, before a task's time is up: nobody has it, or they look again."""

from dataclasses import dataclass

from chat.actions.guarded import every
from chat.actions.ports import Clock
from chat.domain.builders import Builders
from chat.storage.store import Store
from chat.storage.task_pages import CallBuildersAgain, any_nearly_due
from chat.storage.writer import Writer

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
        await every(LOOK_EVERY_S, self.look)

    async def look(self) -> None:
        """Call again where it is time, and somebody is there to be called."""
        before = self.builders.reminded_before
        if self.builders.addresses and await any_nearly_due(self.store, self.clock(), before):
            await self.writer.submit(CallBuildersAgain(self.builders))
