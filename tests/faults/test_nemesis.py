"""Promises 1 to 4 while everything is pulled out, stopped and broken, on both kinds of house.

The same at length: `python3 dev.py faults`.
"""

from pathlib import Path

import pytest

from tests.faults.nemesis import run, short
from tests.faults.target import KINDS


@pytest.mark.timeout(400)
@pytest.mark.parametrize("kind", KINDS)
async def test_whatever_is_broken_nothing_is_lost_doubled_disordered_or_forgotten(
    kind: str, tmp_path: Path
) -> None:
    blows = short(kind)

    outcome = await run(tmp_path, kind, blows)

    assert outcome.faults == []
    assert outcome.struck.total() == sum(one.times for one in blows)
    assert outcome.acknowledged == outcome.said > 300
    assert outcome.escalations > 0
