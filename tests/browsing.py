"""Real pages in a real Chromium, watched: no page may complain on its console, ever."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    async_playwright,
    expect,
)
from pytest_asyncio import is_async_test

from tests.chromium import executable

SCREENSHOTS: Final = Path(__file__).parents[1] / "build" / "screenshots"
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS: Final = 10_000
"""The machine that tests may have little to spare."""
CLOSES_WITHIN_S: Final = 30
SOON_S: Final = "Date.now() / 1000 + 1"
LINE_DOWN: Final = re.compile(r"ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|WebSocket")
"""What Chromium itself writes on the console when the line to the server breaks."""


class Visitors:
    """The pages of one test: each in a context of its own, as on a device of its own."""

    def __init__(self, browser: Browser) -> None:
        self.complaints: list[str] = []
        self.allowed: list[re.Pattern[str]] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    async def phone(self, url: str = "", *, dark: bool = False) -> Page:
        """Open a page on a small phone."""
        return await self._open(url, 360, 640, touch=True, dark=dark)

    async def desktop(self, url: str = "", *, dark: bool = False) -> Page:
        """Open a page on a desktop screen."""
        return await self._open(url, 1280, 800, touch=False, dark=dark)

    def expect(self, complaint: re.Pattern[str]) -> None:
        """Let the console say this, where the test itself is the reason for it."""
        self.allowed.append(complaint)

    def must_be_content(self) -> None:
        """Fail if any page complained: script errors, refused policies, missing files."""
        left = [
            said
            for said in self.complaints
            if not any(known.search(said) for known in self.allowed)
        ]
        assert not left, left

    async def close(self) -> None:
        for context in self._contexts:
            # Chromium was seen never to answer where a page was just leaving; the browser's own end
            # takes what is left.
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSES_WITHIN_S):
                    await context.close()

    async def _open(self, url: str, width: int, height: int, *, touch: bool, dark: bool) -> Page:
        context = await self._browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=touch,
            is_mobile=touch,
            color_scheme="dark" if dark else "light",
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            ignore_https_errors=True,  # the tests' own certificate is signed by nobody
        )
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = await context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        if url:
            await page.goto(url)
        return page

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            where = message.location.get("url", "")
            self.complaints.append(f"{message.type}: {message.text} ({where})")


async def picture(page: Page, name: str) -> None:
    """Keep a screenshot under `build/screenshots/` for people to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SCREENSHOTS / f"{name}.png")


async def clock_stops(page: Page) -> float:
    """Let no frame be drawn and no timer ring from here on, as asleep or with no time to spare.

    `page.clock` was installed before the page was opened. What is pressed and what the house says
    still comes: a page that goes on only after a frame fails here each time, not once in a while.
    Return where its clock stands, in seconds since 1970.
    """
    # Told after the moment has passed, as on a slow machine, it complains and stands all the same.
    with suppress(Error):
        await page.clock.pause_at(await page.evaluate(SOON_S))
    stands_s = float(await page.evaluate(SOON_S))
    await page.clock.pause_at(stands_s)
    return stands_s


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """One browser for a whole session; its contexts share nothing."""
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable(), args=[*FLAGS])
        yield browser
        await browser.close()


@asynccontextmanager
async def visiting(browser: Browser) -> AsyncIterator[Visitors]:
    """Visitors who are all content when they go."""
    visitors = Visitors(browser)
    try:
        yield visitors
    finally:
        await visitors.close()
    visitors.must_be_content()


def in_one_loop(items: list[pytest.Item], folder: Path) -> None:
    """Let a folder's tests share the session's loop: the browser lives in it."""
    mark = pytest.mark.asyncio(loop_scope="session")
    for item in items:
        if folder in item.path.parents and is_async_test(item):
            item.add_marker(mark, append=False)
