"""`python3 dev.py bench`: this server beside a stock relay, turn by turn, and their ratios.

Each round runs the yardstick and then this server, each freshly started; the figure of a row is the
median of the ratios within rounds. Absolute numbers are of this machine and this hour only.
"""

import json
import statistics
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tests.bench import alert, counsellor_page, dominating, matching, reporting, writing, young_page
from tests.bench.growth import grown, growths
from tests.bench.loaded import Figures, GeneratorFailed
from tests.bench.machine import description, stolen
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
    parser.add_argument("--json", type=Path, default=RESULT)
    parser.add_argument("--growth", action="store_true", help="also as work grows; takes long")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md from JSON")
    parser.add_argument("--page", action="store_true", help="the young person's page instead")
    parser.add_argument("--desk", action="store_true", help="the counsellor's console instead")
    parser.add_argument("--alert", action="store_true", help="how soon a supervisor is told")
    parser.add_argument("--match", action="store_true", help="suggestions of services instead")
    parser.add_argument("--report", action="store_true", help="reports over a million contacts")
    options = parser.parse_args()
    if options.write:
        writing.write(options.json)
        return 0
    if options.report:
        return report_on_many()
    for name, instead in (("page", page), ("desk", desk), ("alert", told), ("match", match)):
        if getattr(options, name):
            return instead(options.rounds)
    return compared(options)


def compared(options: Namespace) -> int:
    """Measure this server beside the yardstick, row by row."""
    chosen = [row for row in rows(options.seconds) if options.only in row.name]
    before = stolen()
    try:
        results = [measured(row, options.rounds) for row in chosen]
        grows = [one for one in growths(options.seconds) if options.only in one.name]
        grew = [grown(one, options.rounds, say) for one in grows] if options.growth else []
    except (GeneratorFailed, NoProsody, ConnectionError, TimeoutError) as failed:
        say(f"A run went wrong, so there is nothing to compare: {failed}")
        return 1
    report = {
        "dominating": {} if options.only else dominating.most(dominating.measured()),
        "machine": description(),
        "rounds": options.rounds,
        "seconds": options.seconds,
        "stolen_s": stolen() - before,
        "rows": results,
        "growth": grew,
    }
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(report, indent=1), encoding="utf-8")
    say(f"\nKept in {options.json}")
    return 0


def page(rounds: int) -> int:
    """Print what the young person's page takes on a bad phone and a bad line, in ms."""
    say("\nthe young person's page: medians in ms")
    for name, took_ms in young_page.measured(rounds).items():
        goal = young_page.GOALS.get(name)
        say(f"  {name:20} {took_ms:10.0f}  {'' if goal is None else f'(goal {goal})'}")
    return 0


def told(rounds: int) -> int:
    """Print how soon danger is on a supervisor's screen, in ms."""
    say("\nfrom danger to the supervisor's screen, while 200 pairs talk: medians in ms")
    for name, took_ms in alert.measured(rounds).items():
        goal = alert.GOALS.get(name)
        say(f"  {name:20} {took_ms:10.0f}  {'' if goal is None else f'(goal {goal})'}")
    return 0


def desk(rounds: int) -> int:
    """Print the longest tasks of a console with six talks of 500 messages, in processor ms."""
    say("\nthe counsellor's console, six talks of 500 messages: the longest task, processor ms")
    for name, took_ms in counsellor_page.measured(rounds).items():
        say(f"  {name:20} {took_ms:10.1f}  (goal {counsellor_page.GOAL_MS})")
    return 0


def match(rounds: int) -> int:
    """Print what a suggestion takes among 2,000 services, in processor ms."""
    say(f"\na suggestion among {matching.SERVICES} services: processor ms")
    for name, took_ms in matching.measured(rounds).items():
        say(f"  {name:20} {took_ms:10.2f}  (goal {matching.GOAL_MS})")
    return 0


def report_on_many() -> int:
    """Print what a half-yearly report takes over a million contacts, in s."""
    say(f"\na half-yearly report over {reporting.CONTACTS} contacts: s")
    for kind, steps in reporting.measured().items():
        for name, took in steps.items():
            goal = f"(goal {reporting.GOALS_S[kind]})" if "report" in name else ""
            say(f"  {kind:12} {name:34} {took:8.2f}  {goal}")
    return 0


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
