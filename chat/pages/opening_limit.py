"""How many conversations one network may open: so that nobody fills the waiting room alone."""

import math
from collections.abc import Callable, Sequence
from time import time
from typing import Protocol

from chat.counts import Counts
from chat.domain.refusal import RefusalCode, Refused

MINUTE_S = 60.0
PARTS = 10
PART_S = MINUTE_S / PARTS


class OpeningLimit(Protocol):
    """Counts openings by the name of a network."""

    async def take(self, network: str) -> str:
        """Count one, and return what it was counted under; `Refused` when there are too many."""
        ...

    async def give_back(self, taken: str) -> None:
        """Uncount one that opened nothing."""
        ...


class NoLimit:
    """For measuring."""

    async def take(self, network: str) -> str:
        """Let everybody in."""
        return network

    async def give_back(self, taken: str) -> None:
        """Nothing was counted."""


class PerMinute:
    """A bucket for each network, as deep as a minute's worth; what is taken out comes back evenly.

    It is worked out from how many were taken in each of the last minute's parts.
    """

    def __init__(self, per_min: int, counts: Counts, clock: Callable[[], float] = time) -> None:
        """Count in `counts`; `clock` is one that all who share them agree on, in seconds."""
        self._per_min = per_min
        self._counts = counts
        self._clock = clock

    async def take(self, network: str) -> str:
        """Take one out, or say how long until there is one again."""
        part, into_s = divmod(self._clock(), PART_S)
        earlier = [_name(network, part - back) for back in range(PARTS, 0, -1)]
        before = await self._counts.so_far(*earlier)
        taken = _name(network, part)
        missing = self._missing(before, into_s) + await self._counts.add(taken)
        if missing > self._per_min:
            await self._counts.take_back(taken)
            wait_s = (missing - self._per_min) * MINUTE_S / self._per_min
            raise Refused(RefusalCode.SLOW_DOWN, retry_after_s=math.ceil(wait_s))
        return taken

    async def give_back(self, taken: str) -> None:
        """Put one back."""
        await self._counts.take_back(taken)

    def _missing(self, before: Sequence[int], into_s: float) -> float:
        """Return what has not come back yet, so far into the part after these."""
        comes_back, missing = self._per_min / PARTS, 0.0
        for count in before:
            missing = max(0.0, missing + count - comes_back)
        return max(0.0, missing - comes_back * into_s / PART_S)


def _name(network: str, part: float) -> str:
    return f"opened {int(part)} {network}"
