"""The generator: pairs of raw clients exchange messages, in a closed loop or at a pace.

Closed loop: each end keeps one message under way; a message ends when it is answered *and*
delivered. Paced: each pair sends one message every `period_s`, its ends alternating, and latency
counts from the planned moment, so that a server that stalls cannot hide it.
"""

import asyncio
import gc
import multiprocessing
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from time import perf_counter as now

import uvloop

from tests.bench.ends import End, Record
from tests.bench.link import Adapter, Talker
from tests.bench.machine import MIB, spent

DRAIN_S = 15.0
UNDER_WAY_AT_MOST = 200
CONNECTING_AT_ONCE = 50
CONNECTED_WITHIN_S = 300


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked of a server."""

    pairs: int
    seconds: float
    warmup_s: float = 1.5
    period_s: float | None = None
    """Between two messages of a pair; None: as fast as it goes."""


@dataclass
class Measured:
    """What one run came to."""

    throughput: float = 0.0
    ack_ms: dict[str, float] = field(default_factory=dict)
    delivery_ms: dict[str, float] = field(default_factory=dict)
    server_us: float = 0.0
    """CPU of the server for each message, in microseconds."""
    rss_connected_mib: float = 0.0
    generator_cpu: float = 0.0
    """Of one core: near 1 the generator itself is the limit."""
    late_ms: float = 0.0
    errors: dict[str, int] = field(default_factory=dict)
    why: str | None = None


class Worker:
    """All pairs of a run, in a process of their own."""

    def __init__(self, adapter: Adapter, load: Load) -> None:
        self.adapter, self.load = adapter, load
        self.record = Record(adapter, closed_loop=load.period_s is None)
        self.ends: list[tuple[End, End]] = []
        self.links: list[Talker] = []
        self.late_s = 0.0

    async def connect(self) -> None:
        await self.adapter.prepare(0, self.load.pairs)
        for pair in range(self.load.pairs):
            one, other = self._end(pair, 0), self._end(pair, 1)
            one.peer, other.peer = other, one
            self.ends.append((one, other))
        gate = asyncio.Semaphore(CONNECTING_AT_ONCE)

        async def connect(link: Talker) -> None:
            async with gate:
                await link.connect()

        # The young first: a counsellor's connecting ends with accepting one who stands in line.
        for side in (0, 1):
            await asyncio.gather(*(connect(link) for link in self.links if link.side == side))

    async def run(self, start: float) -> None:
        load, record = self.load, self.record
        record.begin = start + load.warmup_s
        record.end = record.begin + load.seconds
        record.started = record.running = True
        gc.collect()
        gc.freeze()
        await asyncio.sleep(max(0.0, start - now()))
        if load.period_s is None:
            await self._fire_all()
        else:
            self._plan_all(start, load.period_s)
        await asyncio.sleep(max(0.0, record.end - now()))
        record.running = False
        await self._drain()
        for end in self._each():
            end.settle()
        record.started = False
        for end in self._each():
            end.link.close()
        await asyncio.sleep(0.05)

    def _end(self, pair: int, side: int) -> End:
        link = self.adapter.link(pair, side)
        end = End(self.record, link, pair, side)
        link.on_ack, link.on_message, link.on_lost = end.ack, end.message, end.lost
        self.links.append(link)
        return end

    def _each(self) -> list[End]:
        return [end for pair in self.ends for end in pair]

    async def _fire_all(self) -> None:
        for number, end in enumerate(self._each()):
            end.fire()
            if number % 20 == 0:
                await asyncio.sleep(0)

    def _plan_all(self, start: float, period_s: float) -> None:
        for pair in range(self.load.pairs):
            self._plan(pair, 0, start + period_s * pair / self.load.pairs)

    def _plan(self, pair: int, turn: int, moment: float) -> None:
        loop = asyncio.get_running_loop()
        loop.call_at(moment + loop.time() - now(), self._turn, pair, turn, moment)

    def _turn(self, pair: int, turn: int, moment: float) -> None:
        if moment >= self.record.end or self.load.period_s is None:
            return
        end = self.ends[pair][turn % 2]
        self.late_s = max(self.late_s, now() - moment)
        if len(end.out) < UNDER_WAY_AT_MOST:
            end.fire(moment)
        else:
            self.record.errors["skipped_overload"] += 1
        self._plan(pair, turn + 1, moment + self.load.period_s)

    async def _drain(self) -> None:
        until = now() + DRAIN_S
        while any(end.out for end in self._each()) and now() < until:  # noqa: ASYNC110 - as cheap as can be
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.2)  # for copies that come late


def run_load(
    adapter: Adapter,
    load: Load,
    server: Sequence[int],
    during: AbstractContextManager[object] | None = None,
) -> Measured:
    """Drive a server with a fresh process of clients; `server` are the pids that are measured.

    `during` is entered for as long as is measured.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_in_its_process, args=(adapter, load, theirs), daemon=True)
    process.start()
    try:
        _expect(ours, "ready", CONNECTED_WITHIN_S)
        _, resident = spent(server)
        start = now() + 0.3
        ours.send(start)
        time.sleep(max(0.0, start + load.warmup_s - now()))
        before, began = (spent(server)[0], spent([process.pid or 0])[0]), now()
        with during or nullcontext():
            time.sleep(max(0.0, start + load.warmup_s + load.seconds - now()))
        after, span = (spent(server)[0], spent([process.pid or 0])[0]), now() - began
        record, late_s = _expect(ours, "done", DRAIN_S + 30)
    finally:
        process.join(5)
        if process.is_alive():
            process.terminate()
    throughput = record.acked / load.seconds
    cpu = (after[0] - before[0]) / span
    return Measured(
        throughput=throughput,
        ack_ms=quantiles(record.ack_s),
        delivery_ms=quantiles(record.delivery_s),
        server_us=cpu / throughput * 1e6 if throughput else 0.0,
        rss_connected_mib=resident / MIB,
        generator_cpu=(after[1] - before[1]) / span,
        late_ms=late_s * 1e3,
        errors=dict(record.errors),
        why=record.why,
    )


