"""What the machine spends: CPU and memory of processes, and what kind of machine it is."""

import os
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import psutil

MIB = 1 << 20


def spent(pids: Iterable[int]) -> tuple[float, int]:
    """Return the CPU seconds and resident bytes of processes and their children."""
    seconds, resident = 0.0, 0
    for process in _with_children(pids):
        try:
            times = process.cpu_times()
            seconds += times.user + times.system
            resident += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return seconds, resident


def description() -> dict[str, object]:
    """Say on what was measured: figures of two machines are never compared."""
    memory = psutil.virtual_memory().total // MIB
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_mib": memory,
        "system": platform.platform(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("aiohttp", "python-socketio", "uvloop")},
    }


def stolen() -> float:
    """Return the seconds another tenant of the machine has taken from it since it started."""
    return float(getattr(psutil.cpu_times(), "steal", 0.0))


def _with_children(pids: Iterable[int]) -> list[psutil.Process]:
    found = []
    for pid in pids:
        try:
            process = psutil.Process(pid)
            found += [process, *process.children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
    return found


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())
