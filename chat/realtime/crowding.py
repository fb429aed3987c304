"""Who only knocks fills no house: lines on which nobody has sat down, counted by network.

Without it one machine could hold every line there is, ten seconds each, and shut everybody out.
"""

from collections import Counter
from collections.abc import Callable, Hashable

from aiohttp import web

NetworkOf = Callable[[web.Request], str]
"""What a network goes by for now: no address (`chat.networks`)."""


def nowhere(_: web.Request) -> str:
    """Take all that come for one network."""
    return ""


class Crowding:
    """Counts each line from its coming until somebody sits on it, or it is closed."""

    def __init__(self, most: int | None, network_of: NetworkOf) -> None:
        """Let so many of one network stand at once; `None`: however many come."""
        self._most = most
        self._network_of = network_of
        self._standing: dict[Hashable, str] = {}
        self._of: Counter[str] = Counter()

    def is_full_for(self, request: web.Request) -> bool:
        """Whether as many of this network stand already as may."""
        return self._most is not None and self._of[self._network_of(request)] >= self._most

    def came(self, line: Hashable, request: web.Request) -> None:
        """Count a line that stands."""
        if self._most is not None:
            network = self._standing[line] = self._network_of(request)
            self._of[network] += 1

    def stands_no_more(self, line: Hashable) -> None:
        """Count it no more; once is as good as twice."""
        network = self._standing.pop(line, None)
        if network is None:
            return
        self._of[network] -= 1
        if not self._of[network]:
            del self._of[network]
