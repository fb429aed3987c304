"""Measuring triage on labelled messages."""

import json
from pathlib import Path

import pytest

from triage.assessing import Assessor
from triage.evaluating import evaluated
from triage.measures import wilson


def test_the_table_counts_what_was_found_and_what_was_not(
    assessor: Assessor, tmp_path: Path
) -> None:
    labelled = [
        {"text": "jeg vil dø", "level": 2, "acute": False, "tags": ["typo"]},
        {"text": "jeg er gået i stykker og solen skinner", "level": 2, "acute": False, "tags": []},
        {"text": "hej", "level": 0, "acute": False, "tags": []},
    ]
    file = tmp_path / "some.jsonl"
    file.write_text("\n".join(map(json.dumps, labelled)), encoding="utf-8")

    table = list(evaluated(assessor, [file]))

    assert "found at 2 or above, of level 2-4\t1/2\t50.0%\t[9.5%, 90.5%]" in table
    assert "false alarms, of level 0\t0/1\t0.0%\t[0.0%, 79.3%]" in table
    assert any(line.startswith("  found, tagged typo\t1/1") for line in table)


def test_the_interval_is_wilsons() -> None:
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert wilson(0, 10)[0] == 0.0
