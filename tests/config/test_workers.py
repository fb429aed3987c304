"""Several processes behind one port: what dies is filled again, and nobody waits for it."""

import json
import os
import signal
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config.command_line import main
from config.exit_code import ExitCode
from tests.databases import Databases
from tests.ports import free_port
from tests.redis_server import RedisServer, redis_server
from tests.serving import READY_WITHIN_S, Serving


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


def environment(databases: Databases, redis: RedisServer) -> dict[str, str]:
    url = databases.empty().url
    return {"BROBYGGER_DATABASE_URL": url, "BROBYGGER_REDIS_URL": redis.url}


def workers_of(serving: Serving) -> list[int]:
    return [child.pid for child in psutil.Process(serving.pid).children()]


def tell_their_numbers(first: int, workers: set[int]) -> None:
    """Wait until each worker answers at a port of its own."""
    until = time.monotonic() + READY_WITHIN_S
    ports = {first + number for number in range(len(workers))}
    while True:
        answering = {
            one.laddr.port: one.pid
            for one in psutil.net_connections("tcp")
            if one.status == "LISTEN" and one.laddr and one.laddr.port in ports
        }
        if set(answering.values()) == workers:
            break
        assert time.monotonic() < until, answering
        time.sleep(0.1)
    for port in ports:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            assert b"brobygger_connections" in answer.read()


def all_are_new(serving: Serving, before: set[int]) -> None:
    """Wait until as many others stand in the places of these."""
    until = time.monotonic() + READY_WITHIN_S
    while (now := set(workers_of(serving))) & before or len(now) < len(before):
        assert time.monotonic() < until, (before, now)
        time.sleep(0.1)


def test_a_parent_replaces_its_workers_takes_them_along_when_killed_and_ends_them_in_order(
    databases: Databases, redis: RedisServer, tmp_path: Path
) -> None:
    numbers = free_port()
    around = {**environment(databases, redis), "BROBYGGER_METRICS_PORT": str(numbers)}
    serving = Serving(tmp_path, environment=around, arguments=("--workers", "2"))
    with serving:
        workers = workers_of(serving)
        with urllib.request.urlopen(f"{serving.url}/readyz") as answer:  # noqa: S310 - our own
            assert json.loads(answer.read())["ok"]
        tell_their_numbers(numbers, set(workers))
        os.kill(workers[0], signal.SIGKILL)
        time.sleep(0.05)  # its place is empty, and is to be filled in a moment
        serving.signal(signal.SIGHUP)
        all_are_new(serving, set(workers))
        workers = workers_of(serving)
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
