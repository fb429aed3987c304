"""Refreshing screens: it ends when it is told to, however often it is asked."""

import asyncio

from chat.realtime.refreshing import Refresher


async def test_one_that_is_asked_all_the_time_ends_when_it_is_cancelled() -> None:
    async def nothing() -> None:
        return

    for _ in range(300):
        refresher = Refresher(nothing, pause_s=0, anyway_s=5)
        task = asyncio.create_task(refresher.run())
        await asyncio.sleep(0)
        await asyncio.sleep(0)

        refresher.ask()
        await asyncio.sleep(0)
        task.cancel()

        await asyncio.wait([task], timeout=2)
        assert task.done()
