"""How long the young person's page takes on a bad phone and a bad line.

The line is WebPageTest's "Slow 3G" (400 kbit/s, 400 ms a round trip), the processor four times
slower than this machine's, the browser's cache empty.
"""

import asyncio
import statistics
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.async_api import Browser

from tests.browsing import chromium
from tests.serving import Serving

LINE: Final = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
PROCESSOR: Final = {"rate": 4}
WATCH: Final = """
  const seen = (name, there) => new MutationObserver((_, watching) => {
    if (!there()) return;
    performance.mark(name);
    watching.disconnect();
  }).observe(document, { childList: true, subtree: true, characterData: true });
  seen("way_out", () => document.querySelector(".quick-exit"));
  seen("usable", () => document.querySelector(".status__mark"));
  seen("questions", () => document.querySelector(".questions"));
"""
MARKS: Final = """() => Object.fromEntries(
  performance.getEntriesByType("mark").map(({ name, startTime }) => [name, startTime]))"""


async def load(browser: Browser, url: str) -> Mapping[str, float]:
    """Return when, in ms, the way out, the door and the questions stood there, one load long."""
    context = await browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True, locale="da-DK"
    )
    page = await context.new_page()
    await page.add_init_script(WATCH)
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", {**LINE})
    await session.send("Emulation.setCPUThrottlingRate", {**PROCESSOR})
    await page.goto(url, wait_until="commit")
    await page.get_by_role("button", name="Start en samtale").click()
    await page.locator(".questions").wait_for()
    marks: Mapping[str, float] = await page.evaluate(MARKS)
    await context.close()
    return marks


async def medians(rounds: int) -> Mapping[str, float]:
    """Return the medians of this many loads, each with an empty cache."""
    with TemporaryDirectory() as folder, Serving(Path(folder)) as serving:
        async with chromium() as browser:
            loads = [await load(browser, serving.url) for _ in range(rounds)]
    return {name: statistics.median(one[name] for one in loads) for name in loads[0]}


def measured(rounds: int) -> Mapping[str, float]:
    """Measure in a loop of its own."""
    return asyncio.run(medians(rounds))
