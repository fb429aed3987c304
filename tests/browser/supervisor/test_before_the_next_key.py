"""What one writes goes where one was sent, however slow the machine is, and never to another."""

import re

from playwright.async_api import Page, expect

from tests.browser.conftest import House
from tests.browser.supervisor.board import (
    Night,
    SlowLine,
    a_talk,
    call_word_of,
    row_of,
    signed_in,
)
from tests.browsing import Visitors, clock_stops


async def takes_over(console: Page) -> None:
    await console.get_by_role("button", name="Mere", exact=True).click()
    await console.get_by_role("button", name="Tag over").click()


async def test_the_first_letter_after_the_notes_key_is_in_the_note(
    house: House, visitors: Visitors, night: Night
) -> None:
    page = await visitors.desktop()
    await page.clock.install()
    console = await signed_in(house, page, house.supervisor)
    async with a_talk(house, night) as two:
        await row_of(console, call_word_of(two)).get_by_role("button").click()
        await expect(console.locator("#whisper")).to_be_visible()
        await clock_stops(console)

        await console.keyboard.press("Alt+n")
        await console.keyboard.type("hun er alene")

        await expect(console.locator("#note")).to_have_value("hun er alene")


async def test_who_has_the_pen_and_opens_a_note_writes_it_to_nobody_else(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        await row_of(console, call_word_of(two)).get_by_role("button").click()
        await takes_over(console)
        await expect(console.locator("#write")).to_be_focused()
        await console.get_by_role("button", name="Ændr niveau").click()
        await expect(console.locator("#write")).to_have_count(0)

        await console.get_by_role("button", name="Ny note").click()
        await console.keyboard.type("hun er alene")

        await expect(console.locator("#note")).to_have_value("hun er alene")
        await expect(console.locator("#write")).to_have_value("")


async def test_a_whisper_begun_before_the_pen_came_is_not_ended_to_the_young_person(
    house: House, visitors: Visitors, night: Night
) -> None:
    line, page = SlowLine(), await visitors.desktop()
    await page.route_web_socket(re.compile("socket.io"), line.plug)
    console = await signed_in(house, page, house.supervisor)
    async with a_talk(house, night) as two:
        await row_of(console, call_word_of(two)).get_by_role("button").click()
        await expect(console.locator("#whisper")).to_be_visible()
        line.holds = True
        await takes_over(console)
        await console.locator("#whisper").focus()
        await console.keyboard.type("spørg om hun ")

        line.let_go()
        await expect(console.locator("#write")).to_be_visible()
        await console.keyboard.type("er alene")

        await expect(console.locator("#write")).to_have_value("")
        await expect(console.locator("#reading-title")).to_be_focused()
