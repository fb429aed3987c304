"""Calling those on duty for a complaint that may be a cry for help, until a supervisor reads it."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from chat.actions.ports import Clock
from chat.domain.interlock import calls_since
from chat.domain.ladder import Ladder
from chat.staff.ports import Submit
from chat.storage.outbox import About, PageOfHouse
from supervisor_console.complaints.statements import Complaints

log = structlog.get_logger()

LOOK_EVERY_S = 2.0


@dataclass(slots=True)
class ComplaintCalls:
    """Looks for what nobody has read, and pages rung by rung as the ladder does.

    A complaint keeps no hour, so each process counts from when it first saw one; a page is known by
    complaint, step and address, so that several processes make it once.
    """

    complaints: Complaints
    submit: Submit
    clock: Clock
    ladder: Ladder
    _since: dict[str, datetime] = field(default_factory=dict)
    _called: set[str] = field(default_factory=set)

    async def run(self) -> None:
        """Look until cancelled; a look that fails is said and taken again."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 - it is looked again in a moment
                log.warning("complaints_not_looked_at", error=type(error).__name__)

    async def look(self) -> None:
        """Call whoever is to be called by now."""
        now = self.clock()
        unread = await self.complaints.paging()
        self._since = {one: self._since.get(one, now) for one in unread}
        if not unread:
            self._called.clear()
        for one, since in self._since.items():
            for step, address in calls_since(since, now, self.ladder):
                page_id = f"complaint/{one}/{step}/{address}"
                if page_id not in self._called:
                    await self.submit(PageOfHouse(page_id, About.COMPLAINT, step, address))
                    self._called.add(page_id)
