"""Several processes behind one port: what dies is filled again, and nobody waits for it."""

import asyncio
import json
import os
import random
import signal
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import psutil
import pytest

from config.command_line import main
from config.exit_code import ExitCode
from tests.databases import Databases
from tests.faults.kills import kill_in_bursts
from tests.redis_server import RedisServer, redis_server
from tests.serving import Serving

STRIKES = 6


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


def environment(databases: Databases, redis: RedisServer) -> dict[str, str]:
    url = databases.empty().url
    return {"BROBYGGER_DATABASE_URL": url, "BROBYGGER_REDIS_URL": redis.url}


def workers_of(serving: Serving) -> list[int]:
    return [child.pid for child in psutil.Process(serving.pid).children()]


async def kill_one(serving: Serving) -> None:
    """Kill -9 one worker; the parent puts another in its place."""
    os.kill(random.choice(workers_of(serving)), signal.SIGKILL)
    await until_taking(serving, lambda: len(workers_of(serving)) == 2)


async def renew_all(serving: Serving) -> None:
    """Replace one worker after the other, as for a new version."""
    before = set(workers_of(serving))
    os.kill(serving.pid, signal.SIGHUP)
    await until_taking(serving, lambda: not before & set(workers_of(serving)))


async def until_taking(serving: Serving, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not (holds() and await asyncio.to_thread(serving.is_ready)):  # noqa: ASYNC110 - other processes
            await asyncio.sleep(0.1)


@pytest.mark.timeout(280)
@pytest.mark.parametrize("strike", [kill_one, renew_all])
async def test_workers_that_go_and_come_lose_nothing(
    strike: Callable[[Serving], Awaitable[None]],
    databases: Databases,
    redis: RedisServer,
    tmp_path: Path,
) -> None:
    strikes = STRIKES if strike is kill_one else 2

    outcome = await kill_in_bursts(
        tmp_path,
        strikes,
        strike=strike,
        environment=environment(databases, redis),
        arguments=("--workers", "2"),
    )

    assert outcome.faults == []
    assert outcome.said > 10 * strikes


def test_a_parent_that_is_killed_takes_its_workers_along_and_one_that_is_asked_ends_in_order(
    databases: Databases, redis: RedisServer, tmp_path: Path
) -> None:
    around = environment(databases, redis)
    serving = Serving(tmp_path, environment=around, arguments=("--workers", "2"))
    with serving:
        workers = workers_of(serving)
        with urllib.request.urlopen(f"{serving.url}/readyz") as answer:  # noqa: S310 - our own
            assert json.loads(answer.read())["ok"]
        serving.kill()
        _, alive = psutil.wait_procs(
            [psutil.Process(pid) for pid in workers if psutil.pid_exists(pid)], timeout=5
        )
        assert alive == []
        serving.start()
        assert serving.stop() == 0


def test_several_without_redis_are_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BROBYGGER_DATABASE_URL", "postgresql://somebody@nowhere/brobygger")

    assert main(["serve", "--workers", "2"]) == ExitCode.BAD_USE
    assert "BROBYGGER_REDIS_URL" in capsys.readouterr().err
