"""The supervisor's bar: who is here, in whole words, however much else stands in it."""

from typing import Final

from playwright.async_api import Page, expect

from tests.browser.conftest import House
from tests.browser.supervisor.board import signed_in
from tests.browsing import Visitors, picture

CUT: Final = """() => [...document.querySelectorAll(".staff-bar :is(p, b, p span, .button)")]
  .filter((one) => one.getClientRects().length > 0)
  .filter((one) => {
    const { left, right, width, height } = one.getBoundingClientRect();
    const bar = one.closest(".staff-bar").getBoundingClientRect();
    const small = one.matches(".button") && Math.min(width, height) < 36;
    return one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0
      || left < bar.left || right > bar.right || small;
  })
  .map((one) => one.ariaLabel ?? one.textContent)"""
"""What does not show all of itself, stands outside the bar, or is pressed together."""
HEIGHT: Final = "document.querySelector('.staff-bar').offsetHeight"


async def test_the_name_is_whole_in_every_width_while_the_alarm_asks_for_a_press(
    house: House, visitors: Visitors
) -> None:
    karen = house.serving.staff("karen_bar", "supervisor", "Karen Holm")
    console = await signed_in(house, await visitors.desktop(), karen)
    bar = console.get_by_role("banner")
    asks, high = bar.get_by_role("button", name="Alarmen er stum: tryk her"), {}
    await expect(asks).to_be_visible()
    await expect(bar.get_by_role("button", name="Lås skærmen")).to_be_visible()
    for width in (1024, 1216, 1280, 1440):
        await console.set_viewport_size({"width": width, "height": 800})
        assert await console.evaluate(CUT) == [], width
        high[width] = await console.evaluate(HEIGHT)
        await picture(console, f"supervisor-bar-{width}")

    await asks.click()
    await console.keyboard.press("Escape")

    await expect(bar.get_by_role("button", name="Lyd til")).to_be_visible()
    for width, before in high.items():
        await console.set_viewport_size({"width": width, "height": 800})
        assert await console.evaluate(CUT) == [], width
        assert await console.evaluate(HEIGHT) == before, "nothing moves from under a pointer"
    await must_have_room_for_a_long_name(console)


async def must_have_room_for_a_long_name(console: Page) -> None:
    """Fail if the bar cuts the longest it says of presence, of somebody with a long name."""
    said = console.get_by_role("banner").locator("p b").first
    for width in (1216, 1280):
        await console.set_viewport_size({"width": width, "height": 800})
        await said.evaluate(
            "(it) => { it.textContent = 'Du tæller ikke som til stede, Anne-Margrethe Holm'; }"
        )
        assert await console.evaluate(CUT) == [], width
