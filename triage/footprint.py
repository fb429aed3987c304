"""What triage costs: time for a message, start-up, memory, and whether it grows."""

import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final, Self

from triage.assessing import Assessor

ORDINARY: Final = 200
LONG: Final = 4_000
_ROUNDS: Final = 15
"""On a machine shared with others the quickest of so many is what the work itself takes."""
_ROUNDS_OF_NEW: Final = 5
_LETTERS: Final = "abcdefghijklmnoprstuvyæøåé 0123456789.,!?😀\n"
_KIB: Final = 1024
_START: Final = """
import sys, time
from pathlib import Path
begun = time.process_time()
from triage.assessing import Assessor
Assessor.load(Path(sys.argv[1]), Path(sys.argv[2]))
from triage.footprint import resident_mib
print(time.process_time() - begun, resident_mib())
"""
_GROW: Final = """
import sys
from pathlib import Path
from triage.assessing import Assessor
from triage.footprint import growth_mib
assessor = Assessor.load(Path(sys.argv[1]), Path(sys.argv[2]))
print(growth_mib(assessor.assess, int(sys.argv[3])))
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU time for a message, in milliseconds."""

    median_ms: float
    p99_ms: float

    def __str__(self) -> str:
        """Return both."""
        return f"p50 {self.median_ms:.3f} ms, p99 {self.p99_ms:.3f} ms"


def cpu(assessor: Assessor, texts: Sequence[str]) -> Spent:
    """Return the CPU time of assessing each text; of fifteen rounds the quickest counts.

    So each has just been read. In service it is the next one that is new: see `cpu_of_new`.
    """
    return _spent([min(_spent_ns(assessor, text) for _ in range(_ROUNDS)) for text in texts])


def cpu_of_new(ready: Callable[[], Assessor], texts: Sequence[str], others: Sequence[str]) -> Spent:
    """Return the CPU time of each text in a service that has read others, and this one never.

    Little of what it needs lies near the processor then. Of five rounds, each of a new service
    after other messages, the middle one counts.

    Args:
        ready: returns an assessor that has read nothing yet.
        texts: what is measured.
        others: what the services have read; each a fifth.
    """
    rounds = []
    for number in range(_ROUNDS_OF_NEW):
        assessor = ready()
        for other in others[number::_ROUNDS_OF_NEW]:
            assessor.assess(other)
        rounds.append([_spent_ns(assessor, text) for text in texts])
    return _spent([int(median(those)) for those in zip(*rounds, strict=True)])


def _spent_ns(assessor: Assessor, text: str) -> int:
    begun = time.process_time_ns()
    assessor.assess(text)
    return time.process_time_ns() - begun


def _spent(spent_ns: Sequence[int]) -> Spent:
    in_order = [one / 1e6 for one in sorted(spent_ns)]
    return Spent(in_order[len(in_order) // 2], in_order[int(len(in_order) * 0.99)])


def long_texts(texts: Sequence[str]) -> Iterator[str]:
    """Yield texts of 4,000 characters, made of short ones."""
    written = ""
    for text in texts:
        written += f"{text}\n"
        if len(written) >= LONG:
            yield written[:LONG]
            written = ""


def start_up(lexicon: Path, reader: Path) -> tuple[float, float]:
    """Return what it takes until an assessor is ready: CPU seconds, and MiB of memory held.

    Measured in a process of its own, which has loaded nothing else.
    """
    with _apart(_START, lexicon, reader) as running:
        spent_s, held_mib = map(float, _answer(running).split())
    return spent_s, held_mib


class Growing:
    """Measures growth in a process of its own, beside whatever else is measured meanwhile.

    There nothing but triage is held, so that what grows is triage; and nobody waits for it.
    """

    def __init__(self, lexicon: Path, reader: Path, messages: int) -> None:
        """Begin."""
        self._running = _apart(_GROW, lexicon, reader, str(messages))

    def __enter__(self) -> Self:
        """Return it, running."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no process behind."""
        self._running.kill()
        self._running.wait()

    def mib(self) -> float:
        """Wait for the end, and return by how much it grew."""
        return float(_answer(self._running))


def _apart(program: str, lexicon: Path, reader: Path, *more: str) -> subprocess.Popen[str]:
    root = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-c", program, str(lexicon.resolve()), str(reader.resolve()), *more]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves


def _answer(running: subprocess.Popen[str]) -> str:
    said, _ = running.communicate()
    if running.returncode:
        raise RuntimeError("what is measured apart has ended before its time")
    return said


def growth_mib(assess: Callable[[str], object], messages: int) -> float:
    """Return by how much the process grew over so many random messages, in MiB.

    The first twentieth is left out: there the process takes what it needs for its work.
    """
    chance = random.Random(0)  # noqa: S311 - it guards nothing
    before = 0.0
    for number in range(messages):
        if number == messages // 20:
            before = resident_mib()
        assess("".join(chance.choices(_LETTERS, k=chance.randrange(5, 120))))
    return resident_mib() - before


def resident_mib() -> float:
    """Return how much memory this process holds now."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / _KIB**2
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB
