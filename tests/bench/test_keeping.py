"""What is measured again takes the place of what it was; all else stays."""

import json
from pathlib import Path

from tests.bench.alone import ALONE
from tests.bench.keeping import Keeping


def keeping(file: Path) -> Keeping:
    return Keeping(file, rounds=3, seconds=4.0)


def test_a_part_measured_again_takes_its_own_place(tmp_path: Path) -> None:
    file = tmp_path / "build" / "bench.json"
    first = keeping(file)
    first.keep("rows", {"name": "one", "ratio": 1})
    first.keep("rows", {"name": "two", "ratio": 2})
    first.put("dominating", {"writer": 1.0})

    keeping(file).keep("rows", {"name": "one", "ratio": 3})

    kept = json.loads(file.read_text(encoding="utf-8"))
    assert [(one["name"], one["ratio"]) for one in kept["rows"]] == [("one", 3), ("two", 2)]
    assert kept["dominating"] == {"writer": 1.0}
    assert {one["measured"]["rounds"] for one in kept["rows"]} == {3}


def test_without_a_file_it_goes_on_with_what_was_written_last(tmp_path: Path) -> None:
    written, file = tmp_path / "written.json", tmp_path / "bench.json"
    keeping(written).keep("rows", {"name": "one", "ratio": 1})

    for name in ("two", "three"):
        Keeping(file, rounds=3, seconds=4.0, written=written).keep("rows", {"name": name})

    kept = json.loads(file.read_text(encoding="utf-8"))
    assert [one["name"] for one in kept["rows"]] == ["one", "two", "three"]


def test_figures_of_another_machine_are_never_kept_beside_ours(tmp_path: Path) -> None:
    file = tmp_path / "bench.json"
    theirs = {"machine": {"cores": 1024}, "rows": [{"name": "one"}]}
    file.write_text(json.dumps(theirs), encoding="utf-8")

    keeping(file).keep("growth", {"name": "pairs"})

    kept = json.loads(file.read_text(encoding="utf-8"))
    assert "rows" not in kept
    assert kept["machine"]["cores"] != 1024


def test_each_measurement_is_of_its_own_name_and_every_goal_is_above_nought() -> None:
    titles = [one.title for one in ALONE.values()]

    assert len(set(titles)) == len(titles)
    for one in ALONE.values():
        assert all(most > 0 for most in (*one.goals.values(), one.goal_of_all or 1))
