"""Writes `docs/performance.md` and its plots from the bench's JSON: nothing is typed by hand."""

import json
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs"
WRITTEN = "performance.json"
UNITS = {
    "throughput": "messages/s",
    "ack_p50": "ms until half are answered",
    "ack_p99": "ms until 99 of 100 are answered",
    "delivery_p99": "ms until 99 of 100 are seen",
    "delivery_to_ack": "delivery p99 to ack p99",
    "server_us": "µs of server CPU a message",
    "generator_cpu": "of one core, the generator",
    "kib_per_connection": "KiB a connection",
    "connects_per_s": "connects/s",
    "connect_p99": "ms until 99 of 100 are in",
    "grown_mib": "MiB grown",
    "others_ack_p99": "ms, the others' ack p99",
    "resident_mib": "MiB in all",
    "ping_us": "µs of server CPU a ping",
    "ack_max": "ms until all are answered",
    "delivery_max": "ms until all are seen",
    "cuts": "times all lines to Redis were closed",
    "service_ms": "ms for the entry page's question",
}
PLOTTED = ("throughput", "ack_p99", "server_us", "service_ms")
WIDTH, HEIGHT, LEFT, BELOW, ABOVE = 440, 220, 64, 36, 28
HEAD = """# Performance

Written by `python3 dev.py bench --write`, like the `{source}` beside it, which holds every
round; change the bench, never this page.

Measured on {machine}.
In each round the yardstick and this server run in turn, each freshly started, and a ratio is the
median of the ratios within rounds. The yardstick is the stock python-socketio relay in memory, with
acknowledgements and nothing else: no authorisation, no triage, no disk. Ours commits to the disk
before it answers. Under each table stands when it was measured, and of which commit. Compare
ratios, never the absolute numbers of two machines.
"""
DOMINATES = """Of the main thread's CPU with 200 pairs in a closed loop on SQLite, triage on. What a
library does counts to the module that called it."""


def write(source: Path, docs: Path = DOCS) -> None:
    """Write the page, its plots and what they are made of beside each other."""
    measured = source.read_text(encoding="utf-8")
    report = json.loads(measured)
    plots = docs / "performance"
    plots.mkdir(parents=True, exist_ok=True)
    for growth in report.get("growth", []):
        for figure in plotted(growth):
            drawn = plot(growth, figure)
            (plots / plot_name(growth, figure)).write_text(drawn, encoding="utf-8")
    (docs / WRITTEN).write_text(measured, encoding="utf-8")
    (docs / "performance.md").write_text(page(report, WRITTEN), encoding="utf-8")


def page(report: Mapping[str, Any], source: str) -> str:
    """Return the whole page."""
    machine = report["machine"]
    about = (
        f"{machine['cores']} cores ({machine['processor']}),"
        f" {machine['memory_mib'] / 1024:.0f} GiB,"
        f" Python {machine['python']}, aiohttp {machine['aiohttp']},"
        f" python-socketio {machine['python-socketio']}, uvloop {machine['uvloop']}"
    )
    parts = [HEAD.format(source=source, machine=about)]
    if report.get("rows"):
        parts += ["## Beside the yardstick\n", *(row(one) for one in report["rows"])]
    if report.get("alone"):
        parts += ["## By itself\n", *(by_itself(one) for one in report["alone"])]
    if report.get("growth"):
        parts += ["## As work grows\n", *(section(one) for one in report["growth"])]
    if report.get("dominating"):
        parts.append(dominates(report["dominating"]))
    return "\n".join(parts)


def dominates(shares: Mapping[str, float]) -> str:
    """Return the table of where the CPU of a busy server goes."""
    lines = [f"| `{name}` | {share:.0%} |" for name, share in shares.items()]
    return "\n".join(
        [
            "## What dominates\n",
            f"{DOMINATES}\n",
            "| module | share |",
            "| --- | ---: |",
            *lines,
            "",
        ]
    )


