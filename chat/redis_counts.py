"""The counts several processes share, on Redis or Valkey.

Whoever reads Redis finds numbers under keyed hashes that live ten minutes. While it is away, or
slow, each process counts for itself: a limit may then be as many times as wide as there are
processes, and nobody waits for it.
"""

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from chat.counts import LASTS_S, InProcessCounts

log = structlog.get_logger()

PREFIX = "brobygger:count:"
ANSWER_S = 0.5
TRY_AGAIN_S = 2.0
"""So long it is not asked again, once it has not answered."""


class RedisCounts:
    """Counts of any number of processes."""

    def __init__(self, url: str, key: bytes) -> None:
        """Count under names hashed with `key`, which all processes have and Redis has not."""
        self._key = key
        self._alone = InProcessCounts()
        self._away_until = 0.0
        self._redis = Redis.from_url(
            url,
            socket_timeout=ANSWER_S,
            socket_connect_timeout=ANSWER_S,
            retry=Retry(NoBackoff(), 0),
        )

    async def add(self, name: str) -> int:
        """Count one more."""
        alone = await self._alone.add(name)
        return max(alone, *await self._together(lambda: self._change(name, Pipeline.incr), [alone]))

    async def take_back(self, name: str) -> None:
        """Uncount one."""
        await self._alone.take_back(name)
        await self._together(lambda: self._change(name, Pipeline.decr), [])

    async def so_far(self, *names: str) -> list[int]:
        """Return how many there are of each."""
        alone = await self._alone.so_far(*names)
        together = await self._together(lambda: self._read(names), alone)
        return [max(pair) for pair in zip(alone, together, strict=True)]

    async def forget(self, name: str) -> None:
        """Begin again at nothing."""
        await self._alone.forget(name)
        await self._together(lambda: self._forget(name), [])

    async def close(self) -> None:
        """Hang up."""
        await self._redis.aclose()

    async def _change(self, name: str, change: Callable[[Pipeline, str], object]) -> list[int]:
        hidden = self._hidden(name)
        async with self._redis.pipeline(transaction=False) as pipe:
            for ask in (change, _end_in_time):
                ask(pipe, hidden)
            counted, _ = await pipe.execute()
        return [int(counted)]

    async def _read(self, names: Sequence[str]) -> list[int]:
        found = await self._redis.mget([self._hidden(name) for name in names])
        return [int(one or 0) for one in found]

    async def _forget(self, name: str) -> list[int]:
        await self._redis.delete(self._hidden(name))
        return []

    async def _together(
        self, ask: Callable[[], Awaitable[list[int]]], alone: list[int]
    ) -> list[int]:
        if monotonic() < self._away_until:
            return alone
        try:
            return await ask()
        except (RedisError, OSError, TimeoutError) as error:
            self._away_until = monotonic() + TRY_AGAIN_S
            log.warning("counting_alone", error=type(error).__name__)
            return alone

    def _hidden(self, name: str) -> str:
        return PREFIX + hmac.new(self._key, name.encode(), hashlib.sha256).hexdigest()[:32]


def _end_in_time(pipe: Pipeline, name: str) -> object:
    return pipe.expire(name, LASTS_S, nx=True)
