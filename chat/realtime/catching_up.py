"""Catching up: what other processes have committed is read, in order, for those who follow it here.

Many logs are read at once. A reading costs much the same for one event as for two hundred, and
while one is under way the next fills up, so that a busy house reads seldom and each time much.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

import structlog

from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId
from chat.realtime.following import Followed
from chat.storage.log import Log, Place
from chat.tally import Tally

log = structlog.get_logger()

AT_ONCE = 200
"""Events in one reading, so that nobody waits for another's long absence (our own choice)."""


@dataclass(slots=True)
class Behind:
    """One log that has grown further than its followers here have been shown."""

    followed: Followed
    upto: int
    since: float = field(default_factory=monotonic)

    def places(self, conversation_id: ConversationId, most: int) -> list[Place]:
        """Return the first so many places that are to be read."""
        first = self.followed.ends.supervisors + 1
        return [(conversation_id, seq) for seq in range(first, min(self.upto + 1, first + most))]

    def let_go(self) -> None:
        """Answer whoever still waits for a turn that does not come."""
        for origin, committed in self.followed.answers.values():
            origin.let_go(committed)
        self.followed.answers.clear()


class OwnCommits(Protocol):
    """What this process itself is committing."""

    def has_yet_to_tell(self, places: Collection[Place]) -> bool:
        """Whether one of these is its own, and not told yet."""
        ...

    async def over(self) -> None:
        """Wait until it is told, or has failed."""
        ...


class CatchingUp:
    """Reads on where logs have grown, one reading after the other."""

    def __init__(
        self,
        log_: Log,
        pass_on: Callable[[Followed, Entry], None],
        own: OwnCommits | None = None,
    ) -> None:
        """Read from the log; give each entry, in order, to `pass_on`, which moves the ends.

        What `own` has yet to tell waits for that: its sender is answered, and hears no echo.
        """
        self._log = log_
        self._pass_on = pass_on
        self._own = own
        self._behind: dict[ConversationId, Behind] = {}
        self._readers: list[Callable[[Sequence[Entry]], None]] = []
        self._task: asyncio.Task[None] | None = None
        self.took = Tally()
        """Seconds from hearing of what another process has committed to having shown it."""

    def tell(self, reader: Callable[[Sequence[Entry]], None]) -> None:
        """Have what was read passed to `reader` too."""
        self._readers.append(reader)

    def is_behind(self, conversation_id: ConversationId) -> bool:
        """Whether this log is being read, so that what is committed now must wait its turn."""
        return conversation_id in self._behind

    def read_on(self, conversation_id: ConversationId, followed: Followed, upto: int) -> None:
        """Read a log up to this number, which somebody says it has reached."""
        known = self._behind.get(conversation_id)
        if known is None or known.followed is not followed:
            if known is not None:
                known.let_go()  # those followers have gone, and others have come
            self._behind[conversation_id] = Behind(followed, upto)
        else:
            known.upto = max(known.upto, upto)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._read(), name="catching up")

    async def caught_up(self) -> None:
        """Return when nothing is left to read."""
        while self._task is not None and not self._task.done():
            await asyncio.wait({self._task})

    async def _read(self) -> None:
        while self._behind:
            reading = self._next()
            try:
                found = await self._log.at(
                    [place for places in reading.values() for place in places]
                )
            except Exception as error:  # noqa: BLE001 - a hint is only a hint: the heads tell again
                log.error("catching_up_failed", error=type(error).__name__)  # noqa: TRY400
                found = {}
            await self._told(found)
            for conversation_id in reading:
                self._show(conversation_id, found.get(conversation_id, ()))

    async def _told(self, found: Mapping[ConversationId, Sequence[Entry]]) -> None:
        if self._own is None:
            return
        places = {(one.conversation_id, one.seq) for entries in found.values() for one in entries}
        if self._own.has_yet_to_tell(places):
            await self._own.over()

    def _next(self) -> dict[ConversationId, list[Place]]:
        reading: dict[ConversationId, list[Place]] = {}
        room = AT_ONCE
        for conversation_id, behind in self._behind.items():
            reading[conversation_id] = behind.places(conversation_id, room)
            room -= len(reading[conversation_id])
            if room <= 0:
                break
        return reading

    def _show(self, conversation_id: ConversationId, entries: Sequence[Entry]) -> None:
        # Taken out, so that whoever is not done yet stands behind the others next time.
        behind = self._behind.pop(conversation_id)
        ends_before = behind.followed.ends.supervisors
        try:
            for entry in entries:
                if entry.seq == behind.followed.ends.supervisors + 1:
                    self._pass_on(behind.followed, entry)
            for reader in self._readers:
                reader(entries)
        except Exception as error:  # noqa: BLE001 - one log's trouble is not the others'
            log.error("catching_up_failed", error=type(error).__name__)  # noqa: TRY400
        reached = behind.followed.ends.supervisors
        if ends_before < reached < behind.upto:
            self._behind[conversation_id] = behind
            return
        # At its end; or nothing came, and the hint was about nothing, or the heads tell again.
        self.took.note(monotonic() - behind.since)
        behind.let_go()
