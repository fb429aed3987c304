"""Promise 1 when it is the database that goes down: nothing acknowledged is lost or doubled."""

import asyncio
import signal
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.faults.kills import kill, kill_in_bursts
from tests.postgresql import PostgreSQL, postgresql
from tests.serving import Serving

STRIKES = 6
DOWN_S = 0.5


@pytest.fixture(scope="module")
def durable() -> Iterator[PostgreSQL]:
    """A server that flushes, as in life."""
    with postgresql(durable=True) as server:
        assert server.ask("SHOW fsync") == "on"
        yield server


@pytest.mark.timeout(280)
async def test_a_database_that_goes_down_in_a_burst_loses_and_doubles_nothing(
    durable: PostgreSQL, tmp_path: Path
) -> None:
    database = Databases(durable).empty()
    began: set[str] = set()
    ways = cycle((signal.SIGINT, signal.SIGQUIT, signal.SIGKILL))

    async def restart(serving: Serving) -> None:
        assert serving.process is not None
        how = next(ways)
        if how is signal.SIGKILL:  # it is the server's turn, on a database that stays
            await kill(serving)
            return
        await asyncio.to_thread(durable.stop, how)
        await asyncio.sleep(DOWN_S)
        await asyncio.to_thread(durable.start)
        began.add(durable.ask("SELECT pg_postmaster_start_time()"))
        assert serving.process.poll() is None

    environment = {"BROBYGGER_DATABASE_URL": database.url}
    outcome = await kill_in_bursts(tmp_path, STRIKES, strike=restart, environment=environment)

    assert outcome.faults == []
    assert outcome.said > 10 * STRIKES
    assert len(began) == STRIKES - STRIKES // 3
