"""How fast one young person may write: half lines are normal in a crisis, floods are not."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from chat.domain.identifiers import ConversationId
from chat.domain.refusal import RefusalCode, Refused

SEATS_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a minute, so many at once before that counts, and how long an answer is held back."""

    per_min: int = 120
    burst: int = 40
    held_s: float = 2.0


@dataclass(slots=True)
class Rates:
    """One bucket for each conversation. Over the rate answers are held back, then refused."""

    rate: Rate | None
    now: Callable[[], float] = monotonic
    _filled: OrderedDict[ConversationId, tuple[float, float]] = field(default_factory=OrderedDict)

    async def take(self, conversation_id: ConversationId) -> None:
        """Let one message through, later if need be.

        Raises:
            Refused: `slow_down` with `retry_after_s`, when waiting would take too long.
        """
        if self.rate is None:
            return
        per_s = self.rate.per_min / 60
        left, at = self._filled.get(conversation_id, (float(self.rate.burst), self.now()))
        now = self.now()
        left = min(float(self.rate.burst), left + (now - at) * per_s) - 1
        wait_s = max(0.0, -left / per_s)
        if wait_s > self.rate.held_s:
            raise Refused(RefusalCode.SLOW_DOWN, retry_after_s=round(wait_s, 1))
        self._filled[conversation_id] = (left, now)
        self._filled.move_to_end(conversation_id)
        while len(self._filled) > SEATS_KEPT:
            self._filled.popitem(last=False)
        if wait_s:
            await asyncio.sleep(wait_s)
