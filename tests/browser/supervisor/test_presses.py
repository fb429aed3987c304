"""A press reaches what it began on, although an escalation comes in above it meanwhile."""

from playwright.async_api import Page, expect

from tests.browser.conftest import House
from tests.browser.pressing import Finger, middle_of, must_have_moved
from tests.browser.supervisor.board import (
    DANGER,
    Night,
    a_talk,
    call_word_of,
    card_of,
    ended,
    row_of,
    signed_in,
    somebody_waits,
)
from tests.browsing import Visitors


async def test_a_button_that_moves_while_it_is_pressed_is_pressed(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        await row_of(console, call_word_of(two)).get_by_role("button").click()
        note = console.get_by_role("button", name="Ny note")
        x, y = await middle_of(note)
        await console.mouse.move(x, y)
        await console.mouse.down()
        await two.asking.say(DANGER)
        await expect(card_of(console, call_word_of(two))).to_be_visible()
        await must_have_moved(note, y)

        await console.mouse.up()

        await expect(console.locator("#note")).to_be_focused()
        await card_of(console, call_word_of(two)).get_by_role("button", name="Jeg tager").click()
        await ended(console, call_word_of(two))


async def test_a_finger_presses_what_it_came_down_on_and_not_what_came_under_it(
    house: House, visitors: Visitors, night: Night
) -> None:
    phone = await signed_in(house, await visitors.phone(), house.supervisor)
    async with somebody_waits(house) as waiting, a_talk(house, night) as two:
        row = row_of(phone, waiting)
        await row.scroll_into_view_if_needed()
        x, y = await middle_of(row.get_by_role("button"))
        finger = await Finger.on(phone)
        await finger.comes_down(x, y)
        await two.asking.say(DANGER)
        await expect(card_of(phone, call_word_of(two))).to_be_visible()
        await must_have_moved(row.get_by_role("button"), y)

        await finger.is_lifted()

        await expect(phone.locator("#reading-title")).to_contain_text(waiting)
        await card_of(phone, call_word_of(two)).get_by_role("button", name="Jeg tager").tap()
        await ended(phone, call_word_of(two))
