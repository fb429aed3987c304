"""`python3 dev.py bench`: this server beside a stock relay, turn by turn, and their ratios.

Each round runs the yardstick and then this server, each freshly started; the figure of a row is the
median of the ratios within rounds. Absolute numbers are of this machine and this hour only.
"""

import statistics
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tests.bench import dominating, writing
from tests.bench.alone import ALONE, Alone
from tests.bench.growth import grown, growths
from tests.bench.keeping import Keeping
from tests.bench.loaded import Figures, GeneratorFailed
from tests.bench.prosody import NoProsody
from tests.bench.rows import Row, rows

RESULT = Path(__file__).parents[2] / "build" / "bench.json"
FEW_ROUNDS = 5


def main() -> int:
    """Measure, print a table, keep the JSON; 1 when a run lost, doubled or disordered anything."""
    parser = ArgumentParser(prog="dev.py bench", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=FEW_ROUNDS)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each run under load")
    parser.add_argument("--only", default="", help="only rows whose name contains this")
    parser.add_argument("--json", type=Path, default=RESULT, help="goes on with what it holds")
    parser.add_argument("--growth", action="store_true", help="as work grows instead; takes long")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md from JSON")
    for name, one in ALONE.items():
        parser.add_argument(f"--{name}", action="store_true", help=f"{one.title} instead")
    options = parser.parse_args()
    if options.write:
        writing.write(options.json)
        return 0
    keeping = Keeping(
        options.json,
        rounds=options.rounds,
        seconds=options.seconds,
        written=writing.DOCS / writing.WRITTEN,
    )
    try:
        measure(options, keeping)
    except (GeneratorFailed, NoProsody, ConnectionError, TimeoutError) as failed:
        say(f"A run went wrong, so there is nothing to compare: {failed}")
        return 1
    say(f"\nKept in {options.json}")
    return 0


def measure(options: Namespace, keeping: Keeping) -> None:
    """Measure what was asked for, and keep each part as soon as it is known."""
    chosen = [one for name, one in ALONE.items() if getattr(options, name)]
    for one in chosen:
        keeping.keep("alone", alone(one, options.rounds))
    if options.growth:
        for growth in growths(options.seconds):
            if options.only in growth.name:
                keeping.keep("growth", grown(growth, options.rounds, say))
    elif not chosen:
        for row in rows(options.seconds):
            if options.only in row.name:
                keeping.keep("rows", measured(row, options.rounds))
        if not options.only:
            keeping.put("dominating", dominating.most(dominating.measured()))


def alone(one: Alone, rounds: int) -> dict[str, object]:
    """Measure what has no yardstick, and print its figures beside their goals."""
    say(f"\n{one.title}: {one.unit}")
    figures = {}
    for name, took in one.measure(rounds).items():
        goal = one.goal(name)
        say(f"  {name:36} {took:10.2f}  {'' if goal is None else f'(goal {goal:g})'}")
        figures[name] = {"is": took, "goal": goal}
    return {"name": one.title, "unit": one.unit, "figures": figures}


def measured(row: Row, rounds: int) -> dict[str, object]:
    """Run a row's rounds and print its lines of the table."""
    say(f"\n{row.name}")
    base: list[Figures] = []
    ours: list[Figures] = []
    for _ in range(min(rounds, row.rounds_most)):
        with row.base() as server:
            base.append(row.measure(server))
        with row.ours() as server:
            ours.append(row.measure(server))
    ratios = {
        figure: statistics.median(b[figure] / a[figure] for a, b in zip(base, ours, strict=True))
        for figure in base[0]
        if all(one[figure] for one in base)
    }
    for figure, ratio in ratios.items():
        yard = statistics.median(one[figure] for one in base)
        here = statistics.median(one[figure] for one in ours)
        said = verdict(row.goals.get(figure), ratio, "x") or verdict(row.bounds.get(figure), here)
        say(f"  {figure:20} {yard:10.2f} {here:10.2f} {ratio:7.2f}x  {said}")
    kept = {"name": row.name, "ratios": ratios, "goals": row.goals, "bounds": row.bounds}
    return {**kept, "base": base, "ours": ours}


def verdict(goal: tuple[float, float] | None, figure: float, unit: str = "") -> str:
    """Say which goal a figure reaches: the aim, the floor or neither."""
    if goal is None:
        return ""
    aim, floor = goal
    more_is_better = aim > floor
    reached = [one for one in goal if (figure >= one) is more_is_better or figure == one]
    words = {2: "aim reached", 1: "floor reached", 0: "BELOW THE FLOOR"}
    return f"{words[len(reached)]} (aim {aim}{unit}, floor {floor}{unit})"


def say(line: str) -> None:
    """Print a line now, not when the buffer is full."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
