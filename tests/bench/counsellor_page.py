"""How long the counsellor's console keeps the browser busy: six talks of 500 messages each.

The page's own parts on a line that is played inside it, so that 3,000 messages need no typing. Each
step's longest task is told as the processor's time it took (Chromium's `tdur`): what else runs on
the machine stretches that a little, and the time on the wall a lot.
"""

import asyncio
import itertools
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.async_api import Browser, CDPSession, Page

from config.rehearsal.wire_client import Account
from tests.browsing import chromium
from tests.serving import Serving

TALKS: Final = 6
MESSAGES: Final = 500
GOAL_MS: Final = 50
"""What W3C Long Tasks calls long: from here on a press is felt to wait."""
MARK: Final = "(name) => performance.mark(`step ${name}`)"
FILL: Final = """async ({ talks, messages }) => {
  const main = document.querySelector("script[type=module]").src;
  const at = (name) => import(main.replace("main.js", name));
  const { Desk } = await at("desk.js");
  const { View } = await at("view.js");
  const { Console } = await at("console.js");
  const { html, render } = await at("../vendor/preact.js");
  const { openSound } = await at("../staff/sound.js");
  const { openNotices } = await at("../staff/desktop_notices.js");
  const flagged = [{ start: 0, end: 6, rule: "r", topic: "suicide", why: "fordi" }];
  const said = (id, seq) => ({
    conversation_id: id, seq, prev: seq - 1, kind: "message",
    from: seq % 3 ? "young" : "counsellor",
    at: new Date(Date.UTC(2026, 10, 22, 20, 0, seq)).toISOString(),
    data: {
      client_id: crypto.randomUUID(),
      text: `besked ${seq} om noget, der fylder lidt mere end en linje, som de skriver det`,
      verdict: seq % 3 ? { status: "assessed", level: 0, topics: [], acute: false, subject: "self",
        labels: [], lexicon: "x", spans: seq % 10 === 1 ? flagged : [] } : null,
    },
  });
  const ids = Array.from({ length: talks }, (_, n) => `talk-${n}`);
  const logs = Object.fromEntries(ids.map((id) => [id,
    Array.from({ length: messages }, (_, n) => said(id, n + 1))]));
  let hear;
  const line = {
    close() {}, tell() {}, status: () => "connected",
    async request(event, { conversation_id: id, last_seq, seq }) {
      if (!["conversation:open", "events:since"].includes(event)) return { ok: true };
      const from = last_seq ?? seq;
      return { ok: true, conversation_id: id, events: logs[id].slice(from, from + 200),
        last_seq: logs[id].length, more: from + 200 < logs[id].length };
    },
  };
  const me = { staff_id: "me", display_name: "Sofie", roles: ["counsellor"] };
  const desk = new Desk(me, () => {}, ({ on, onStatus }) => {
    hear = on;
    queueMicrotask(() => onStatus("connected"));
    return line;
  });
  const view = new View(desk);
  view.follow(document.querySelector(".ruler"));
  const page = document.getElementById("page");
  render(null, page);
  const props = { desk, view, sound: openSound("bench"), notices: openNotices("bench", "bench"),
    leave() {}, signedIn() {} };
  render(html`<${Console} ...${props} />`, page);
  desk.open();
  hear.desk({
    shift: { state: "on", capacity: talks, load: talks }, offers: [],
    conversations: ids.map((id) => ({ conversation_id: id, call_word: id, state: "active", level: 0,
      assessed: true, last_seq: messages, seen: 0, seat: "active", young_present: true })),
  });
  window.bench = {
    goTo: (n) => view.goTo(ids[n % talks]),
    hear(n) {
      const id = ids[n % talks];
      const event = said(id, logs[id].length + 1);
      logs[id].push(event);
      hear.event(event);
    },
  };
}"""


async def longest_tasks(browser: Browser, url: str, account: Account) -> dict[str, float]:
    """Return the longest task of each step, in ms of the processor's time."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="da-DK")
    page = await context.new_page()
    body = {"username": account.username, "password": account.password}
    await context.request.post(f"{url}/api/session", data=body, headers={"Origin": url})
    await page.goto(f"{url}/counsellor")
    await page.locator(".console").wait_for()
    trace = Trace(await context.new_cdp_session(page))
    await trace.start()
    await steps(page)
    events = await trace.end()
    await context.close()
    return longest(events)


async def steps(page: Page) -> None:
    """Fill the desk, hear what is written, go from talk to talk, write."""
    await page.evaluate(MARK, "fill")
    await page.evaluate(FILL, {"talks": TALKS, "messages": MESSAGES})
    await settled(page)
    await page.evaluate(MARK, "hear")
    for n in range(2 * TALKS):
        await page.evaluate("(n) => bench.hear(n)", n)
        await asyncio.sleep(0.1)
    await page.evaluate(MARK, "go to")
    for n in range(TALKS):
        await page.evaluate("(n) => bench.goTo(n)", n + 1)
        await settled(page)
    await page.evaluate(MARK, "write")
    await page.locator(".writer textarea").press_sequentially("hej, hvordan går det", delay=20)
    await page.evaluate(MARK, "end")


async def settled(page: Page) -> None:
    """Wait until the whole log in front is drawn."""
    await page.locator(".log .message").nth(MESSAGES - 1).wait_for(state="attached")
    await asyncio.sleep(0.3)


class Trace:
    """What the browser itself writes down of what it does."""

    def __init__(self, session: CDPSession) -> None:
        """Trace the page of this session."""
        self._session = session
        self._events: list[Mapping[str, Any]] = []
        self._done = asyncio.Event()
        session.on("Tracing.dataCollected", lambda told: self._events.extend(told["value"]))
        session.on("Tracing.tracingComplete", lambda _: self._done.set())

    async def start(self) -> None:
        """Begin."""
        kinds = ["toplevel", "blink.user_timing"]
        config = {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": kinds}}
        await self._session.send("Tracing.start", config)

    async def end(self) -> list[Mapping[str, Any]]:
        """Return all of it."""
        await self._session.send("Tracing.end")
        await self._done.wait()
        return self._events


def longest(events: list[Mapping[str, Any]]) -> dict[str, float]:
    """Return each step's longest task on the page's own thread."""
    marks = [one for one in events if str(one.get("name", "")).startswith("step ")]
    marks.sort(key=lambda one: one["ts"])
    thread = (marks[0]["pid"], marks[0]["tid"])
    tasks = [
        one
        for one in events
        if one["name"] == "ThreadControllerImpl::RunTask" and (one["pid"], one["tid"]) == thread
    ]
    found: dict[str, float] = {}
    for begin, end in itertools.pairwise(marks):
        here = (one for one in tasks if begin["ts"] <= one["ts"] < end["ts"])
        inside = [one.get("tdur", one["dur"]) for one in here]  # some come without the processor's
        found[begin["name"].removeprefix("step ")] = max(inside, default=0) / 1000
    return found


async def worst(rounds: int) -> dict[str, float]:
    """Return the longest of all rounds."""
    with TemporaryDirectory() as folder:
        serving = Serving(Path(folder), by_itself=True)
        account = serving.staff("mette", "counsellor", "Mette")
        with serving:
            async with chromium() as browser:
                found = [await longest_tasks(browser, serving.url, account) for _ in range(rounds)]
    return {name: max(one[name] for one in found) for name in found[0]}


def measured(rounds: int) -> dict[str, float]:
    """Measure in a loop of its own."""
    return asyncio.run(worst(rounds))
