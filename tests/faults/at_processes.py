"""What is done to the processes themselves. Each returns mended, and has seen that it took."""

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable

from tests.faults.target import Target

Blow = Callable[[Target], Awaitable[None]]


async def kill(target: Target) -> None:
    """Kill -9: one worker, which the parent replaces; or the one process there is."""
    before = target.workers
    victim = random.choice(before)
    victim.kill()
    if not target.serving.arguments:
        await asyncio.to_thread(target.serving.kill)
        await target.serving.start_beside()
    await asyncio.to_thread(victim.wait, 10)
    await target.mended(1)
    assert victim.pid not in {one.pid for one in target.workers}, "it still lives"


async def renew(target: Target) -> None:
    """Replace one worker after the other, as for a new version."""
    before = {one.pid for one in target.workers}
    target.serving.signal(signal.SIGHUP)
    async with asyncio.timeout(90):
        while before & {one.pid for one in target.workers}:  # noqa: ASYNC110 - other processes
            await asyncio.sleep(0.1)
    await target.mended(len(before))


def freeze(shortest_s: float, longest_s: float) -> Blow:
    """Return what stops a worker for so long and lets it go on: it does not know that it slept."""

    async def strike(target: Target) -> None:
        victim = random.choice(target.workers)
        victim.suspend()
        try:
            await asyncio.sleep(random.uniform(shortest_s, longest_s))
            assert victim.status() == "stopped", victim.status()
        finally:
            victim.resume()
        await target.mended(1)

    return strike
