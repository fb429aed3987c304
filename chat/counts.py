"""What limits count by: how often something has happened lately, in the whole house.

In one process the counts are its memory; several share them on Redis (`chat/redis_counts.py`). A
count begins anew ten minutes after its first, and no name in it can be turned back.
"""

from collections.abc import Callable
from time import monotonic
from typing import Protocol

LASTS_S = 600
"""As long as the name of a network holds at most (SECURITY_TARGETS.md row 25)."""
SWEPT_EVERY_S = 60.0


class Counts(Protocol):
    """Counts by name. Never fails: what cannot be counted together is counted here alone."""

    async def add(self, name: str) -> int:
        """Count one more; return how many there are now."""
        ...

    async def take_back(self, name: str) -> None:
        """Uncount one that was added."""
        ...

    async def so_far(self, *names: str) -> list[int]:
        """Return how many there are of each."""
        ...

    async def forget(self, name: str) -> None:
        """Begin again at nothing."""
        ...

    async def close(self) -> None:
        """Let go of whatever is held."""
        ...


class InProcessCounts:
    """The counts of a single process."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Start with none; `clock` counts seconds and never jumps."""
        self._clock = clock
        self._counts: dict[str, tuple[int, float]] = {}
        self._swept_at = clock()

    async def add(self, name: str) -> int:
        """Count one more."""
        return self._change(name, 1)

    async def take_back(self, name: str) -> None:
        """Uncount one."""
        self._change(name, -1)

    async def so_far(self, *names: str) -> list[int]:
        """Return how many there are of each."""
        now = self._clock()
        found = [self._counts.get(name, (0, 0.0)) for name in names]
        return [count if now < until else 0 for count, until in found]

    async def forget(self, name: str) -> None:
        """Begin again at nothing."""
        self._counts.pop(name, None)

    async def close(self) -> None:
        """Hold nothing."""
        self._counts.clear()

    def _change(self, name: str, by: int) -> int:
        now = self._clock()
        if now - self._swept_at > SWEPT_EVERY_S:
            self._sweep(now)
        count, until = self._counts.get(name, (0, 0.0))
        if now >= until:
            count, until = 0, now + LASTS_S
        count = max(0, count + by)
        self._counts[name] = (count, until)
        return count

    def _sweep(self, now: float) -> None:
        self._swept_at = now
        self._counts = {name: one for name, one in self._counts.items() if one[1] > now}
