"""What a page looks like on a desktop and a small phone, in light and in dark."""

from typing import Final, Literal

from playwright.async_api import Page

from tests.browser.accessibility import DRAWN
from tests.browsing import picture

SIZES: Final = (("phone", 360, 640), ("desktop", 1280, 800))
THEMES: Final[tuple[Literal["dark", "light"], ...]] = ("dark", "light")


async def pictured(page: Page, name: str) -> None:
    """Keep four pictures for people to look at; the page is left on a light desktop."""
    for size, width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            await page.emulate_media(color_scheme=theme)
            await page.evaluate(DRAWN)
            await picture(page, f"{name}-{size}-{theme}")
