"""The page on performance says what the JSON says, and which goals were reached."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.bench.growth import growths
from tests.bench.rows import rows
from tests.bench.writing import PLOTTED, UNITS, page, plot, reached, write

GOALS = {"throughput": (2.0, 1.2), "ack_p99": (0.5, 0.9)}
MEASURED = {
    "measured": {
        "on": "2026-11-22",
        "commit": "a94f164",
        "rounds": 3,
        "seconds": 4.0,
        "stolen_s": 0.25,
    }
}
REPORT = {
    "machine": {
        "cores": 2,
        "processor": "Some Processor",
        "memory_mib": 24576,
        "python": "3.11.7",
        "aiohttp": "3.14.5",
        "python-socketio": "5.18.1",
        "uvloop": "0.23.0",
    },
    "rows": [
        {
            "name": "closed loop, 50 pairs",
            "goals": GOALS,
            "ratios": {"throughput": 2.5, "ack_p99": 0.7, "ack_p50": 0.4},
            "base": [{"throughput": 1000.0, "ack_p99": 10.0, "ack_p50": 5.0}] * 3,
            "ours": [{"throughput": 2500.0, "ack_p99": 7.0, "ack_p50": 2.0}] * 3,
            **MEASURED,
        }
    ],
    "alone": [
        {
            "name": "The young person's page",
            "unit": "ms",
            "figures": {
                "usable": {"is": 1500.0, "goal": 2000},
                "blank": {"is": 101.0, "goal": 100},
                "drawn": {"is": 900.0, "goal": None},
            },
            **MEASURED,
        }
    ],
    "dominating": {"chat/storage/writer.py": 0.6, "all others": 0.4},
    "growth": [
        {
            "name": "people waiting",
            "points": [
                {"size": 10, "figures": {"throughput": 3000.0, "service_ms": 1.5}},
                {"size": 2000, "figures": {"throughput": 2900.0, "service_ms": 3.0}},
            ],
            **MEASURED,
        }
    ],
}


def test_every_row_has_its_medians_its_ratio_and_its_goal() -> None:
    written = page(REPORT, "bench.json")

    assert "| messages/s | 1,000.00 | 2,500.00 | 2.50 | aim (aim 2.0, floor 1.2) |" in written
    assert "| 10.00 | 7.00 | 0.70 | floor (aim 0.5, floor 0.9) |" in written
    assert "| 2,000 | 2,900.00 | 3.00 |" in written
    assert "Some Processor" in written
    assert "| `chat/storage/writer.py` | 60% |" in written
    assert written.count("2026-11-22, commit a94f164, 3 rounds of 4 s; others took 0.2 s") == 3


def test_what_has_no_yardstick_says_whether_its_goal_was_reached() -> None:
    written = page(REPORT, "bench.json")

    assert "| usable | 1,500.00 | reached (at most 2000) |" in written
    assert "| blank | 101.00 | **missed** (at most 100) |" in written
    assert "| drawn | 900.00 |  |" in written


def test_a_page_of_one_part_alone_can_be_written() -> None:
    part = {"machine": REPORT["machine"], "alone": REPORT["alone"]}

    assert "## Beside" not in page(part, "bench.json")


@pytest.mark.parametrize(
    ("ratio", "goal", "word"),
    [
        (2.0, (2.0, 1.2), "aim "),
        (1.1, (2.0, 1.2), "**below"),
        (0.5, (0.5, 0.9), "aim "),
        (1.0, (0.5, 0.9), "**below"),
    ],
)
def test_more_is_better_only_where_it_is(
    ratio: float, goal: tuple[float, float], word: str
) -> None:
    assert reached(ratio, goal).startswith(word)


def test_a_plot_is_a_picture_that_says_its_values() -> None:
    drawn = ET.fromstring(plot(REPORT["growth"][0], "service_ms"))  # type: ignore[index] # our own  # noqa: S314

    said = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"10", "2,000", "1.5", "3"} <= set(said)


def test_page_and_plots_are_written_beside_each_other(tmp_path: Path) -> None:
    source = tmp_path / "bench.json"
    source.write_text(json.dumps(REPORT), encoding="utf-8")

    write(source, tmp_path)

    text = (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert (tmp_path / "performance.json").read_bytes() == source.read_bytes()
    assert {file.name for file in (tmp_path / "performance").iterdir()} == {
        "people-waiting-throughput.svg",
        "people-waiting-service-ms.svg",
    }
    assert "(performance/people-waiting-service-ms.svg)" in text


def test_every_goal_is_of_a_figure_with_a_name() -> None:
    assert {figure for row in rows(1) for figure in row.goals} <= set(UNITS)
    assert set(PLOTTED) <= set(UNITS)
    names = [one.name for one in growths(1)]
    assert names == ["pairs", "conversations kept", "people waiting", "processes"]
