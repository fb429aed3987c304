"""How soon a supervisor's console hears of danger while others talk: `dev.py bench --alert`.

From the moment the message is sent, so with triage and the commit in it: what is promised counts
from the commit on (issue 6, "Speed").
"""

import asyncio
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter as now
from typing import Final
from uuid import uuid4

import aiohttp

from config.rehearsal.line import Json
from config.rehearsal.wire_client import Account, House, StaffClient, YoungClient
from tests.bench.adapters import Brobygger, counsellors
from tests.bench.generator import Load, quantiles, run_load
from tests.bench.servers import POLICY
from tests.serving import Serving

GOALS: Final = {"alert_p99": 150}
"""Milliseconds, on two cores of their own."""
PAIRS: Final = 200
IN_DANGER: Final = 100
EVERY_S: Final = 0.2
WARMUP_S: Final = 8.0
DANGER: Final = "jeg har pillerne her og jeg gør det nu"
HEARD_WITHIN_S: Final = 10.0


@dataclass
class Heard:
    """When the console was told of each conversation's escalation."""

    at: dict[str, float] = field(default_factory=dict)
    more: asyncio.Event = field(default_factory=asyncio.Event)

    def news(self, event: str, data: Json) -> None:
        if event == "escalation":
            self.at.setdefault(str(data["conversation_id"]), now())
            self.more.set()

    async def of(self, conversation_id: str) -> float:
        async with asyncio.timeout(HEARD_WITHIN_S):
            while conversation_id not in self.at:
                self.more.clear()
                await self.more.wait()
        return self.at[conversation_id]


async def alerts(url: str, supervisor: Account, crowd: asyncio.Task[object]) -> Sequence[float]:
    """Return how long each alert took, in seconds, once the others talk."""
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(cookie_jar=jar) as http:
        house, heard = House(http, url), Heard()
        console = StaffClient(house, "supervisor", on_news=heard.news)
        await console.open(supervisor)
        waiting = [YoungClient(house) for _ in range(IN_DANGER)]
        for young in waiting:
            await young.open()
        await until_connected(http, url, 2 * PAIRS)
        await asyncio.sleep(WARMUP_S)
        took = []
        for young in waiting:
            if crowd.done():
                break
            began = now()
            said = {"client_id": str(uuid4()), "text": DANGER}
            await young.line.ask("message:send", said)
            took.append(await heard.of(young.talk.conversation_id) - began)
            await asyncio.sleep(EVERY_S)
        for young in waiting:
            await young.close()
        await console.close()
    return took


async def until_connected(http: aiohttp.ClientSession, url: str, lines: int) -> None:
    """Return when so many lines are open, as the house itself counts."""
    while True:
        async with http.get(f"{url}/metrics") as answer:
            counted = [line.split() for line in (await answer.text()).splitlines()]
        if any(float(one[1]) >= lines for one in counted if one[:1] == ["brobygger_connections"]):
            return
        await asyncio.sleep(1)


async def once() -> dict[str, float]:
    """Serve a house, let the crowd talk, and count."""
    with TemporaryDirectory(prefix="brobygger-bench-") as folder:
        serving = Serving(Path(folder), policy=POLICY, by_itself=True)
        supervisor = serving.staff("karen", "supervisor", "Karen")
        database = f"sqlite:///{serving.data / 'brobygger.db'}"
        tokens = await asyncio.to_thread(counsellors, database, PAIRS)
        with serving:
            load = Load(PAIRS, WARMUP_S + IN_DANGER * EVERY_S * 3, warmup_s=WARMUP_S, period_s=5.0)
            drive = partial(run_load, Brobygger(serving.url, tuple(tokens)), load, (serving.pid,))
            crowd = asyncio.create_task(asyncio.to_thread(drive), name="crowd")
            took = quantiles(list(await alerts(serving.url, supervisor, crowd)))
            await crowd
    return {"alert_p50": took["p50"], "alert_p99": took["p99"]}


def measured(rounds: int) -> dict[str, float]:
    """Return the medians of this many runs, in milliseconds."""
    runs = [asyncio.run(once()) for _ in range(rounds)]
    return {name: statistics.median(one[name] for one in runs) for name in runs[0]}
