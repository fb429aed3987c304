"""The bus between processes: hints that something has moved, and nothing more.

A hint is a conversation and a number, never text and never a command: whoever can write to the bus
can put no words in anyone's mouth. Losing one costs moments, never a message.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from chat.domain.identifiers import ConversationId


class About(StrEnum):
    """What a hint is about; all but typing is read from the store by whoever wants to know."""

    LOG = "log"
    """The log reaches to `seq` now, and nothing else has changed."""
    STATE = "state"
    """The log reaches to `seq`, and the conversation stands otherwise than before."""
    SEEN = "seen"
    """Somebody has read further."""
    YOUNG_TYPES = "young_types"
    """`seq` is 1 when they begin and 0 when they stop; kept nowhere."""
    COUNSELLOR_TYPES = "counsellor_types"
    DUTY = "duty"
    """Who is on duty has changed; of no conversation."""
    HOUSE = "house"
    """A supervisor has said something to all, or held or opened the door; of no conversation."""


class Hint(NamedTuple):
    """Something about one conversation."""

    conversation_id: ConversationId
    seq: int
    about: About = About.LOG


NO_CONVERSATION = ConversationId("")
Hear = Callable[[Sequence[Hint]], None]
Missed = Callable[[], None]
"""Hints may have been lost: whoever is told so looks for themselves."""


def _nothing() -> None:
    pass


class Bus(Protocol):
    """Carries hints to the other processes; several per call, none twice to the sender."""

    def hint(self, hints: Sequence[Hint], *, by: object) -> None:
        """Tell all others; never waits and never fails."""
        ...

    def listen(self, hear: Hear, *, as_: object, missed: Missed = _nothing) -> None:
        """Have what others hint passed to `hear`, and `missed` called when some may be lost."""
        ...

    def forget(self, listener: object) -> None:
        """Pass nothing more to whoever listened as this."""
        ...

    @property
    def carries(self) -> bool:
        """Whether hints arrive now, as far as this process can tell."""
        ...

    @property
    def is_refused(self) -> bool:
        """Whether it fails because what carries takes our name, password or rights for wrong."""
        ...

    @property
    def lag_s(self) -> float:
        """How long the last sign of life took to come round."""
        ...

    @property
    def counters(self) -> Mapping[str, int]:
        """What it has carried: hints published and heard, rubbish, and times it went deaf."""
        ...

    async def run(self) -> None:
        """Carry until cancelled."""
        ...


@dataclass(slots=True)
class Listeners:
    """Who hears hints in this process."""

    _all: list[tuple[object, Hear, Missed]] = field(default_factory=list)

    def add(self, listener: object, hear: Hear, missed: Missed) -> None:
        """Pass hints to one more."""
        self._all.append((listener, hear, missed))

    def remove(self, listener: object) -> None:
        """Pass nothing more to this one."""
        self._all = [one for one in self._all if one[0] is not listener]

    def hear(self, hints: Sequence[Hint], *, but: object = None) -> None:
        """Pass hints to all but whoever gave them."""
        for listener, hear, _ in self._all:
            if listener is not but:
                hear(hints)

    def missed(self) -> None:
        """Let all look for themselves."""
        for _, _, missed in self._all:
            missed()


@dataclass(slots=True)
class InProcessBus:
    """The bus of a single process: between its own hubs, at once."""

    carries: bool = True
    is_refused: bool = False
    lag_s: float = 0.0
    counters: Counter[str] = field(default_factory=lambda: Counter(published=0, deaf=0))
    _listeners: Listeners = field(default_factory=Listeners)

    def hint(self, hints: Sequence[Hint], *, by: object) -> None:
        """Tell all others."""
        self._listeners.hear(hints, but=by)

    def listen(self, hear: Hear, *, as_: object, missed: Missed = _nothing) -> None:
        """Have what others hint passed to `hear`; none of it is ever lost."""
        self._listeners.add(as_, hear, missed)

    def forget(self, listener: object) -> None:
        """Pass nothing more to whoever listened as this."""
        self._listeners.remove(listener)

    async def run(self) -> None:
        """Do nothing: what is hinted has been heard already."""
        await asyncio.Event().wait()
