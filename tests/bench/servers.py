"""The servers that take turns: fresh for each run, so that no run leaves the next one its past."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.adapters import Brobygger, Stock, Storm, counsellors
from tests.bench.machine import MIB, spent
from tests.databases import Databases
from tests.ports import free_port
from tests.postgresql import postgresql
from tests.redis_server import RedisServer, redis_server
from tests.serving import OPEN_HOUSE, ROOT, Serving
from tests.several import made

SQLITE, POSTGRESQL = "sqlite", "postgresql"
# Who waits in a row about waiting does so without a line: in life they would have given up.
POLICY = OPEN_HOUSE + "max_waiting: 20000\npresence: {young_arrival: 1 h}\n"
SETTLES_S = 0.5
STOCK_PING_S = 25.0


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens: what to measure, and how to talk to it."""

    pids: tuple[int, ...]
    url: str
    tokens: tuple[str, ...] = ()
    idle_mib: float = 0.0
    counsellors_at: str | None = None
    """Where the other end of each pair goes, when that is another process."""
    redis: RedisServer | None = None
    """What the processes hear each other through, where there are several."""
    speaks: type[Stock] = Stock
    """How a server that is not ours is driven."""

    @property
    def is_ours(self) -> bool:
        return bool(self.tokens)

    def adapter(self, *, deflate: bool = False) -> Stock:
        """Return what drives pairs."""
        if self.is_ours:
            at = self.counsellors_at
            return Brobygger(self.url, self.tokens, deflate=deflate, counsellors_at=at)
        return self.speaks(self.url, deflate=deflate)

    def coming_back(self) -> Stock:
        """Return what drives people who all come back at once."""
        return Storm(self.url) if self.is_ours else Stock(self.url)


@contextmanager
def yardstick(ping_s: float = STOCK_PING_S) -> Iterator[Server]:
    """Run the stock relay."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.stock_relay", "--port", str(port)]
    command += ["--ping", str(ping_s)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(SETTLES_S)
        pids = (process.pid,)
        yield Server(pids, f"http://127.0.0.1:{port}", idle_mib=_resident(pids))
    finally:
        process.terminate()
        process.communicate()


Fill = Callable[[Serving], None]
"""Puts into a database, before it is served, what a row is to find there."""


@contextmanager
def brobygger(
    staff: int,
    *,
    triage: bool = True,
    kind: str = SQLITE,
    fill: Fill | None = None,
    profile: Path | None = None,
) -> Iterator[Server]:
    """Run this server on a database of its own, with that many counsellors signed in.

    With `profile` it is watched, and what it does written there (`profiled`).
    """
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="brobygger-bench-"))
        environment = {} if profile is None else {"BENCH_PROFILE": str(profile)}
        if kind == POSTGRESQL:
            databases = Databases(stack.enter_context(postgresql(durable=True)))
            environment["BROBYGGER_DATABASE_URL"] = databases.empty().url
        module = _module(triage=triage) if profile is None else "tests.bench.profiled"
        serving = Serving(Path(folder), POLICY, environment, module=module, by_itself=True)
        tokens = _made_ready(serving, staff, fill)
        with serving:
            time.sleep(SETTLES_S)
            pids = (serving.pid,)
            yield Server(pids, serving.url, tokens, _resident(pids))


@contextmanager
def two_processes(staff: int, *, triage: bool = True) -> Iterator[Server]:
    """Run two on one PostgreSQL and one Redis: the young come to one, counsellors to the other."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="brobygger-bench-"))
        databases = Databases(stack.enter_context(postgresql(durable=True)))
        redis = stack.enter_context(redis_server())
        module = _module(triage=triage)
        database = databases.empty()
        one, other = made(Path(folder), database, redis, POLICY, module=module, by_themselves=True)
        tokens = _made_ready(one, staff, None)
        for process in (one, other):
            stack.enter_context(process)
        time.sleep(SETTLES_S)
        pids = (one.pid, other.pid)
        yield Server(pids, one.url, tokens, _resident(pids), counsellors_at=other.url, redis=redis)


def _made_ready(serving: Serving, staff: int, fill: Fill | None) -> tuple[str, ...]:
    made = serving.command("migrate")
    assert made.returncode == 0, made.stderr
    if fill is not None:
        fill(serving)
    return tuple(counsellors(serving.database_url, staff))


def _module(*, triage: bool) -> str:
    return "config" if triage else "tests.bench.without_triage"


def _resident(pids: Sequence[int]) -> float:
    return spent(pids)[1] / MIB
