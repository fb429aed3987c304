"""Servers forked from a process that has loaded the program and done nothing else.

Loading takes the larger half of what a start costs, and the tests start some hundred servers. What
runs is the same: importing a module builds nothing here, so a server does not notice that
somebody else has imported it. A start from nothing is `Serving.by_itself`.
"""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import NoReturn, Protocol, Self, cast

ROOT = Path(__file__).parents[1]
LOADED = [
    "config.command_line.serve",
    "config.application",
    # What a server loads only where it needs it.
    "alembic.command",
    "apprise",
    "chat.realtime.redis_bus",
    "chat.redis_counts",
    "config.demo_accounts",
    "config.rehearsal.demo",
    "config.rehearsal.demo_past",
    "holidays.countries.denmark",
    "triage.second_reader.reader",
]


class Process(Protocol):
    """What tests do with a server's process, whoever started it: as `subprocess.Popen` has it."""

    @property
    def pid(self) -> int:
        """Return its number."""
        ...

    def poll(self) -> int | None:
        """Return how it ended, if it has."""
        ...

    def wait(self, timeout: float | None = None) -> int:
        """Return how it ended, once it has."""
        ...

    def send_signal(self, sig: int) -> None:
        """Send it a signal, unless it has ended."""
        ...


@dataclass(frozen=True)
class Forked:
    """A process forked from the one that has loaded everything."""

    process: ForkServerProcess

    @classmethod
    def serving(cls, words: Sequence[str], environment: Mapping[str, str], output: Path) -> Self:
        """Run `brobygger` with these words, its output at the end of a file."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(LOADED)
        process = context.Process(target=_run, args=(words, dict(environment), output), daemon=True)
        process.start()
        return cls(process)

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self.process.join(timeout)
        if (code := self.process.exitcode) is None:
            raise subprocess.TimeoutExpired("brobygger", timeout or 0.0)
        return code

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)


def _run(words: Sequence[str], environment: Mapping[str, str], output: Path) -> NoReturn:
    """Be the program, in this new process, as if it had been started with this environment."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(ROOT)
    written = os.open(output, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(written, stream.fileno())
        cast("TextIOWrapper", stream).reconfigure(write_through=True)
    os.close(written)
    sys.argv[1:] = words
    from config.command_line import main  # noqa: PLC0415 - loaded by then, and only there

    try:
        sys.exit(main(words))
    except Exception:  # noqa: BLE001 - said as the interpreter would say it
        sys.excepthook(*sys.exc_info())
        sys.exit(1)
