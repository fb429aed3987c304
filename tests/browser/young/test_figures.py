"""The young person's page in figures: what it weighs, moves and touches."""

import re

from playwright.async_api import expect

from tests.browser.conftest import House
from tests.browsing import Visitors

SHIFTS = """
  globalThis.shifts = [];
  new PerformanceObserver((list) => list.getEntries().forEach((one) => shifts.push(one.value)))
    .observe({ type: "layout-shift", buffered: true });
"""


async def test_the_first_load_is_light_and_nothing_jumps(house: House, visitors: Visitors) -> None:
    page = await visitors.phone()
    await page.add_init_script(SHIFTS)
    network = await page.context.new_cdp_session(page)
    sizes: list[int] = []
    network.on("Network.dataReceived", lambda news: sizes.append(news["encodedDataLength"]))
    await network.send("Network.enable")

    await page.goto(house.url, wait_until="networkidle")
    await expect(page.get_by_text(re.compile("Åbent nu|Her er travlt"))).to_be_visible()

    assert sum(sizes) <= 60_000  # bytes; our own budget, for a phone on a bad line
    assert await page.evaluate("shifts.reduce((sum, one) => sum + one, 0)") <= 0.02
