"""The workbench: a phrase is tried, proposed, approved by another, heard, and taken back."""

from playwright.async_api import Page, expect

from config.rehearsal.wire_client import Account
from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browser.reflow import must_keep_within
from tests.browser.supervisor.board import Night, a_talk, call_word_of, row_of, signed_in
from tests.browsing import Visitors, picture

PHRASE = "vi bager gulerodskage"
"""Nothing that the second reader would hear by itself."""
ANSWERS_WITHIN_MS = 60_000
"""The lexicon is loaded twice in a process that lets everybody else go first."""


async def workbench(house: House, page: Page, account: Account) -> Page:
    await page.context.request.post(
        f"{house.url}/api/session",
        data={"username": account.username, "password": account.password},
        headers={"Origin": house.url},
    )
    await page.goto(f"{house.url}/supervisor/lexicon")
    await expect(page.get_by_text("Huset har ikke tilføjet noget endnu.")).to_be_visible()
    return page


async def tried(page: Page, text: str) -> None:
    await page.get_by_label("Hvad kunne en ung skrive?").fill(text)
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".tried__text")).to_have_text(text)


async def written(page: Page) -> None:
    for label, text in {
        "Navn": "house.kage",
        "Hvorfor det er markeret, på dansk": "Skriver om gulerodskage.",
        "Hvorfor det er markeret, på engelsk": "Writes of carrot cake.",
        "Mønstre, et på hver linje": "bager gulerodskage\nbestilt",
        "Skal ramme, en sætning på hver linje": PHRASE,
        "Må ikke ramme, en sætning på hver linje": "vi køber gulerodskage",
    }.items():
        await page.get_by_label(label).fill(text)
    await page.get_by_label("Niveau", exact=True).select_option("3")


async def test_from_a_sentence_to_a_message_that_is_heard_and_back(
    house: House, visitors: Visitors, night: Night
) -> None:
    birgit = await workbench(house, await visitors.desktop(), house.supervisor)
    amina = await workbench(house, await visitors.desktop(), night.amina)

    await tried(birgit, "jeg vil ikke lve mere")
    await expect(birgit.get_by_text("Ville ramme, hvis »lve« var et andet ord")).not_to_have_count(
        0
    )
    await must_be_accessible(birgit)
    await picture(birgit, "lexicon-tried")

    await written(birgit)
    await birgit.get_by_role("button", name="Se, hvad den ville ændre").click()
    effect = birgit.locator(".effect")
    await expect(effect).to_contain_text("ville blive", timeout=ANSWERS_WITHIN_MS)
    await expect(effect).to_contain_text("Alle eksempler i ordlisten passer stadig.")
    await must_be_accessible(birgit)
    await birgit.get_by_role("button", name="Foreslå").click()
    theirs = birgit.get_by_role("listitem", name="house.kage")
    await expect(theirs).to_contain_text("Venter", timeout=ANSWERS_WITHIN_MS)
    await expect(theirs).to_contain_text("En anden vagthavende godkender det.")
    await expect(theirs.get_by_role("button", name="Godkend")).to_have_count(0)
    await expect(theirs.get_by_role("button", name="Afvis")).to_be_visible()
    await must_be_accessible(birgit)
    await theirs.scroll_into_view_if_needed()
    await picture(birgit, "lexicon-own-proposal")

    await amina.reload()
    hers = amina.get_by_role("listitem", name="house.kage")
    await hers.get_by_role("button", name="Godkend").click()
    await expect(amina.get_by_text("Godkendt. Nye beskeder læses med det nu.")).to_be_visible(
        timeout=ANSWERS_WITHIN_MS
    )
    await tried(amina, PHRASE)
    await expect(amina.get_by_text("Regel house.kage")).to_be_visible()
    await must_be_accessible(amina)
    await picture(amina, "lexicon-live")

    board = await signed_in(house, await visitors.desktop(), house.supervisor)
    async with a_talk(house, night) as two:
        await two.asking.say(PHRASE)
        await expect(row_of(board, call_word_of(two))).to_contain_text("3 Høj")

    await hers.get_by_label("Hvorfor trækkes det tilbage?").fill("Rammer for bredt")
    await hers.get_by_role("button", name="Træk tilbage").click()
    await expect(amina.get_by_text("Nye beskeder læses uden det nu.")).to_be_visible(
        timeout=ANSWERS_WITHIN_MS
    )
    async with a_talk(house, night) as two:
        await two.asking.say(PHRASE)
        await two.asking.say("jeg vil ikke leve mere")  # what is read after it has come
        await expect(row_of(board, call_word_of(two))).to_contain_text("2 Forhøjet")
        await expect(row_of(board, call_word_of(two))).not_to_contain_text("3 Høj")


async def test_it_opens_from_the_board_fits_a_phone_and_is_for_supervisors(
    house: House, visitors: Visitors, night: Night
) -> None:
    board = await signed_in(house, await visitors.desktop(), house.supervisor)
    link = board.get_by_role("link", name="Ordlisten")
    await expect(link).to_be_in_viewport()
    await expect(link).to_have_attribute("href", "/supervisor/lexicon")
    await expect(link).to_have_attribute("target", "_blank")  # the board stays, and its alarm

    phone = await visitors.phone(dark=True)
    await signed_in(house, phone, house.supervisor)
    await phone.goto(f"{house.url}/supervisor/lexicon?lang=en")
    await expect(phone.get_by_role("heading", level=1)).to_have_text("The lexicon workbench")
    await must_be_accessible(phone)
    assert await phone.evaluate("document.documentElement.scrollWidth") <= 360
    await picture(phone, "lexicon-phone-dark")
    await must_keep_within(phone, "lexicon")

    sofie = await visitors.desktop()
    await sofie.context.request.post(
        f"{house.url}/api/session",
        data={"username": night.sofie.username, "password": night.sofie.password},
        headers={"Origin": house.url},
    )
    await sofie.goto(f"{house.url}/supervisor/lexicon")
    await expect(sofie).to_have_url(f"{house.url}/counsellor")
