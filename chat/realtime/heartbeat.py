"""One clock for all lines: a wheel of slots, turned on monotonic time.

A timer for each line would keep a closed line's memory until it rang. Here a line stands in one
slot of the wheel, and leaving costs one removal.
"""

import asyncio
from datetime import timedelta
from typing import Protocol

import structlog

SLOTS = 256
STOOD_STILL_S = 1.0
"""A turn this late means that the process itself was stopped; answers may wait in the network."""

log = structlog.get_logger()


class Beating(Protocol):
    """Something that is looked after at intervals of its own choice."""

    slot: int
    """Where it stands on the wheel; kept by the wheel."""

    def beat(self, now: float) -> float | None:
        """Do what is due; return the seconds to the next beat, or `None` to leave the wheel."""
        ...


class Heartbeat:
    """The wheel. Intervals are kept to one `tick`; longer ones than it is round are cut short."""

    def __init__(self, tick: timedelta) -> None:
        self._tick_s = tick.total_seconds()
        self._slots: list[dict[Beating, None]] = [{} for _ in range(SLOTS)]
        self._at = 0
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._waiting = 0

    def join(self, one: Beating, after_s: float) -> None:
        """Beat it in `after_s` seconds."""
        ticks = min(max(1, round(after_s / self._tick_s)), SLOTS - 1)
        one.slot = (self._at + ticks) % SLOTS
        self._slots[one.slot][one] = None
        self._waiting += 1
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._due = loop.time() + self._tick_s
            self._timer = loop.call_at(self._due, self._turn, loop)

    def leave(self, one: Beating) -> None:
        """Forget it."""
        if self._slots[one.slot].pop(one, one) is None:
            self._waiting -= 1

    def _turn(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        if now - self._due > STOOD_STILL_S:
            # Let what came meanwhile be read first, or we would take our own sleep for theirs.
            self._due = now + self._tick_s
            self._timer = loop.call_at(self._due, self._turn, loop)
            return
        self._at = (self._at + 1) % SLOTS
        due, self._slots[self._at] = self._slots[self._at], {}
        self._waiting -= len(due)
        for one in due:
            try:
                after_s = one.beat(now)
            except Exception as failure:  # noqa: BLE001 -- one line's fault must not stop the clock
                log.error("heartbeat_failed", failure=type(failure).__name__)  # noqa: TRY400
                continue
            if after_s is not None:
                self.join(one, after_s)
        self._due += self._tick_s
        self._timer = loop.call_at(self._due, self._turn, loop) if self._waiting else None
