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
LINES: Final = """(signs) => [...new Set([...document.querySelectorAll(signs)]
  .filter((one) => one.getClientRects().length > 0).map((one) => one.offsetTop))]"""
RIGHT: Final = """(signs) => Math.max(...[...document.querySelectorAll(signs)]
  .map((one) => one.getBoundingClientRect().right))"""
SIGNS: Final = ".staff-bar .button--icon"
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
    for width in (360, 390, 768, 1024, 1216, 1280, 1440):
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
        still = await console.evaluate(HEIGHT) == before
        assert still or width < 1216, "nothing moves from under a pointer"
    await must_have_room_for_a_long_name(console)


async def test_on_a_phone_what_has_a_sign_alone_is_one_full_row(
    house: House, visitors: Visitors
) -> None:
    phone = await signed_in(house, await visitors.phone(), house.supervisor)
    bar = phone.get_by_role("banner")
    await expect(bar.get_by_role("button", name="Lås skærmen")).to_be_visible()
    await expect(bar.get_by_role("button", name="Taster")).to_be_hidden()
    assert len(await phone.evaluate(LINES, SIGNS)) == 1
    await phone.evaluate("document.documentElement.style.fontSize = '200%'")
    assert await phone.evaluate(CUT) == [], "nothing is pushed off where text is large"
    await phone.evaluate("document.documentElement.style.fontSize = ''")

    await bar.get_by_role("button", name="Alarmen er stum: tryk her").tap()
    await phone.keyboard.press("Escape")
    await expect(bar.get_by_role("button", name="Lyd til")).to_be_visible()

    await picture(phone, "supervisor-bar-phone")
    assert len(await phone.evaluate(LINES, SIGNS)) == 1
    assert 340 <= await phone.evaluate(RIGHT, SIGNS) <= 360
    assert await phone.evaluate(CUT) == []


async def test_a_tablet_upright_can_look_for_a_talk_and_show_the_line_alone(console: Page) -> None:
    await console.set_viewport_size({"width": 768, "height": 1024})

    await expect(console.get_by_role("searchbox")).to_be_in_viewport(ratio=1)
    await expect(console.get_by_role("button", name="Vis kun kø")).to_be_in_viewport(ratio=1)


async def must_have_room_for_a_long_name(console: Page) -> None:
    """Fail if the bar cuts the longest it says of presence, of somebody with a long name."""
    said = console.get_by_role("banner").locator("p b").first
    for width in (1216, 1280):
        await console.set_viewport_size({"width": width, "height": 800})
        await said.evaluate(
            "(it) => { it.textContent = 'Du tæller ikke som til stede, Anne-Margrethe Holm'; }"
        )
        assert await console.evaluate(CUT) == [], width
