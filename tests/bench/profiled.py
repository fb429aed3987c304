"""The same program, watched: `python -m tests.bench.profiled serve ...`.

Between SIGUSR1 and SIGUSR2 it notes every few milliseconds of CPU which of our modules the main
thread is in; what a library does counts to whoever called it. Then it writes the counts to the file
that `BENCH_PROFILE` names.
"""

import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType

from config.command_line import main

ROOT = Path(__file__).parents[2]
OURS = tuple(f"{ROOT / floor}/" for floor in ("chat", "triage", "supervisor_console", "config"))
EVERY_S = 0.003
ELSEWHERE = "the event loop and its libraries"
NEVER_COUNTED = "config/"
"""`config` starts the loop, and so stands under every frame."""


def module_of(frame: FrameType | None) -> str:
    """Return the innermost of our modules a frame is in, by its path."""
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(OURS):
            name = file.removeprefix(f"{ROOT}/")
            return ELSEWHERE if name.startswith(NEVER_COUNTED) else name
        frame = frame.f_back
    return ELSEWHERE


def watch(file: Path) -> None:
    """Count from SIGUSR1 on; at SIGUSR2 write what was counted."""
    seen: Counter[str] = Counter()

    def note(_: int, frame: FrameType | None) -> None:
        seen[module_of(frame)] += 1

    def begin(_: int, __: FrameType | None) -> None:
        seen.clear()
        signal.setitimer(signal.ITIMER_PROF, EVERY_S, EVERY_S)

    def end(_: int, __: FrameType | None) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        file.write_text(json.dumps(seen), encoding="utf-8")

    signal.signal(signal.SIGPROF, note)
    signal.signal(signal.SIGUSR1, begin)
    signal.signal(signal.SIGUSR2, end)


if __name__ == "__main__":
    if "serve" in sys.argv:
        watch(Path(os.environ["BENCH_PROFILE"]))
    sys.exit(main())
