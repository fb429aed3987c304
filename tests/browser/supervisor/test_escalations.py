"""An escalation on the page: never silent, taken by one, ended with an outcome."""

import re

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible_in_every_look
from tests.browser.conftest import House
from tests.browser.outside_view import LOOK, SEEN_FROM_OUTSIDE
from tests.browser.supervisor.board import (
    DANGER,
    Night,
    a_talk,
    call_word_of,
    card_of,
    ended,
    row_of,
    signed_in,
)
from tests.browsing import Visitors, clock_stops, picture


async def test_an_escalation_calls_is_taken_by_key_and_ends_with_an_outcome(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        call_word = call_word_of(two)
        await two.asking.say(DANGER)
        card = card_of(console, call_word)
        await expect(card.get_by_role("button", name="Jeg tager den")).to_be_visible()
        await expect(console).to_have_title("(1) Brobygger · vagthavende")
        await expect(console.get_by_role("alert")).to_contain_text(f"Ny eskalering: {call_word}")
        await picture(console, "supervisor-escalation")
        await must_be_accessible_in_every_look(console)

        await console.keyboard.press("F2")

        await expect(card).to_contain_text("Du har den.")
        await expect(console).to_have_title("Brobygger · vagthavende")
        await card.get_by_role("button", name="Afslut med udfald").click()
        await card.get_by_role("button", name="Afslut eskaleringen").click()
        await expect(card).to_contain_text("Vælg først, hvordan det endte.")
        await must_be_accessible_in_every_look(console)
        await card.get_by_role("button", name="Ikke endnu").click()
        await ended(console, call_word, "Ringede 112")
        await expect(console.get_by_text("Ingen åbne eskaleringer.")).to_be_visible()


async def test_who_comes_second_is_told_who_was_first(
    house: House, visitors: Visitors, console: Page, night: Night
) -> None:
    other = await signed_in(house, await visitors.desktop(), night.amina)
    async with a_talk(house, night) as two:
        call_word = call_word_of(two)
        await two.asking.say(DANGER)
        mine, hers = card_of(console, call_word), card_of(other, call_word)
        await expect(hers.get_by_role("button", name="Jeg tager den")).to_be_visible()

        await mine.get_by_role("button", name="Jeg tager den").click()

        await expect(mine).to_contain_text("Du har den.")
        await expect(hers).to_contain_text("Birgit har den.")
        await ended(other, call_word)
        await expect(mine).to_have_count(0)


async def test_who_looks_elsewhere_is_called_outside_the_page_and_told_no_name(
    house: House, visitors: Visitors, night: Night
) -> None:
    page = await visitors.desktop()
    await page.add_init_script(SEEN_FROM_OUTSIDE)
    await page.clock.install()
    console = await signed_in(house, page, house.supervisor)
    await console.keyboard.press("Shift")  # a browser plays nothing before the first press
    await console.get_by_role("button", name="Lyd til").click()
    await console.get_by_role("button", name="Vis også en besked").click()
    await expect(console.get_by_text("Den siger kun niveauet.")).to_be_visible()
    await console.keyboard.press("Escape")
    told = console.locator("html")
    async with a_talk(house, night) as two:
        # A browser draws no frame of a hidden tab, and lets timers run seldom: here none at all.
        await console.evaluate(LOOK, "away")
        await clock_stops(console)
        await two.asking.say(DANGER)

        await expect(told).to_have_attribute("data-told", re.compile("Ny eskalering, niveau 4"))
        await expect(told).to_have_attribute("data-told", re.compile('"tone"'))
        shown = str(await told.get_attribute("data-told"))
        assert call_word_of(two) not in shown
        assert "sagt farvel" not in shown

        await console.evaluate(LOOK, "back")
        await console.clock.resume()
        await console.keyboard.press("F2")
        await ended(console, call_word_of(two))


async def test_a_reload_shows_every_open_escalation_again(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        await two.asking.say(DANGER)
        card = card_of(console, call_word_of(two))
        await card.get_by_role("button", name="Jeg tager den").click()
        await expect(card).to_contain_text("Du har den.")

        await console.reload()

        await expect(card).to_contain_text("Du har den.")
        await ended(console, call_word_of(two))


async def test_a_conversation_is_ended_but_not_under_an_open_escalation(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        call_word = call_word_of(two)
        await two.asking.say(DANGER)
        card = card_of(console, call_word)
        await card.get_by_role("button", name="Jeg tager den").click()
        await card.get_by_role("button", name="Læs med").click()
        await console.get_by_role("button", name="Afslut samtalen").click()
        await expect(console.get_by_text(re.compile("Afslut den først")).first).to_be_visible()
        await ended(console, call_word)

        await console.get_by_text("Den er færdig").click()
        await console.locator("form").get_by_role("button", name="Afslut samtalen").click()

        await expect(row_of(console, call_word)).to_have_count(0)
        await expect(console.get_by_text("Der er ingen at hviske til.")).to_be_visible()
