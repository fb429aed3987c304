"""Promise 1: an acknowledged message is never lost, and shown exactly once, in order."""

from pathlib import Path

import pytest

from tests.faults.kills import kill_in_bursts

KILLS = 10


@pytest.mark.timeout(280)
async def test_ten_kills_in_a_burst_lose_double_and_disorder_nothing(tmp_path: Path) -> None:
    outcome = await kill_in_bursts(tmp_path, KILLS)

    assert outcome.faults == []
    assert outcome.said > 100 * KILLS // 10
