"""A phone that sleeps: as near to ten minutes in a pocket as a browser on a desk can be brought.

The page is frozen as Chromium freezes a tab, its line breaks, no timer of it runs, and ten minutes
later by its own clock it wakes. The house's clock is not moved: it has only seen somebody go and
come back. Nor is it iOS, which may throw the page away; that is a reload.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Page

from tests.browser.counsellor.desk import Cable
from tests.browsing import clock_stops

FROZEN, ACTIVE = {"state": "frozen"}, {"state": "active"}


@dataclass
class SleepingPhone:
    """The phone somebody has their page on."""

    page: Page
    cable: Cable = field(default_factory=Cable)

    async def open(self, url: str) -> None:
        await self.page.route_web_socket(re.compile("socket.io"), self.cable.plug)
        await self.page.clock.install()
        await self.page.goto(url)

    @asynccontextmanager
    async def asleep(self, how_long: str = "10:00") -> AsyncIterator[None]:
        """Sleep while the block lasts; for the page it was so long."""
        lifecycle = await self.page.context.new_cdp_session(self.page)
        await clock_stops(self.page)
        await lifecycle.send("Page.setWebLifecycleState", FROZEN)
        await self.cable.pull()
        yield
        self.cable.is_in = True
        await self.page.clock.fast_forward(how_long)
        await self.page.clock.resume()
        await lifecycle.send("Page.setWebLifecycleState", ACTIVE)
