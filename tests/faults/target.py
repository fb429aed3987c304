"""What the nemesis strikes at: a house under load, with all it rests on."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import psutil

from config.rehearsal.wire_client import House
from tests.databases import Databases, OnServer
from tests.faults.crowd import Crowd
from tests.faults.proxy import BadLine
from tests.postgresql import postgresql
from tests.redis_server import RedisServer, redis_server
from tests.serving import OPEN_HOUSE, Serving

CAPACITY = 1000
POLICY = (
    OPEN_HOUSE
    + f"max_capacity: {CAPACITY}\nmax_waiting: {CAPACITY}\n"
    # Who is frozen with a process for a minute is not to lose their desk: that is the clock's work,
    # and has tests of its own.
    + "presence: {counsellor_released: 10 min}\n"
)
MOST_BYTES = 6000
"""How much a bad line carries before it breaks."""
MENDED_WITHIN_S = 90.0
ON_SQLITE, ON_SERVERS = "sqlite", "servers"
KINDS = (ON_SQLITE, ON_SERVERS)


@dataclass
class Target:
    """One process on SQLite, or two workers on a PostgreSQL and a Redis of their own."""

    serving: Serving
    line: BadLine
    crowd: Crowd
    database: OnServer | None = None
    redis: RedisServer | None = None

    @property
    def workers(self) -> list[psutil.Process]:
        """Return the processes that serve: the parent of several does not."""
        first = psutil.Process(self.serving.pid)
        return first.children() if self.serving.arguments else [first]

    def said(self, word: str) -> int:
        """Return how often the house has logged this."""
        said = self.serving.output.read_text(encoding="utf-8", errors="replace")
        return said.count(f'"{word}"')

    async def mended(self, workers: int) -> None:
        """Wait until so many workers are there and people are let in."""
        until = time.monotonic() + MENDED_WITHIN_S
        while not (self._live(workers) and await asyncio.to_thread(self.serving.is_ready)):
            self.serving.must_live(until)
            await asyncio.sleep(0.05)

    def _live(self, workers: int) -> bool:
        try:
            return len(self.workers) >= workers
        except psutil.NoSuchProcess:
            return False


@asynccontextmanager
async def target(folder: Path, kind: str) -> AsyncIterator[Target]:
    """Start everything of this kind; nobody has come yet."""
    async with AsyncExitStack() as stack:
        database, redis, environment = None, None, dict[str, str]()
        if kind == ON_SERVERS:
            # It flushes, as in life: an unflushed server may lose what it has acknowledged.
            server = await asyncio.to_thread(stack.enter_context, postgresql(durable=True))
            database = Databases(server).empty()
            redis = stack.enter_context(redis_server())
            environment |= {"BROBYGGER_DATABASE_URL": database.url}
            environment |= {"BROBYGGER_REDIS_URL": redis.url}
        arguments = ("--workers", "2") if redis else ()
        serving = Serving(folder, POLICY, environment, arguments=arguments, by_itself=True)
        line = await stack.enter_async_context(BadLine(serving.port, MOST_BYTES).listening())
        connector = aiohttp.TCPConnector(limit=0)
        jar = aiohttp.DummyCookieJar()
        http = aiohttp.ClientSession(connector=connector, cookie_jar=jar)
        http = await stack.enter_async_context(http)
        crowd = Crowd(House(http, line.url))
        yield Target(serving, line, crowd, database, redis)
