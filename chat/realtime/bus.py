"""The bus between processes: hints that a log has grown, and nothing more.

A hint is a conversation and a number, never text and never a command: whoever can write to the bus
can put no words in anyone's mouth. Losing one costs moments, never a message.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from chat.domain.identifiers import ConversationId


@dataclass(frozen=True, slots=True)
class Hint:
    """This conversation's log reaches to `seq` now."""

    conversation_id: ConversationId
    seq: int


Hear = Callable[[Sequence[Hint]], None]


class Bus(Protocol):
    """Carries hints to the other processes; several per call, none twice to the sender."""

    def hint(self, hints: Sequence[Hint], *, by: object) -> None:
        """Tell all others; never waits and never fails."""
        ...

    def listen(self, hear: Hear, *, as_: object) -> None:
        """Have what others hint passed to `hear`."""
        ...

    def forget(self, listener: object) -> None:
        """Pass nothing more to whoever listened as this."""
        ...


@dataclass(slots=True)
class InProcessBus:
    """The bus of a single process: between its own hubs, at once."""

    _listeners: list[tuple[object, Hear]] = field(default_factory=list)

    def hint(self, hints: Sequence[Hint], *, by: object) -> None:
        """Tell all others."""
        for listener, hear in self._listeners:
            if listener is not by:
                hear(hints)

    def listen(self, hear: Hear, *, as_: object) -> None:
        """Have what others hint passed to `hear`."""
        self._listeners.append((as_, hear))

    def forget(self, listener: object) -> None:
        """Pass nothing more to whoever listened as this."""
        self._listeners = [one for one in self._listeners if one[0] is not listener]
