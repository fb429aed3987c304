"""The shredder: what was shared for a bridge is destroyed when its time has come."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from chat.actions.guarded import every, guarded
from chat.actions.ports import Clock
from chat.domain.audience import Kind
from chat.storage.hand_overs import ShredDue, any_due
from chat.storage.store import Store
from chat.storage.tables import hand_over_keys, hand_overs
from chat.storage.writer import Told, Writer, entries_of

LOOK_EVERY_S = 60.0
GONE_WITH = {Kind.BRIDGE_WITHDRAWN, Kind.SUMMARY_PROPOSED, Kind.SUMMARY_ANSWERED}


@dataclass(slots=True)
class Shredder:
    """Looks every minute; what was due while nobody looked goes at once."""

    store: Store
    writer: Writer
    clock: Clock
    _traces: bool = True
    """What was destroyed may still stand in the files; after a start that is not known."""

    def told(self, told: Sequence[Told]) -> None:
        """Hear that a yes was taken back, or a summary not agreed to: it went with that commit."""
        self._traces |= any(entry.event.kind in GONE_WITH for entry, _ in entries_of(told))

    async def run(self) -> None:
        """Look until cancelled."""
        await guarded(self.look)
        await asyncio.sleep(LOOK_EVERY_S)  # what is in the files can wait till all are back
        await every(LOOK_EVERY_S, self.look, self.scrub)

    async def look(self) -> None:
        """Destroy what is due."""
        if await any_due(self.store, self.clock()):
            await self.writer.submit(ShredDue())
            self._traces = True

    async def scrub(self) -> None:
        """Leave no trace in the files of what was destroyed."""
        if self._traces:
            self._traces = not await self.store.scrub([hand_over_keys.name], [hand_overs.name])
