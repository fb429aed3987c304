"""Measures of connections: what an idle one costs, many at once, all back at once, a stuck one."""

import asyncio
import resource
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from time import perf_counter as now

import uvloop

from tests.bench.adapters import YOUNG, Stock, Storm
from tests.bench.generator import quantiles
from tests.bench.link import Link
from tests.bench.loaded import Figures
from tests.bench.machine import MIB, spent
from tests.bench.servers import Server

CONNECTING_AT_ONCE = 50
FIRST_CONNECTIONS = 100
"""What a server loads for its first people is not counted to the later ones."""
IDLE_CONNECTIONS, ARRIVING = 1000, 100
STORM_CONNECTIONS = 400
STUCK_TEXT_SIZE, STUCK_FOR_S = 4000, 6.0
SETTLED_S, WATCHED_S = 5.0, 30.0


def idle(server: Server) -> Figures:
    """Memory of one more connection that is authenticated and says nothing."""

    async def work() -> float:
        young = server.adapter(deflate=True)
        first = await _arrived(young, 0, FIRST_CONNECTIONS)
        await asyncio.sleep(1)
        before = _resident(server)
        # Some at a time: who opens a conversation and does not come within a minute has given up.
        links = [
            link
            for start in range(FIRST_CONNECTIONS, FIRST_CONNECTIONS + IDLE_CONNECTIONS, ARRIVING)
            for link in await _arrived(young, start, start + ARRIVING)
        ]
        await asyncio.sleep(1)
        after = _resident(server)
        _close([*first, *links])
        return (after - before) * 1024 / IDLE_CONNECTIONS

    return {"kib_per_connection": uvloop.run(work())}


@contextmanager
def standing(number: int, server: Server) -> Iterator[None]:
    """Let so many stand in line, each on a line of their own, while something else is measured."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        coming = asyncio.run_coroutine_threadsafe(_crowd(server.adapter(), number), loop)
        links = coming.result()
        yield
        loop.call_soon_threadsafe(_close, links)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def crowd(number: int, server: Server) -> Figures:
    """Memory of a process that holds so many connections, and the CPU of a ping of each."""

    async def work() -> Figures:
        links = await _crowd(server.adapter(deflate=True), number)
        await asyncio.sleep(SETTLED_S)
        before, pinged = spent(server.pids)[0], sum(link.pings for link in links)
        await asyncio.sleep(WATCHED_S)
        seconds = spent(server.pids)[0] - before
        pings = sum(link.pings for link in links) - pinged
        resident = _resident(server)
        lost = [link for link in links if link.lost]
        if lost or pings < number:
            raise ConnectionError(f"{len(lost)} of {number} lost, {pings} pings")
        _close(links)
        return {"resident_mib": resident, "ping_us": seconds / pings * 1e6}

    return uvloop.run(work())


def storm(server: Server) -> Figures:
    """Connects a second: a bare connect there; here a real token, and what was missed."""

    async def work() -> Figures:
        coming = server.coming_back()
        if isinstance(coming, Storm):
            await coming.fill(STORM_CONNECTIONS)
        took: list[float] = []
        began = now()
        links = await _connected(coming, range(STORM_CONNECTIONS), took)
        span = now() - began
        _close(links)
        return {"connects_per_s": STORM_CONNECTIONS / span, "connect_p99": quantiles(took)["p99"]}

    return uvloop.run(work())


def stuck(server: Server) -> Figures:
    """Memory that one reader who stops reading costs, and what the others feel of it."""

    async def work() -> Figures:
        adapter = server.adapter()
        await adapter.prepare(0, 11)
        young, other = Link(adapter, 0, YOUNG), Link(adapter, 0, 1)
        for link in (young, other):
            await link.connect()
        talkers = [(Link(adapter, pair, 0), Link(adapter, pair, 1)) for pair in range(1, 11)]
        for one, two in talkers:
            await one.connect()
            await two.connect()
        young.stop_reading()
        before = _resident(server)
        flood = asyncio.create_task(_flood(adapter, other))
        answers = await asyncio.gather(*(_talk(adapter, one) for one, _ in talkers))
        await flood
        grown = _resident(server) - before
        _close([young, other, *(link for pair in talkers for link in pair)])
        return {
            "grown_mib": max(grown, 0.1),
            "others_ack_p99": quantiles([took for taken in answers for took in taken])["p99"],
        }

    return uvloop.run(work())


async def _flood(adapter: Stock, link: Link) -> None:
    """As much as the server takes, each message once the one before it is answered."""
    until, seq = now() + STUCK_FOR_S, 1_000_000
    while now() < until:
        seq += 1
        text = adapter.text(link.pair, link.side, seq).ljust(STUCK_TEXT_SIZE, "x")
        await link.call(*adapter.message(link, seq, text))


async def _talk(adapter: Stock, link: Link) -> list[float]:
    took: list[float] = []
    until, seq = now() + STUCK_FOR_S, 0
    while now() < until:
        seq += 1
        began = now()
        await link.call(*adapter.message(link, seq, adapter.text(link.pair, link.side, seq)))
        took.append(now() - began)
        await asyncio.sleep(0.05)
    return took


async def _crowd(adapter: Stock, number: int) -> list[Link]:
    """Some at a time: who opens a conversation and does not come within a minute has given up."""
    return [
        link
        for start in range(0, number, ARRIVING)
        for link in await _arrived(adapter, start, min(number, start + ARRIVING))
    ]


async def _arrived(adapter: Stock, first: int, end: int) -> list[Link]:
    await adapter.prepare(first, end)
    return await _connected(adapter, range(first, end))


async def _connected(
    adapter: Stock, pairs: Iterable[int], took: list[float] | None = None
) -> list[Link]:
    links = [Link(adapter, pair, YOUNG) for pair in pairs]
    _allow_files(len(links) * 2)
    gate = asyncio.Semaphore(CONNECTING_AT_ONCE)

    async def connect(link: Link) -> None:
        async with gate:
            began = now()
            await link.connect()
            if took is not None:
                took.append(now() - began)

    await asyncio.gather(*(connect(link) for link in links))
    return links


def _close(links: list[Link]) -> None:
    for link in links:
        link.close()


def _resident(server: Server) -> float:
    return spent(server.pids)[1] / MIB


def _allow_files(number: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < number + 200:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, number + 1000), hard))
