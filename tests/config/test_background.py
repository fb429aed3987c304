"""Work beside the service: it lasts as long, and its death is never silent."""

import asyncio

import pytest
from structlog.testing import capture_logs

from config.background import running
from config.exit_code import CannotGoOn, ExitCode

WITHIN_S = 5.0


async def test_it_runs_until_the_inside_is_left_and_ends_without_a_word() -> None:
    stop, began, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        began.set()
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()

    with capture_logs() as said:
        async with running("the clock", work, stop):
            await asyncio.wait_for(began.wait(), WITHIN_S)

    assert ended.is_set()
    assert not stop.is_set()
    assert said == []


async def test_one_that_breaks_stops_the_service_and_its_words_stay_out_of_the_log() -> None:
    stop = asyncio.Event()

    async def work() -> None:
        raise ValueError("jeg hedder Sofie")

    with capture_logs() as said, pytest.raises(CannotGoOn) as ended:
        async with running("line to staff", work, stop):
            await asyncio.wait_for(stop.wait(), WITHIN_S)

    assert ended.value.code is ExitCode.FAILED
    assert "Sofie" not in ended.value.sentence
    assert said == [
        {
            "event": "task_died",
            "log_level": "critical",
            "task": "line_to_staff",
            "error": "ValueError",
        }
    ]


async def test_one_that_merely_comes_to_its_end_stops_the_service_too() -> None:
    stop = asyncio.Event()

    async def work() -> None:
        await asyncio.sleep(0)

    with pytest.raises(CannotGoOn, match="heads"):
        async with running("heads", work, stop):
            await asyncio.wait_for(stop.wait(), WITHIN_S)
