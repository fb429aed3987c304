"""The servers that take turns: fresh for each run, so that no run leaves the next one its past."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.adapters import Brobygger, Stock, Storm, counsellors
from tests.bench.machine import MIB, spent
from tests.ports import free_port
from tests.serving import OPEN_HOUSE, ROOT, Serving

POLICY = OPEN_HOUSE + "max_waiting: 20000\n"
SETTLES_S = 0.5


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens: what to measure, and how to talk to it."""

    pid: int
    url: str
    tokens: tuple[str, ...] = ()
    idle_mib: float = 0.0

    @property
    def is_ours(self) -> bool:
        return bool(self.tokens)

    def adapter(self, *, deflate: bool = False) -> Stock:
        """Return what drives pairs."""
        if self.is_ours:
            return Brobygger(self.url, self.tokens, deflate=deflate)
        return Stock(self.url, deflate=deflate)

    def coming_back(self) -> Stock:
        """Return what drives people who all come back at once."""
        return Storm(self.url) if self.is_ours else Stock(self.url)


@contextmanager
def yardstick() -> Iterator[Server]:
    """Run the stock relay."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.stock_relay", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(SETTLES_S)
        yield Server(process.pid, f"http://127.0.0.1:{port}", idle_mib=_resident(process.pid))
    finally:
        process.terminate()
        process.communicate()


@contextmanager
def brobygger(staff: int, *, triage: bool) -> Iterator[Server]:
    """Run this server on a database of its own, with that many counsellors signed in."""
    with tempfile.TemporaryDirectory(prefix="brobygger-bench-") as folder:
        module = "config" if triage else "tests.bench.without_triage"
        serving = Serving(Path(folder), policy=POLICY, module=module)
        made = serving.command("migrate")
        assert made.returncode == 0, made.stderr
        tokens = counsellors(f"sqlite:///{serving.data / 'brobygger.db'}", staff)
        with serving:
            time.sleep(SETTLES_S)
            idle = _resident(serving.pid)
            yield Server(serving.pid, serving.url, tuple(tokens), idle)


def _resident(pid: int) -> float:
    return spent([pid])[1] / MIB
