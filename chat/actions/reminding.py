"""Reminding outside the house: a task whose time is nearly up, a question nobody has answered."""

from dataclasses import dataclass

from chat.actions.guarded import every
from chat.actions.ports import Clock
from chat.domain.builders import Builders
from chat.domain.sparring_steps import SparringSteps
from chat.staff.sparring_waits import TellOfQuestions, any_untold
from chat.storage.store import Store
from chat.storage.task_pages import CallBuildersAgain, any_nearly_due
from chat.storage.writer import Writer

LOOK_EVERY_S = 30.0


@dataclass(frozen=True, slots=True)
class Reminder:
    """Looks every half minute.

    Past its deadline a task is for the ladder's clock, and a question for the supervisors' board.
    """

    store: Store
    writer: Writer
    clock: Clock
    builders: Builders
    sparring: SparringSteps

    async def run(self) -> None:
        """Look until cancelled."""
        await every(LOOK_EVERY_S, self.look)

    async def look(self) -> None:
        """Call again where it is time, and somebody is there to be called."""
        if not self.builders.addresses:
            return
        now = self.clock()
        if await any_nearly_due(self.store, now, self.builders.reminded_before):
            await self.writer.submit(CallBuildersAgain(self.builders))
        if self.builders.asked("") and await any_untold(self.store, now, self.sparring):
            await self.writer.submit(TellOfQuestions(self.builders, self.sparring))
