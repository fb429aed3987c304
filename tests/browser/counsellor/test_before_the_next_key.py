"""A key pressed reaches what the one before it opened, however slow the machine is."""

import re

from playwright.async_api import expect

from tests.browser.conftest import House
from tests.browser.counsellor.desk import Evening, Street, box_to, choose, meet, on_shift
from tests.browsing import Visitors, clock_stops


async def test_letters_after_a_choice_in_the_palette_go_where_it_leads(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    page = await visitors.desktop()
    await page.clock.install()
    await on_shift(house, page, evening.sofie)
    call_word = await meet(page, await street.somebody_waits())
    await clock_stops(page)

    await page.keyboard.press("Control+k")
    await page.keyboard.type("ny note")
    await page.keyboard.press("Enter")
    await page.keyboard.type("Lillebror på 6")

    note = page.get_by_label("Ny note. Den unge ser den ikke.")
    await expect(note).to_have_value("Lillebror på 6")
    await expect(box_to(page, call_word)).to_have_value("")


async def test_what_is_missing_is_said_to_whoever_saves_right_after_a_choice(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    page = await visitors.desktop()
    await page.clock.install()
    await on_shift(house, page, evening.sofie)
    await meet(page, await street.somebody_waits())
    await choose(page, "Afslut samtalen")
    await page.get_by_label("Vi er færdige").check()
    await page.get_by_role("button", name="Afslut", exact=True).click()
    await expect(page.get_by_role("radio", name=re.compile("^Selvmordstanker"))).to_be_focused()
    await clock_stops(page)

    await page.keyboard.press("5")
    await page.keyboard.press("Control+Enter")

    said = page.get_by_role("alert").get_by_text("Vælg, hvordan det sluttede.")
    await expect(said).to_be_visible()


async def test_the_key_after_an_arrow_reaches_the_tab_that_the_arrow_chose(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    page = await visitors.desktop()
    await page.clock.install()
    await on_shift(house, page, evening.sofie, at_once=3)
    words = [await meet(page, await street.somebody_waits()) for _ in range(3)]
    tabs = [page.get_by_role("tab", name=re.compile(f"^{word}")) for word in words]
    await tabs[0].click()
    await clock_stops(page)

    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")

    await expect(tabs[1]).to_be_focused()
    await expect(box_to(page, words[1])).to_be_visible()
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("ArrowLeft")
    await expect(tabs[2]).to_be_focused()
