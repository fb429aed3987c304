"""A Redis of the tests' own: started, stopped, killed and written to."""

import asyncio
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from tests.ports import free_port

STARTED_WITHIN_S = 10.0


@dataclass
class RedisServer:
    """One server on a port of this machine; nothing of it is kept."""

    folder: Path
    settings: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        program = shutil.which("redis-server")
        assert program, "no Redis: `python3 dev.py test` installs it"
        words = f"--port {self.port} --bind 127.0.0.1 --appendonly no --dir {self.folder}"
        self.process = subprocess.Popen(
            [program, *words.split(), "--save", "", *self.settings],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        until = time.monotonic() + STARTED_WITHIN_S
        while not self._answers():
            assert self.process.poll() is None, "Redis did not start"
            assert time.monotonic() < until, "Redis did not start in time"
            time.sleep(0.02)

    async def start_beside(self) -> None:
        await asyncio.to_thread(self.start)

    def kill(self) -> None:
        """Kill -9."""
        self.signal(signal.SIGKILL)
        assert self.process is not None
        self.process.wait()
        self.process = None

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def run_id(self) -> str:
        """Return which start of it this is."""
        with Redis.from_url(self.url) as client:
            return str(client.info("server")["run_id"])

    def publish(self, channel: str, message: bytes) -> None:
        """Say something as anybody may who has got in."""
        with Redis.from_url(self.url) as client:
            client.spublish(channel, message)

    def cut_everybody(self, *kinds: str) -> None:
        """Close every line to it; subscribers are of the kind "pubsub"."""
        with Redis.from_url(self.url) as client:
            for kind in kinds or ("pubsub", "normal"):
                client.execute_command("CLIENT", "KILL", "TYPE", kind, "SKIPME", "yes")

    def _answers(self) -> bool:
        try:
            with Redis.from_url(self.url, socket_timeout=1) as client:
                return bool(client.info("server"))
        except RedisError:
            return False


@contextmanager
def redis_server(*settings: str) -> Iterator[RedisServer]:
    """Run a server, and end it, whatever has been done to it."""
    with tempfile.TemporaryDirectory(prefix="brobygger-redis-") as folder:
        server = RedisServer(Path(folder), settings)
        server.start()
        try:
            yield server
        finally:
            if server.process is not None:
                server.signal(signal.SIGCONT)
                server.kill()
