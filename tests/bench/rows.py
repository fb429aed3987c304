"""What is measured: each row asks the same of the yardstick and of this server."""

import asyncio
import resource
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from time import perf_counter as now

import uvloop

from tests.bench.adapters import YOUNG, Stock, Storm
from tests.bench.generator import Load, quantiles, run_load
from tests.bench.link import Link
from tests.bench.machine import MIB, spent
from tests.bench.servers import POSTGRESQL, Server, brobygger, two_processes, yardstick

Figures = Mapping[str, float]
Start = Callable[[], AbstractContextManager[Server]]
CONNECTING_AT_ONCE = 50
FIRST_CONNECTIONS = 100
"""What a server loads for its first people is not counted to the later ones."""
IDLE_CONNECTIONS, ARRIVING = 1000, 100
STORM_CONNECTIONS = 400
STUCK_TEXT_SIZE, STUCK_FOR_S = 4000, 6.0


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement, the servers it is made on, and the goals of its ratios to the yardstick."""

    name: str
    measure: Callable[[Server], Figures]
    ours: Start
    goals: Mapping[str, tuple[float, float]]
    """Figure -> (aim, floor), as PERFORMANCE goals give them."""
    base: Start = yardstick


class GeneratorFailed(Exception):
    """A message was lost, doubled or disordered: such a run measures nothing."""


def rows(seconds: float) -> list[Row]:
    """Return every row, each run lasting about this long."""
    closed = {
        True: {"throughput": (1.2, 0.6), "ack_p99": (0.9, 1.6), "server_us": (0.9, 1.6)},
        False: {"throughput": (2.0, 1.2), "ack_p99": (0.5, 0.9), "server_us": (0.5, 0.9)},
    }
    loops = [
        Row(
            f"closed loop, {pairs} pairs, triage {'on' if triage else 'off'}",
            partial(under_load, Load(pairs, seconds)),
            partial(brobygger, pairs, triage=triage),
            closed[triage],
        )
        for pairs in (50, 200)
        for triage in (False, True)
    ]
    on_server = {
        True: {"throughput": (1.5, 0.8), "ack_p99": (0.8, 1.4), "server_us": (0.8, 1.4)},
        False: {"throughput": (2.5, 1.5), "ack_p99": (0.5, 0.8), "server_us": (0.5, 0.8)},
    }
    loops += [
        Row(
            f"closed loop, 200 pairs, triage {'on' if triage else 'off'}, PostgreSQL",
            partial(under_load, Load(200, seconds)),
            partial(brobygger, 200, triage=triage, kind=POSTGRESQL),
            on_server[triage],
        )
        for triage in (False, True)
    ]
    return [
        *loops,
        Row(
            "two processes, PostgreSQL and Redis, the ends of each pair at different ones",
            partial(under_load, Load(50, seconds)),
            partial(two_processes, 50),
            {"throughput": (1.0, 0.6)},
        ),
        Row(
            "paced, 40 messages/s, 200 pairs",
            partial(under_load, Load(200, max(seconds, 10.0), warmup_s=8.0, period_s=5.0)),
            partial(brobygger, 200, triage=True),
            {"ack_p99": (1.8, 2.5), "delivery_p99": (1.8, 2.5)},
        ),
        Row(
            f"{IDLE_CONNECTIONS} idle connections that offer permessage-deflate",
            idle,
            partial(brobygger, 1, triage=True),
            {"kib_per_connection": (0.28, 0.5)},
        ),
        Row(
            f"login storm, {STORM_CONNECTIONS} come back at once",
            storm,
            partial(brobygger, 1, triage=True),
            {"connects_per_s": (0.8, 0.5)},
        ),
        Row(
            "one reader stuck, 10 pairs talk on",
            stuck,
            partial(brobygger, 11, triage=True),
            {},
        ),
    ]


def under_load(load: Load, server: Server) -> Figures:
    """Throughput, latency and CPU of pairs that talk."""
    measured = run_load(server.adapter(), load, server.pids)
    if measured.errors:
        raise GeneratorFailed(f"{measured.errors} {measured.why or ''}")
    return {
        "throughput": measured.throughput,
        "ack_p50": measured.ack_ms["p50"],
        "ack_p99": measured.ack_ms["p99"],
        "delivery_p99": measured.delivery_ms["p99"],
        "delivery_to_ack": measured.delivery_ms["p99"] / measured.ack_ms["p99"],
        "server_us": measured.server_us,
        "generator_cpu": measured.generator_cpu,
    }


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