def quantiles(seconds: list[float]) -> dict[str, float]:
    """Return what half, 95, 99 of 100 and all stayed under, in milliseconds."""
    if not seconds:
        return {}
    ordered = sorted(seconds)
    last = len(ordered) - 1
    at = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {name: ordered[min(last, int(q * len(ordered)))] * 1e3 for name, q in at.items()}


def _expect(
    pipe: "Connection[object, tuple[str, object]]", word: str, within_s: float
) -> tuple[Record, float]:
    if not pipe.poll(within_s):
        raise TimeoutError(f"the generator never said {word}")
    said, value = pipe.recv()
    if said != word:
        raise ConnectionError(value)
    return value  # type: ignore[return-value]  # what _in_its_process sends with this word


def _in_its_process(
    adapter: Adapter, load: Load, pipe: "Connection[tuple[str, object], float]"
) -> None:
    async def work() -> None:
        worker = Worker(adapter, load)
        try:
            await worker.connect()
        except (OSError, TimeoutError, AssertionError, RuntimeError) as failed:
            pipe.send(("failed", f"{type(failed).__name__}: {failed} {worker.record.why or ''}"))
            return
        pipe.send(("ready", None))
        start = await asyncio.get_running_loop().run_in_executor(None, pipe.recv)
        await worker.run(start)
        record = worker.record
        plain = Record(_NoTexts(), errors=Counter(record.errors), why=record.why)
        plain.ack_s, plain.delivery_s = record.ack_s, record.delivery_s
        plain.acked, plain.delivered = record.acked, record.delivered
        pipe.send(("done", (plain, worker.late_s)))

    uvloop.run(work())


class _NoTexts:
    """A record that has done its work needs no texts, and travels light."""

    def text(self, pair: int, side: int, seq: int) -> str:
        return f"{pair}:{side}:{seq}"
