"""How many conversations one network may open: so that nobody fills the waiting room alone."""

import math
from collections.abc import Callable
from time import monotonic
from typing import Protocol

from chat.domain.refusal import RefusalCode, Refused

SWEPT_EVERY_S = 60.0
MINUTE_S = 60.0


class OpeningLimit(Protocol):
    """Counts openings by the name of a network."""

    def take(self, network: str) -> None:
        """Count one; raise `Refused` (`slow_down`) when there are too many."""

    def give_back(self, network: str) -> None:
        """Uncount one that opened nothing."""


class NoLimit:
    """For measuring."""

    def take(self, network: str) -> None:
        """Let everybody in."""

    def give_back(self, network: str) -> None:
        """Nothing was counted."""


class PerMinute:
    """A bucket for each network, as deep as a minute's worth; in this process's memory."""

    def __init__(self, per_min: int, clock: Callable[[], float] = monotonic) -> None:
        """Start with every bucket full; `clock` counts seconds and never jumps."""
        self._per_min = per_min
        self._clock = clock
        self._missing: dict[str, tuple[float, float]] = {}
        self._swept_at = clock()

    def take(self, network: str) -> None:
        """Take one out, or say how long until there is one again."""
        now = self._clock()
        if now - self._swept_at > SWEPT_EVERY_S:
            self._sweep(now)
        missing = self._missing_at(network, now)
        if missing > self._per_min - 1:
            wait_s = (missing - self._per_min + 1) * MINUTE_S / self._per_min
            raise Refused(RefusalCode.SLOW_DOWN, retry_after_s=math.ceil(wait_s))
        self._missing[network] = (missing + 1, now)

    def give_back(self, network: str) -> None:
        """Put one back."""
        now = self._clock()
        self._missing[network] = (max(0.0, self._missing_at(network, now) - 1), now)

    def _missing_at(self, network: str, now: float) -> float:
        missing, at = self._missing.get(network, (0.0, now))
        return max(0.0, missing - (now - at) * self._per_min / MINUTE_S)

    def _sweep(self, now: float) -> None:
        self._swept_at = now
        self._missing = {
            network: kept
            for network, kept in self._missing.items()
            if self._missing_at(network, now) > 0
        }
