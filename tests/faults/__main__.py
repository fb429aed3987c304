"""`python3 dev.py faults`: pull plugs, freeze, cut and send rubbish, for as long as one likes."""

import asyncio
import math
import random
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path

from tests.faults.nemesis import long, run
from tests.faults.target import KINDS


def main() -> int:
    """Do what was asked; 0 when nothing went wrong."""
    parser = ArgumentParser(prog="dev.py faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=0, help="so many kills of each kind (50)")
    parser.add_argument("--minutes", type=float, default=math.inf, help="strike no longer (each)")
    parser.add_argument("--on", choices=KINDS, help="one kind of house only; else both in turn")
    parser.add_argument("--only", default="", help="only blows with this in their name")
    parser.add_argument("--frames", type=int, default=0, help="send this many generated frames")
    parser.add_argument("--seed", type=int, default=None, help="the same chance again")
    options = parser.parse_args()
    if not options.kills and not options.frames:
        options.kills = 50
    random.seed(options.seed)
    ended = [0]
    if options.kills:
        kinds = [options.on] if options.on else KINDS
        ended += [_strike(kind, options) for kind in kinds]
    if options.frames:
        ended.append(int(import_module("tests.faults.frames").run(options.frames, options.seed)))
    return max(ended)


def _strike(kind: str, options: Namespace) -> int:
    def tell(news: str) -> None:
        sys.stderr.write(news + "\n")

    blows = [one for one in long(kind, options.kills) if options.only in one.name]
    with tempfile.TemporaryDirectory(prefix="brobygger-faults-") as folder:
        outcome = asyncio.run(run(Path(folder), kind, blows, tell, at_most_s=60 * options.minutes))
    for fault in outcome.faults[:20]:
        sys.stdout.write(fault + "\n")
    sys.stdout.write(f"On {kind}: {outcome}\n")
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
