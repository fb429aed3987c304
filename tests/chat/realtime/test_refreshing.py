"""Screens are refreshed soon after a change, once for many, and again when it failed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from chat.realtime import refreshing
from chat.realtime.refreshing import Refresher
from tests.chat.realtime.wire_house import until

WITHIN_S = 5.0


@asynccontextmanager
async def turning(refresher: Refresher) -> AsyncIterator[None]:
    task = asyncio.create_task(refresher.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


def counting(done: list[int], fail: int = 0) -> Callable[[], Awaitable[None]]:
    async def refresh() -> None:
        done.append(len(done))
        if len(done) <= fail:
            raise OSError("the store is away")

    return refresh


async def test_many_askings_are_one_refresh() -> None:
    done: list[int] = []
    refresher = Refresher(counting(done), pause_s=0.05)
    async with turning(refresher):
        for _ in range(100):
            refresher.ask()
        await until(lambda: bool(done))
        await asyncio.sleep(0.1)

    assert len(done) == 1


async def test_a_refresh_that_failed_is_made_again_without_being_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(refreshing, "AFTER_FAILURE_S", 0.01)
    done: list[int] = []
    refresher = Refresher(counting(done, fail=2), pause_s=0.01)
    async with turning(refresher):
        refresher.ask()
        await until(lambda: len(done) == 3)
        await asyncio.sleep(0.1)

    assert len(done) == 3


async def test_what_is_asked_during_a_refresh_is_refreshed_after_it() -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()
    done: list[int] = []

    async def refresh() -> None:
        begun.set()
        await may_end.wait()
        done.append(1)

    refresher = Refresher(refresh, pause_s=0.01)
    async with turning(refresher):
        refresher.ask()
        await asyncio.wait_for(begun.wait(), WITHIN_S)
        refresher.ask()
        may_end.set()
        await until(lambda: len(done) == 2)


async def test_what_changes_with_the_clock_is_refreshed_unasked() -> None:
    done: list[int] = []
    async with turning(Refresher(counting(done), pause_s=0.01, anyway_s=0.02)):
        await until(lambda: len(done) >= 2)
