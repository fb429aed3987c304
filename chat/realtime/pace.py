"""How often one socket may ask: a minute's worth at once, then one by one."""

import math


class Pace:
    """Counts down from a minute's worth of events, which comes back as time goes by."""

    __slots__ = ("_at_s", "_left", "_per_min")

    def __init__(self, per_min: int, now_s: float) -> None:
        self._per_min = per_min
        self._left = float(per_min)
        self._at_s = now_s

    def wait_s(self, now_s: float) -> int:
        """Take one; return 0, or the seconds after which there will be one again."""
        back = (now_s - self._at_s) * self._per_min / 60
        self._left, self._at_s = min(float(self._per_min), self._left + back), now_s
        if self._left < 1:
            return math.ceil((1 - self._left) * 60 / self._per_min)
        self._left -= 1
        return 0
