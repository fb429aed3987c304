"""How much one network may send into the form, so that nobody fills the list for all others."""

from dataclasses import dataclass

from chat.counts import LASTS_S, Counts
from chat.domain.refusal import RefusalCode, Refused

MOST = 10
"""In ten minutes, as long as a network has a name: a school class may have as many (our own)."""


@dataclass(frozen=True, slots=True)
class FewFromEach:
    """Counts what each network sends; an `OpeningLimit`."""

    counts: Counts

    async def take(self, network: str) -> str:
        """Count one, or refuse it with `slow_down`."""
        if await self.counts.add(network) > MOST:
            await self.counts.take_back(network)
            raise Refused(RefusalCode.SLOW_DOWN, retry_after_s=LASTS_S)
        return network

    async def give_back(self, taken: str) -> None:
        """Uncount one."""
        await self.counts.take_back(taken)
