"""The counsellor's bar on a phone: even rows, nothing too small to touch, also in large text."""

import asyncio
from typing import Final

import pytest
from playwright.async_api import Route, expect

from tests.browser.conftest import House
from tests.browser.counsellor.desk import SIDEWAYS, Evening, on_shift, signed_in
from tests.browsing import Visitors, picture

SIZE: Final = "(size) => { document.documentElement.style.fontSize = size; }"
ROWS: Final = """() => {
  const rows = new Map();
  for (const one of document.querySelectorAll(".staff-bar__end > *")) {
    const { top, width } = one.getBoundingClientRect();
    if (width > 0) rows.set(top, (rows.get(top) ?? 0) + 1);
  }
  return [...rows.values()];
}"""
TOO_SMALL: Final = """() => {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const tokens = getComputedStyle(document.documentElement).getPropertyValue("--touch");
  const least = parseFloat(tokens) * rem;
  return [...document.querySelectorAll(".staff-bar :is(button, a, select)")].filter((one) => {
    const { left, right, width, height } = one.getBoundingClientRect();
    const hidden = width === 0 || one.matches(".brand");
    const outside = left < 0 || right > innerWidth;
    return !hidden && (width < least || height < least || outside);
  }).map((one) => one.ariaLabel ?? one.textContent);
}"""


@pytest.mark.parametrize(
    ("width", "text", "rows"),
    [(320, "", [6]), (320, "200%", [2, 2, 2]), (360, "200%", [3, 3]), (390, "200%", [3, 3])],
)
async def test_every_row_of_the_bar_on_a_phone_is_full(
    house: House, visitors: Visitors, evening: Evening, width: int, text: str, rows: list[int]
) -> None:
    page = await signed_in(house, await visitors.phone(), evening.lars)
    await page.set_viewport_size({"width": width, "height": 640})
    await page.evaluate(SIZE, text)

    await expect(page.get_by_role("button", name="Lås skærmen")).to_be_visible()

    assert await page.evaluate(ROWS) == rows
    assert await page.evaluate(TOO_SMALL) == []
    assert not await page.evaluate(SIDEWAYS)
    take = page.get_by_role("button", name="Tag den næste")
    await take.scroll_into_view_if_needed()
    await expect(take).to_be_in_viewport(ratio=1)
    await picture(page, f"counsellor-bar-{width}-{text.strip('%') or '100'}")


async def test_on_shift_too_and_where_a_narrow_window_has_keys(
    house: House, visitors: Visitors, evening: Evening
) -> None:
    page = await on_shift(house, await visitors.desktop(), evening.lars)
    bar = page.get_by_role("banner")
    await expect(bar.get_by_role("button", name="Lås skærmen")).to_be_visible()
    await expect(bar.get_by_role("button", name="Taster")).to_be_visible()

    await page.set_viewport_size({"width": 390, "height": 640})

    await expect(bar.get_by_role("button", name="Taster")).to_be_hidden()
    assert await page.evaluate(ROWS) == [6]
    await bar.get_by_role("button", name="Slut vagt").click()
    await expect(bar.get_by_text("Ikke på vagt")).to_be_visible()


async def test_nothing_beside_the_lock_moves_when_it_comes(
    house: House, visitors: Visitors, evening: Evening
) -> None:
    page, asked = await visitors.desktop(), asyncio.Event()

    async def answer_late(route: Route) -> None:
        await asked.wait()
        await route.continue_()

    await page.route("**/api/account", answer_late)
    await signed_in(house, page, evening.lars)
    lock = page.get_by_role("button", name="Lås skærmen")
    beside = page.get_by_role("banner").get_by_role("link", name="Min konto")
    before = await beside.bounding_box()
    await expect(lock).to_be_hidden()

    asked.set()

    await expect(lock).to_be_visible()
    after = await beside.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] == before["x"]
