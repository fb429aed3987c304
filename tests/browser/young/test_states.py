"""Every state of the young person's page: set by hand, held to the rules, and kept as a picture."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.browser.accessibility import DARK_THEN_LIGHT, findings
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
IN_BAR = ".topbar, .talk__bar"
LINES = """bar => {
  const parts = [...bar.querySelectorAll(".brand svg, a, button, .talk__who")];
  const boxes = parts.map((one) => one.getBoundingClientRect()).sort((a, b) => a.top - b.top);
  let lines = 0;
  let bottom = -1;
  for (const box of boxes) {
    if (box.top >= bottom) lines += 1;
    bottom = Math.max(bottom, box.bottom);
  }
  return lines;
}"""
IN_CORNER = """() => {
  const ways_out = [...document.querySelectorAll(".quick-exit")];
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return ways_out.map((one) => one.getBoundingClientRect())
    .every(({ top, right }) => top < 1.5 * rem && innerWidth - right < 4 * rem);
}"""
SIZE = "(size) => { document.documentElement.style.fontSize = size; }"


async def each_state(page: Page) -> AsyncIterator[str]:
    """Bring the page into one state after the other, and yield its name."""
    for ready, states in ((at_the_door, OUTSIDE), (behind_it, BEHIND)):
        await ready(page)
        for name, state in states.items():
            await show(page, state)
            yield name


@pytest.mark.parametrize("device", ["phone", "desktop"])
async def test_every_state_is_accessible_in_both_themes(
    house: House, visitors: Visitors, device: str
) -> None:
    page = await (visitors.phone if device == "phone" else visitors.desktop)(house.url)
    await page.emulate_media(reduced_motion="reduce")  # what fades in is there at once
    wrong: dict[str, object] = {}

    async for name in each_state(page):
        for theme, only in DARK_THEN_LIGHT:
            await page.emulate_media(color_scheme=theme)
            dark = "-dark" if theme == "dark" else ""
            await picture(page, f"young-{name}-{device}{dark}")
            if found := await findings(page, only):
                wrong[f"{name} {theme}"] = found

    assert wrong == {}


@pytest.mark.parametrize(
    ("width", "height", "text"),
    [(320, 640, ""), (360, 640, "200%"), (3840, 2160, "")],
    ids=["320 px", "200 % text", "4K"],
)
async def test_no_state_is_wider_than_the_screen_and_the_way_out_keeps_its_corner(
    house: House, visitors: Visitors, width: int, height: int, text: str
) -> None:
    page = await (visitors.phone if width < 3840 else visitors.desktop)(house.url)
    await page.emulate_media(reduced_motion="reduce")
    await page.set_viewport_size({"width": width, "height": height})
    too_wide: dict[str, int] = {}
    moved: list[str] = []
    lines: dict[str, int] = {}

    async for name in each_state(page):
        await page.evaluate(SIZE, text)
        if over := await page.evaluate(SIDEWAYS):
            too_wide[name] = over
        if not await page.evaluate(IN_CORNER):
            moved.append(name)
        lines[name] = await page.locator(IN_BAR).first.evaluate(LINES)

    assert too_wide == {}
    assert moved == []
    assert {name: count for name, count in lines.items() if count > 2} == {}


async def test_the_bar_is_one_line_on_a_small_phone_and_what_a_keyboard_leaves_holds_the_rest(
    house: House, visitors: Visitors
) -> None:
    page = await visitors.phone(house.url)
    await at_the_door(page)
    await behind_it(page)
    lines: dict[str, int] = {}

    for name in ("talk", "talk-plan", "talk-taken-over"):
        await show(page, BEHIND[name])
        lines[name] = await page.locator(IN_BAR).first.evaluate(LINES)

    assert lines == dict.fromkeys(lines, 1)
    await expect(page.get_by_role("heading", name="Birgit, fagperson")).to_be_visible()
    await expect(page.get_by_role("button", name="Din plan")).to_be_visible()

    await page.set_viewport_size(
        {"width": 360, "height": 300}
    )  # as `interactive-widget` resizes it
    for held in (
        page.get_by_role("button", name="Luk hurtigt"),
        page.get_by_role("textbox", name="Din besked"),
        page.get_by_role("button", name="Send", exact=True),
    ):
        await expect(held).to_be_in_viewport(ratio=1)
    await picture(page, "young-talk-keyboard-phone")


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
