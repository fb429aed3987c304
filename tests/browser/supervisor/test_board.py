"""The board: who waits, who talks, and where a row stands."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browser.dropping import must_not_open_what_is_dropped
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
from tests.browsing import Visitors, picture


async def test_the_board_shows_who_waits_and_keeps_their_words_to_itself(
    house: House, console: Page
) -> None:
    async with somebody_waits(house, age_band="15_17", opening="min kat er død") as call_word:
        row = row_of(console, call_word)

        await expect(row).to_contain_text("15–17 år")
        await expect(row).to_contain_text("Ingen endnu")
        await expect(row).to_contain_text("I kø")
        await expect(console.get_by_text("min kat er død")).to_have_count(0)
    await expect(row_of(console, call_word)).to_have_count(0)


async def test_a_row_says_how_many_messages_have_marked_words(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        row = row_of(console, call_word_of(two))
        await two.asking.say("hej, det er mig igen")
        await expect(row.locator(".board__flags")).to_have_count(0)

        await two.asking.say("jeg vil ikke leve mere")
        await expect(row).to_contain_text("1 besked med markerede ord")
        await two.asking.say("jeg vil bare gerne dø")

        await expect(row).to_contain_text("2 beskeder med markerede ord")
        assert await row.locator(".board__state").evaluate(
            "(it) => it.scrollWidth <= it.clientWidth"
        )


async def test_rows_keep_their_place_under_the_pointer(
    house: House, console: Page, night: Night
) -> None:
    async with somebody_waits(house) as waiting, a_talk(house, night) as two:
        talking = call_word_of(two)
        names = console.locator(".rowlink")
        await expect(names).to_have_text([waiting, talking])
        await row_of(console, waiting).hover()

        await two.asking.say("jeg vil ikke leve mere")

        await expect(row_of(console, talking)).to_contain_text("2 Forhøjet")
        await expect(names).to_have_text([waiting, talking])
        await console.get_by_role("button", name="Sortér igen").click()
        await expect(names).to_have_text([talking, waiting])


async def test_a_conversation_is_found_by_its_word_or_its_counsellor(
    house: House, console: Page, night: Night
) -> None:
    async with somebody_waits(house) as waiting, a_talk(house, night) as two:
        names = console.locator(".rowlink")
        await expect(names).to_have_text([waiting, call_word_of(two)])
        await console.keyboard.press("Control+k")

        await console.keyboard.type("sof")
        await expect(names).to_have_text([call_word_of(two)])
        await console.get_by_role("searchbox").fill(waiting[:3])

        await expect(names).to_have_text([waiting])


async def test_a_counsellor_who_asks_for_the_board_is_shown_their_own_page(
    house: House, visitors: Visitors, night: Night
) -> None:
    page = await visitors.desktop()
    await page.context.request.post(
        f"{house.url}/api/session",
        data={"username": night.sofie.username, "password": night.sofie.password},
        headers={"Origin": house.url},
    )

    await page.goto(f"{house.url}/supervisor")

    await expect(page).to_have_url(f"{house.url}/counsellor")


@pytest.mark.parametrize("dark", [False, True])
async def test_everything_on_it_is_accessible_and_fits(
    house: House, visitors: Visitors, night: Night, dark: bool
) -> None:
    where = "dark" if dark else "light"
    async with a_talk(house, night) as two:
        await two.asking.say(DANGER)
        desktop = await signed_in(house, await visitors.desktop(dark=dark), house.supervisor)
        card = card_of(desktop, call_word_of(two))
        await card.get_by_role("button", name="Læs med").click()
        await expect(desktop.locator(".log")).to_contain_text(DANGER)
        await must_be_accessible(desktop)
        await picture(desktop, f"supervisor-desktop-{where}")

        phone = await signed_in(house, await visitors.phone(dark=dark), house.supervisor)
        await must_be_accessible(phone)
        assert await phone.evaluate("document.documentElement.scrollWidth") <= 360
        await picture(phone, f"supervisor-phone-{where}")
        await row_of(phone, call_word_of(two)).get_by_role("button").click()
        await expect(phone.get_by_role("textbox", name="Hvisk til Sofie")).to_be_visible()
        await must_be_accessible(phone)
        assert await phone.evaluate("document.documentElement.scrollWidth") <= 360

        await card.get_by_role("button", name="Jeg tager den").click()
        await ended(desktop, call_word_of(two))


async def test_a_file_dropped_on_the_board_is_not_opened_in_its_place(console: Page) -> None:
    await must_not_open_what_is_dropped(console, ["main", "body"])
