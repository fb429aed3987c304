"""`python3 dev.py faults`: pull the plug, or send rubbish, for as long as one likes."""

import asyncio
import random
import sys
import tempfile
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

from tests.faults.kills import kill_in_bursts


def main() -> int:
    """Do what was asked; 0 when nothing went wrong."""
    parser = ArgumentParser(prog="dev.py faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=0, help="kill -9 under load this often")
    parser.add_argument("--frames", type=int, default=0, help="send this many generated frames")
    parser.add_argument("--seed", type=int, default=None, help="the same chance again")
    options = parser.parse_args()
    if not options.kills and not options.frames:
        options.kills = 50
    random.seed(options.seed)
    ended = [_kill(options.kills)] if options.kills else []
    if options.frames:
        ended.append(int(import_module("tests.faults.frames").run(options.frames, options.seed)))
    return max(ended)


def _kill(kills: int) -> int:
    def tell(news: str) -> None:
        sys.stderr.write(news + "\n")

    with tempfile.TemporaryDirectory(prefix="brobygger-faults-") as folder:
        outcome = asyncio.run(kill_in_bursts(Path(folder), kills, tell))
    for fault in outcome.faults[:20]:
        sys.stdout.write(fault + "\n")
    sys.stdout.write(
        f"{outcome.kills} kills, {outcome.conversations} conversations,"
        f" {outcome.said} messages: {len(outcome.faults)} faults\n"
    )
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
