"""What a socket needs of the line it is on, and of the house the line comes into."""

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Protocol

from chat.realtime.closing import Closing
from chat.realtime.transport_limits import TransportLimits


class Housing(Protocol):
    """What a socket needs of the line it is on."""

    language: str
    loop: asyncio.AbstractEventLoop

    def packet(self, payload: bytes) -> None:
        """Send it, in order."""
        ...

    def seated(self) -> None:
        """Somebody has sat down on the line."""
        ...

    def forget(self, namespace: str) -> None:
        """The socket of this namespace is no longer on the line."""
        ...

    def end(self, reason: str) -> None:
        """Close the line unless others are on it."""
        ...

    def cut(self, why: Closing) -> None:
        """Close the line, whoever is on it."""
        ...


class Rules(Protocol):
    """What all sockets of a transport share."""

    limits: TransportLimits

    def refusal(self, code: str, language: str) -> Mapping[str, object]:
        """Return the answer that refuses."""
        ...

    def count(self, word: str) -> None:
        """Count it."""
        ...

    def start(self, work: Awaitable[None]) -> None:
        """Run it to its end, however the line ends."""
        ...
