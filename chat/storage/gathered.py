"""Places of many logs that are asked for at the same time, read with one question.

While one is under way the next fills up, as commits do: a hundred conversations that each miss a
line cost one trip to the database, not a hundred.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId
from chat.storage.log import Log, Place

Found = Mapping[ConversationId, Sequence[Entry]]
AT_ONCE = 500
"""Askers in one question (our own choice)."""


@dataclass(slots=True, eq=False)
class _Asked:
    places: Sequence[Place]
    future: asyncio.Future[Found]


@dataclass(slots=True)
class Gathered:
    """Reads places of logs for whoever asks."""

    log: Log
    _asked: list[_Asked] = field(default_factory=list)
    _task: asyncio.Task[None] | None = None

    async def at(self, places: Sequence[Place]) -> Found:
        """Return the events at these places, as `Log.at` does; others' may be among them."""
        future: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
        self._asked.append(_Asked(places, future))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._read(), name="gathered reading")
        return await future

    async def _read(self) -> None:
        while self._asked:
            asked, self._asked = self._asked[:AT_ONCE], self._asked[AT_ONCE:]
            places = sorted({place for one in asked for place in one.places})
            try:
                found = await self.log.at(places)
            except Exception as error:  # noqa: BLE001 - each asker hears of it
                _tell(asked, error)
            else:
                _tell(asked, found)


def _tell(asked: Sequence[_Asked], came: Found | Exception) -> None:
    for one in asked:
        with suppress(asyncio.InvalidStateError):  # who asked may have gone
            if isinstance(came, Exception):
                one.future.set_exception(came)
            else:
                one.future.set_result(came)
