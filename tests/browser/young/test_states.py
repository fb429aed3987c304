"""Every state of the young person's page: set by hand, held to the rules, and kept as a picture."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.browser.accessibility import findings
from tests.browser.conftest import House
from tests.browser.young.page_states import (
    BEHIND,
    OUTSIDE,
    SET,
    TALK,
    TALKING,
    at_the_door,
    behind_it,
    event,
    show,
)
from tests.browsing import Visitors, picture

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOP = "one => one.getBoundingClientRect().top"
ONE_LINE = """bar => {
  const [who, act] = [...bar.children].map((one) => one.getBoundingClientRect());
  return act.top < who.bottom && who.right <= act.left;
}"""
TWICE_AS_LARGE = "document.documentElement.style.fontSize = '200%'"


async def each_state(page: Page) -> AsyncIterator[str]:
    """Bring the page into one state after the other, and yield its name."""
    for ready, states in ((at_the_door, OUTSIDE), (behind_it, BEHIND)):
        await ready(page)
        for name, state in states.items():
            await show(page, state)
            yield name


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("device", ["phone", "desktop"])
async def test_every_state_is_accessible(
    house: House, visitors: Visitors, device: str, *, dark: bool
) -> None:
    visit = visitors.phone if device == "phone" else visitors.desktop
    page = await visit(house.url, dark=dark)
    wrong: dict[str, list[str]] = {}

    async for name in each_state(page):
        await picture(page, f"young-{name}-{device}{'-dark' if dark else ''}")
        if found := await findings(page):
            wrong[name] = found

    assert wrong == {}


@pytest.mark.parametrize("width", [320, 360], ids=["320 px", "200 % text"])
async def test_no_state_is_wider_than_the_screen(
    house: House, visitors: Visitors, width: int
) -> None:
    page = await visitors.phone(house.url)
    await page.set_viewport_size({"width": width, "height": 640})
    too_wide: dict[str, int] = {}

    async for name in each_state(page):
        if width > 320:
            await page.evaluate(TWICE_AS_LARGE)
        if over := await page.evaluate(SIDEWAYS):
            too_wide[name] = over

    assert too_wide == {}


async def test_the_bar_of_a_talk_is_one_line_on_a_small_phone(
    house: House, visitors: Visitors
) -> None:
    page = await visitors.phone(house.url)
    await at_the_door(page)
    await behind_it(page)
    tops: dict[str, bool] = {}

    for name in ("talk", "talk-plan", "talk-taken-over"):
        await show(page, BEHIND[name])
        tops[name] = await page.locator(".talk__bar").evaluate(ONE_LINE)

    assert tops == dict.fromkeys(tops, True)
    await expect(page.get_by_role("heading", name="Birgit, fagperson")).to_be_visible()
    await expect(page.get_by_role("button", name="Din plan")).to_be_visible()


async def test_a_new_message_does_not_move_what_one_reads(house: House, visitors: Visitors) -> None:
    page = await visitors.phone(house.url)
    await at_the_door(page)
    await behind_it(page)
    many = [
        *TALK,
        *(event(seq, "message", "counsellor", 57, text=f"besked {seq}") for seq in range(8, 60)),
    ]
    await show(page, {**TALKING, "events": many})
    read = page.get_by_text("besked 20", exact=True)
    await read.evaluate("one => one.scrollIntoView({ block: 'center' })")
    before = await read.evaluate(TOP)

    newest = event(60, "message", "counsellor", 58, text="er du her endnu")
    await page.evaluate(SET, {"events": [*many, newest]})

    assert abs(await read.evaluate(TOP) - before) < 1
    await page.get_by_role("button", name="1 ny besked").click()
    await expect(page.get_by_text("er du her endnu")).to_be_in_viewport()