def row(measured: Mapping[str, Any]) -> str:
    """Return one row's table: each figure, both medians, the ratio, and the goal it reaches."""
    lines = [
        f"### {measured['name'][0].upper()}{measured['name'][1:]}\n",
        "| | yardstick | ours | ratio | goal |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for figure, ratio in measured["ratios"].items():
        base = statistics.median(one[figure] for one in measured["base"])
        ours = statistics.median(one[figure] for one in measured["ours"])
        goal = reached(ratio, measured["goals"].get(figure)) or reached(
            ours, measured.get("bounds", {}).get(figure)
        )
        unit = UNITS.get(figure, figure)
        lines.append(f"| {unit} | {base:,.2f} | {ours:,.2f} | {ratio:.2f} | {goal} |")
    return "\n".join([*lines, "", measured_when(measured)])


def measured_when(one: Mapping[str, Any]) -> str:
    """Return the line that says what stands above it."""
    when = one["measured"]
    of_machine = f"others took {when['stolen_s']:.1f} s of the machine"
    rounds = f"{when['rounds']} rounds of {when['seconds']:g} s"
    return f"<sub>{when['on']}, commit {when['commit']}, {rounds}; {of_machine}.</sub>\n"


def by_itself(one: Mapping[str, Any]) -> str:
    """Return the table of what has no yardstick."""
    lines = [f"### {one['name']}\n", f"| | {one['unit']} | goal |", "| --- | ---: | --- |"]
    for name, figure in one["figures"].items():
        goal = figure["goal"]
        words = "" if goal is None else f"{_kept(figure)} (at most {goal:g})"
        lines.append(f"| {name.replace('_', ' ')} | {figure['is']:,.2f} | {words} |")
    return "\n".join([*lines, "", measured_when(one)])


def _kept(figure: Mapping[str, float]) -> str:
    return "reached" if figure["is"] <= figure["goal"] else "**missed**"


def reached(ratio: float, goal: Sequence[float] | None) -> str:
    """Return which goal a ratio reaches, in words."""
    if goal is None:
        return ""
    aim, floor = goal
    above = [ratio >= goal[0], ratio >= goal[1]]
    below = [ratio <= goal[0], ratio <= goal[1]]
    at_aim, at_floor = above if aim > floor else below
    word = "aim" if at_aim else "floor" if at_floor else "**below the floor**"
    return f"{word} (aim {aim}, floor {floor})"


def section(growth: Mapping[str, Any]) -> str:
    """Return one table of growth, with its plots."""
    figures = list(growth["points"][0]["figures"])
    lines = [
        f"### {growth['name'][0].upper()}{growth['name'][1:]}\n",
        f"| {growth['name']} | " + " | ".join(UNITS.get(one, one) for one in figures) + " |",
        "| ---: |" + " ---: |" * len(figures),
    ]
    for point in growth["points"]:
        values = " | ".join(f"{point['figures'][one]:,.2f}" for one in figures)
        lines.append(f"| {point['size']:,} | {values} |")
    pictures = [
        f"![{UNITS[one]}, as {growth['name']} grow](performance/{plot_name(growth, one)})"
        for one in plotted(growth)
    ]
    return "\n".join([*lines, "", *pictures, "", measured_when(growth)])


def plotted(growth: Mapping[str, Any]) -> list[str]:
    """Return the figures a growth has a picture of."""
    return [one for one in PLOTTED if one in growth["points"][0]["figures"]]


def plot_name(growth: Mapping[str, Any], figure: str) -> str:
    """Return the picture's file name."""
    return f"{growth['name'].replace(' ', '-')}-{figure.replace('_', '-')}.svg"


def plot(growth: Mapping[str, Any], figure: str) -> str:
    """Return a line through the points: sizes evenly spaced, values from nought."""
    sizes = [point["size"] for point in growth["points"]]
    values = [point["figures"][figure] for point in growth["points"]]
    most = max(values) or 1.0
    across, down = WIDTH - LEFT - 20, HEIGHT - BELOW - ABOVE
    points = [
        (LEFT + across * number / max(1, len(sizes) - 1), ABOVE + down * (1 - value / most))
        for number, value in enumerate(values)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    floor = ABOVE + down
    told = [
        f'<text x="{x:.1f}" y="{floor + 18}" text-anchor="middle">{size:,}</text>'
        f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle">{value:,.4g}</text>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
        for (x, y), size, value in zip(points, sizes, values, strict=True)
    ]
    title = f"{UNITS[figure]}, as {growth['name']} grow"
    begin = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{title}" font-family="sans-serif" font-size="11">'
    )
    return "\n".join(
        [
            begin,
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
            f'<path d="M{LEFT} {ABOVE}V{floor}H{WIDTH - 20}" fill="none" stroke="#767676"/>',
            f'<text x="{LEFT - 6}" y="{floor}" text-anchor="end">0</text>',
            f'<polyline points="{line}" fill="none" stroke="#0b5c6b" stroke-width="2"/>',
            '<g fill="#1a1a1a">',
            *told,
            f'<text x="{LEFT}" y="14">{title}</text>',
            "</g>",
            "</svg>",
            "",
        ]
    )
