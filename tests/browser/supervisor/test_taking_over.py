"""Three at once: the young person, the counsellor and the supervisor who takes the pen."""

import re

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible, must_be_accessible_in_every_look
from tests.browser.conftest import House
from tests.browser.counsellor.desk import box_to, on_shift
from tests.browser.supervisor.board import Night, row_of, signed_in
from tests.browser.young.young_person import come_in
from tests.browsing import Visitors, picture


async def test_the_pen_goes_over_and_back_and_everybody_sees_it(
    house: House, visitors: Visitors, night: Night
) -> None:
    board = await signed_in(house, await visitors.desktop(), house.supervisor)
    desk = await on_shift(house, await visitors.desktop(), night.sofie, 1)
    young = await visitors.phone(house.url)
    await come_in(young)
    await desk.get_by_role("button", name="Tag den næste").click()
    call_word = await desk.locator(".conversation h2").inner_text()

    await row_of(board, call_word).get_by_role("button").click()
    await board.get_by_role("button", name="Mere", exact=True).click()
    await expect(board.get_by_role("button", name="Spørg om fare")).to_be_visible()
    await expect(board.get_by_role("button", name="Find hjælp")).to_have_count(0)
    await board.get_by_role("button", name="Tag over").click()
    await board.get_by_label(f"Skriv til {call_word}").fill("Jeg hedder Birgit")
    await board.get_by_role("button", name="Send", exact=True).click()

    await expect(young.locator(".log")).to_contain_text("Nu er det Birgit, der skriver med dig")
    await expect(young.locator(".log")).to_contain_text("Jeg hedder Birgit")
    await expect(young.get_by_role("heading", name="Birgit, fagperson")).to_be_visible()
    await expect(desk.get_by_text("Birgit skriver nu.")).to_be_visible()
    await expect(box_to(desk, call_word)).to_have_count(0)
    await picture(board, "supervisor-taken-over")
    await picture(desk, "counsellor-taken-over")
    await picture(young, "young-taken-over")
    await must_be_accessible_in_every_look(board)
    await must_be_accessible_in_every_look(desk)

    await offers_help(board)
    await expect(young.get_by_role("region", name=re.compile("^BørneTelefonen"))).to_be_visible()
    await keeps_and_releases(board, call_word)

    await desk.get_by_label("Hvisk til Birgit").fill("hun er alene hjemme")
    await desk.get_by_role("button", name="Hvisk", exact=True).click()
    await expect(board.get_by_role("region", name="Noter og hvisken")).to_contain_text(
        "alene hjemme"
    )
    await board.get_by_role("button", name="Giv pennen tilbage til Sofie").click()
    await expect(young.locator(".log")).to_contain_text("Nu skriver du med Sofie igen.")
    await expect(young.get_by_role("heading", name="Sofie, rådgiver")).to_be_visible()
    await box_to(desk, call_word).fill("Hej igen")
    await desk.keyboard.press("Enter")
    await expect(young.locator(".log")).to_contain_text("Hej igen")
    await expect(young.locator(".log")).not_to_contain_text("alene hjemme")

    await holds_the_door(board)
    await expect(desk.get_by_text("Vi holder pause kl. 22")).to_be_visible()
    other = await visitors.phone(house.url)
    await expect(other.get_by_text("Et øjebliks pause")).to_be_visible()
    await opens_the_door(board)
    await board.set_viewport_size({"width": 360, "height": 640})
    await board.emulate_media(color_scheme="dark")
    await picture(board, "supervisor-taken-over-phone-dark")
    await must_be_accessible(board)


async def offers_help(board: Page) -> None:
    await board.get_by_role("button", name="Find hjælp").click()
    await board.get_by_label("Læg til, hvad der skal hjælp til").select_option(
        "Ensomhed, mangel på fællesskab"
    )
    found = board.locator(".find-help__one", has_text="BørneTelefonen")
    await expect(found).to_contain_text("Hjælper med det, du har valgt")
    await picture(board, "supervisor-find-help")
    await must_be_accessible_in_every_look(board)
    await found.get_by_role("button", name=re.compile("^Tilbyd")).click()
    await board.get_by_label("Den unge kontakter selv").check()
    await board.get_by_role("button", name="Vis den unge forslaget").click()
    await expect(board.get_by_role("dialog")).to_have_count(0)


async def keeps_and_releases(board: Page, call_word: str) -> None:
    """From the menu: why, then who and since when, then let go again."""
    await board.get_by_role("button", name="Gem længere").click()
    await expect(board.get_by_label("Hvorfor?")).to_be_focused()
    await board.get_by_role("button", name="Gem den").click()
    await expect(board.get_by_text("Skriv hvorfor.")).to_be_visible()
    await board.get_by_label("Hvorfor?").fill("politiet har spurgt")
    await picture(board, "supervisor-keep")
    await must_be_accessible_in_every_look(board)
    await board.get_by_role("button", name="Gem den").click()
    await expect(board.get_by_label("Hvorfor?")).to_have_count(0)
    await board.get_by_role("button", name="Mere", exact=True).click()
    await board.get_by_role("button", name="Gem længere").click()
    kept = board.get_by_role("group", name=f"{call_word} bliver gemt")
    await expect(kept).to_contain_text("Birgit besluttede det")
    await expect(kept).to_contain_text("politiet har spurgt")
    await picture(board, "supervisor-kept")
    await must_be_accessible_in_every_look(board)
    await board.get_by_role("button", name="Giv den fri").click()
    await expect(kept).to_have_count(0)


async def holds_the_door(board: Page) -> None:
    await board.get_by_role("button", name="Køen og besked til alle").click()
    await board.get_by_label("Hvorfor?").fill("strømmen blinker")
    await board.get_by_role("button", name="Hold køen").click()
    await board.get_by_label("Besked", exact=True).fill("Vi holder pause kl. 22")
    await board.get_by_role("button", name="Send til alle").click()
    await picture(board, "supervisor-house")
    await must_be_accessible_in_every_look(board)


async def opens_the_door(board: Page) -> None:
    """The bar says that the line is held; who hears the button instead is told the same."""
    await board.get_by_role("button", name="Luk").click()
    held = board.get_by_role("button", name="Køen holdes: Køen og besked til alle")
    await expect(held).to_have_text("Køen holdes")
    await must_be_accessible_in_every_look(board)
    await held.click()
    await board.get_by_role("dialog").get_by_role("button", name="Åbn køen igen").click()
    await board.get_by_role("button", name="Luk").click()
    await expect(board.get_by_text("Køen holdes")).to_have_count(0)
