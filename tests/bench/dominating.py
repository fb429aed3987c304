"""What dominates: where the CPU of a busy server goes, module by module."""

import json
import os
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.bench.generator import Load, run_load
from tests.bench.servers import brobygger

PAIRS, SECONDS = 200, 8.0
LEAST = 0.01
WRITTEN_WITHIN_S = 5.0


def measured() -> Mapping[str, float]:
    """Return each module's share of the main thread's CPU (0-1), most first."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "profile.json"
        with brobygger(PAIRS, profile=file) as server:
            load = Load(PAIRS, SECONDS)
            run = run_load(server.adapter(), load, server.pids, _watched(server.pids[0]))
            _await(file)
        if run.errors:
            raise ConnectionError(f"{run.errors}")
        counts: Mapping[str, int] = json.loads(file.read_text(encoding="utf-8"))
    whole = sum(counts.values())
    return {name: count / whole for name, count in sorted(counts.items(), key=lambda one: -one[1])}


def most(shares: Mapping[str, float]) -> Mapping[str, float]:
    """Return the modules that matter, and all the others together."""
    kept = {name: share for name, share in shares.items() if share >= LEAST}
    return {**kept, "all others": max(0.0, 1 - sum(kept.values()))}


@contextmanager
def _watched(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGUSR1)
    yield
    os.kill(pid, signal.SIGUSR2)


def _await(file: Path) -> None:
    until = time.monotonic() + WRITTEN_WITHIN_S
    while not (file.exists() and file.stat().st_size) and time.monotonic() < until:
        time.sleep(0.05)
