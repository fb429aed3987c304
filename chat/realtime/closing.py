"""Why a line was closed: the code and the word its client is told (RFC 6455 §7.4)."""

from typing import NamedTuple

REASON_BYTES = 123
"""RFC 6455 §5.5: a control frame carries 125 bytes, two of which are the code."""
OURS = 4000
"""RFC 6455 §7.4.2: from here on, codes mean what an application says."""


class Closing(NamedTuple):
    """A close code and the word that is sent and counted with it."""

    code: int
    word: str

    @property
    def payload(self) -> bytes:
        """The body of the close frame."""
        return self.code.to_bytes(2, "big") + self.word.encode()[:REASON_BYTES]

    @property
    def counted(self) -> str:
        """The word it is counted under; reasons of a namespace's own are one kind."""
        return "ended" if self.code == OURS else self.word


NORMAL = Closing(1000, "closed")
MOVING = Closing(1001, "moving")
MALFORMED = Closing(1002, "malformed")
BINARY = Closing(1003, "binary")
NOT_TEXT = Closing(1007, "not_utf8")
FLOOD = Closing(1008, "flood")
BEHIND = Closing(1008, "behind")
SILENT = Closing(1008, "ping_timeout")
NOBODY = Closing(1008, "no_namespace")
TOO_LARGE = Closing(1009, "too_large")
FAILED = Closing(1011, "failed")
"""A bug of ours: the line ends, and is told that it may try again."""
LOST = Closing(1006, "lost")
"""Never sent: the network ended the line."""


def ended(reason: str) -> Closing:
    """Return the closing of a line whose last socket the house itself has ended."""
    return Closing(OURS, "".join(one for one in reason if one.isascii() and one.isprintable()))
