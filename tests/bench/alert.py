"""How soon a supervisor is told of danger while others talk: `dev.py bench --alert`.

From the moment the message is sent, so with triage and the commit in it: what is promised counts
from the commit on (issue 6, "Speed"). Until the frame comes on a line of its own (`alert`), and
until the browser has painted the escalation on the supervisor's page (`screen`). The crowd and
Chromium share the machine with the house.

A round takes what it takes to connect two hundred pairs, and half a minute.
"""

import asyncio
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter as now
from time import time
from typing import Final
from uuid import uuid4

import aiohttp
from playwright.async_api import Browser, Page

from config.rehearsal.line import Json
from config.rehearsal.wire_client import Account, House, StaffClient, YoungClient
from tests.bench.adapters import Brobygger, counsellors
from tests.bench.generator import Load, quantiles, run_load
from tests.bench.servers import POLICY
from tests.browsing import chromium
from tests.serving import Serving

GOALS: Final = {"alert_p99": 150, "screen_p99": 150}
"""Milliseconds, on two cores of their own."""
PAIRS: Final = 200
IN_DANGER: Final = 100
EVERY_S: Final = 0.15
WARMUP_S: Final = 4.0
SPARE_S: Final = 10.0
"""The crowd talks so much longer than the alerts would take if each came at once."""
DANGER: Final = "jeg har sagt farvel og jeg gør det nu"
HEARD_WITHIN_S: Final = 10.0
WATCH: Final = """
  globalThis.painted = {};
  new MutationObserver(() => {
    for (const { id } of document.querySelectorAll(".escalation h2")) {
      if (id in painted) continue;
      painted[id] = null;
      requestAnimationFrame(() => setTimeout(() => {
        painted[id] = performance.timeOrigin + performance.now();
      }));
    }
  }).observe(document, { childList: true, subtree: true });
"""
"""When, in ms since 1970, each escalation's heading had been painted, by its id."""


@dataclass
class Heard:
    """When the console was told of each conversation's escalation."""

    at: dict[str, float] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    """What its heading is called on the page."""
    more: asyncio.Event = field(default_factory=asyncio.Event)

    def news(self, event: str, data: Json) -> None:
        if event == "escalation":
            conversation_id = str(data["conversation_id"])
            self.at.setdefault(conversation_id, now())
            self.headings[conversation_id] = f"escalation-{data['escalation_id']}"
            self.more.set()

    async def of(self, conversation_id: str) -> float:
        async with asyncio.timeout(HEARD_WITHIN_S):
            while conversation_id not in self.at:
                self.more.clear()
                await self.more.wait()
        return self.at[conversation_id]


@dataclass(frozen=True, slots=True)
class Took:
    """How long each alert took, in seconds."""

    alert: Sequence[float]
    screen: Sequence[float]


async def alerts(url: str, supervisor: Account, page: Page, crowd: asyncio.Task[object]) -> Took:
    """Return how long the alerts took, once the others talk."""
    jar = aiohttp.DummyCookieJar()
    # Each line is a connection for as long as it stands, and a session has a hundred, unless told:
    # the hundredth who came waited five minutes, and then the measurement failed.
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(cookie_jar=jar, connector=connector) as http:
        house, heard = House(http, url), Heard()
        console = StaffClient(house, "supervisor", on_news=heard.news)
        await console.open(supervisor)
        waiting = [YoungClient(house) for _ in range(IN_DANGER)]
        for young in waiting:
            await young.open()
        await until_connected(http, url, 2 * PAIRS + IN_DANGER + 2, crowd)
        await asyncio.sleep(WARMUP_S)
        told: list[float] = []
        sent_ms: dict[str, float] = {}
        for young in waiting:
            if crowd.done():
                break
            here = young.talk.conversation_id
            began, sent_ms[here] = now(), time() * 1e3
            said = {"client_id": str(uuid4()), "text": DANGER}
            await young.line.ask("message:send", said)
            told.append(await heard.of(here) - began)
            await asyncio.sleep(EVERY_S)
        painted_ms = await painted(page, [heard.headings[one] for one in sent_ms])
        for young in waiting:
            await young.close()
        await console.close()
    screen = [(painted_ms[heard.headings[one]] - at) / 1e3 for one, at in sent_ms.items()]
    return Took(told, screen)


async def painted(page: Page, headings: Sequence[str]) -> dict[str, float]:
    """Return when each of these was painted, in ms since 1970, once all have been."""
    async with asyncio.timeout(HEARD_WITHIN_S):
        while True:
            at: dict[str, float | None] = await page.evaluate("painted")
            there = {id_: ms for id_, ms in at.items() if ms is not None}
            if there.keys() >= set(headings):
                return there
            await asyncio.sleep(EVERY_S)


async def until_connected(
    http: aiohttp.ClientSession, url: str, lines: int, crowd: asyncio.Task[object]
) -> None:
    """Return when so many lines are open, as the house itself counts, or the crowd has given up."""
    while not crowd.done():
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
        async with serving.beside(), chromium() as browser:
            page = await watching(browser, serving.url, supervisor)
            load = Load(PAIRS, IN_DANGER * EVERY_S + SPARE_S, warmup_s=WARMUP_S, period_s=5.0)
            drive = partial(run_load, Brobygger(serving.url, tuple(tokens)), load, (serving.pid,))
            crowd = asyncio.create_task(asyncio.to_thread(drive), name="crowd")
            took = await alerts(serving.url, supervisor, page, crowd)
            await crowd
    alert, screen = quantiles(list(took.alert)), quantiles(list(took.screen))
    return {
        "alert_p50": alert["p50"],
        "alert_p99": alert["p99"],
        "screen_p50": screen["p50"],
        "screen_p99": screen["p99"],
    }


async def watching(browser: Browser, url: str, account: Account) -> Page:
    """Open the supervisor's page, and have it note what is painted when."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
    body = {"username": account.username, "password": account.password}
    await context.request.post(f"{url}/api/session", data=body, headers={"Origin": url})
    page = await context.new_page()
    await page.add_init_script(WATCH)
    await page.goto(f"{url}/supervisor")
    await page.locator(".escalations__none").wait_for()
    return page


def measured(rounds: int) -> dict[str, float]:
    """Return the medians of this many runs, in milliseconds."""
    runs = [asyncio.run(once()) for _ in range(rounds)]
    return {name: statistics.median(one[name] for one in runs) for name in runs[0]}
