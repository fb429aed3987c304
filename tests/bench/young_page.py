"""How long the young person's page takes on a bad phone and a bad line: medians of some loads.

The line is WebPageTest's "Slow 3G" (400 kbit/s, 400 ms a round trip), the processor four times
slower than this machine's, the browser's cache empty. The processor's part is of this machine and
this hour: beside other work it grows.
"""

import asyncio
import statistics
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.async_api import Browser, Page

from tests.browsing import chromium
from tests.serving import Serving

LINE: Final = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
PROCESSOR: Final = {"rate": 4}
GOALS: Final = {"usable": 2000, "message": 50, "blank": 100}
"""In ms; our own."""
WATCH: Final = """
  const seen = (name, looked) => new MutationObserver((_, watching) => {
    if (!document.querySelector(looked)) return;
    performance.mark(name);
    watching.disconnect();
  }).observe(document, { childList: true, subtree: true });
  seen("way_out", ".quick-exit");
  seen("usable", ".status__mark");
  seen("questions", ".questions");
"""
MARKS: Final = """() => Object.fromEntries(
  performance.getEntriesByType("mark").map(({ name, startTime }) => [name, startTime]))"""
AFTER_A_THOUSAND: Final = """async () => {
  const main = document.querySelector("script[type=module]").src;
  const { state } = await import(main.replace("main.js", "state.js"));
  const message = (seq) => ({
    conversation_id: "c", seq, prev: seq - 1, kind: "message", at: "2026-11-22T22:50:00Z",
    from: seq % 3 ? "young" : "counsellor", data: { text: `besked ${seq}` },
  });
  const thousand = Array.from({ length: 1000 }, (_, index) => message(index + 1));
  state.counsellor.value = { name: "Sofie", presence: "here", typing: false };
  state.loading.value = false;
  state.events.value = thousand;
  state.view.value = "talk";
  await new Promise((drawn) => setTimeout(drawn, 500));
  // Where the machine is busy the thousand are still being painted then: no part of the next one.
  await new Promise((idle) => requestIdleCallback(idle));

  const log = document.querySelector(".log");
  const came_ms = performance.now();
  state.events.value = [...thousand, message(1001)];
  const everything = { childList: true, subtree: true };
  await new Promise((there) => new MutationObserver(there).observe(log, everything));
  log.getBoundingClientRect();  // laid out, as the screen has it
  const message_ms = performance.now() - came_ms;

  const pressed_ms = performance.now();
  document.querySelector(".quick-exit").click();
  return { message: message_ms, blank: performance.now() - pressed_ms };
}"""


async def load(browser: Browser, url: str) -> Mapping[str, float]:
    """Return when, in ms, things stood there in one load, and how long two things took."""
    context = await browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True, locale="da-DK"
    )
    page = await context.new_page()
    await page.add_init_script(WATCH)
    await slow(page)
    await page.goto(url, wait_until="commit")
    await page.get_by_role("button", name="Start en samtale").click()
    await page.locator(".questions").wait_for()
    marks: dict[str, float] = await page.evaluate(MARKS)
    marks |= await page.evaluate(AFTER_A_THOUSAND)
    await context.close()
    return marks


async def slow(page: Page) -> None:
    """Put a page on the bad phone and the bad line."""
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", {**LINE})
    await session.send("Emulation.setCPUThrottlingRate", {**PROCESSOR})


async def medians(rounds: int) -> dict[str, float]:
    """Return the medians of this many loads, each with an empty cache."""
    with TemporaryDirectory() as folder, Serving(Path(folder), by_itself=True) as serving:
        async with chromium() as browser:
            loads = [await load(browser, serving.url) for _ in range(rounds)]
    return {name: statistics.median(one[name] for one in loads) for name in loads[0]}


def measured(rounds: int) -> dict[str, float]:
    """Measure in a loop of its own."""
    return asyncio.run(medians(rounds))
