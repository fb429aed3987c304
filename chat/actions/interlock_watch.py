"""Watching the interlock: when presence is lost or back, screens are told, and the ladder."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from chat.actions.ports import Clock
from chat.actions.service import Room, Service
from chat.domain.interlock import Supervision, calls_since
from chat.domain.ladder import Ladder
from chat.storage.outbox import About, PageOfHouse
from chat.storage.writer import Writer

log = structlog.get_logger()

LOOK_EVERY_S = 1.0


@dataclass(slots=True)
class InterlockWatch:
    """Looks every second whether a supervisor is present."""

    service: Service
    writer: Writer
    clock: Clock
    ladder: Ladder
    _changed: list[Callable[[], None]] = field(default_factory=list)
    _was: Supervision | None = None
    _called: set[str] = field(default_factory=set)
    _began: datetime | None = None

    def tell(self, changed: Callable[[], None]) -> None:
        """Have every change of presence told to `changed`."""
        self._changed.append(changed)

    async def run(self) -> None:
        """Look until cancelled; a look that fails is said and taken again."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 - it is looked again in a second
                log.warning("interlock_not_looked_at", error=type(error).__name__)

    async def look(self) -> None:
        """Tell screens what changed, and call whoever is to be called by now."""
        now = self.clock()
        self._began = self._began or now
        room = await self.service.room()
        supervision = self.service.supervision(room)
        if supervision is not self._was:
            if self._was is not None:
                log.warning("supervision", state=supervision.value)
            self._was = supervision
            for changed in self._changed:
                changed()
        if supervision is not Supervision.LOST:
            self._called.clear()
        elif self._matters(room, now):
            await self._call(room, now)

    def _matters(self, room: Room, now: datetime) -> bool:
        return bool(room.ordered) or self.service.settings.hours.state_at(now).is_open

    async def _call(self, room: Room, now: datetime) -> None:
        confirmed_at = self.service.confirmed_at(room)
        lost_at = self._began or now
        if confirmed_at is not None:
            lost_at = self.service.settings.supervision.lost_at(confirmed_at)
        for step, address in calls_since(lost_at, now, self.ladder):
            page_id = f"unsupervised/{int(lost_at.timestamp())}/{step}/{address}"
            if page_id not in self._called:
                page = PageOfHouse(page_id, About.UNSUPERVISED, step, address)
                await self.writer.submit(page)
                self._called.add(page_id)
