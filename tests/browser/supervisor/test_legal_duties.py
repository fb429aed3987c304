"""The legal duties: steps with their times, and a letter to print, which no counsellor sees."""

import re

from playwright.async_api import expect

from tests.browser.accessibility import must_be_accessible_in_every_look
from tests.browser.conftest import House
from tests.browser.supervisor.board import Night, a_talk, call_word_of, row_of, signed_in
from tests.browser.supervisor.looks import pictured
from tests.browsing import Visitors, picture

WORRY = "Den unge har skrevet, at der tit ikke er mad i huset."


async def test_the_steps_are_recorded_and_become_a_letter(
    house: House, visitors: Visitors, night: Night
) -> None:
    board = await signed_in(house, await visitors.desktop(), house.supervisor)
    async with a_talk(house, night) as two:
        await row_of(board, call_word_of(two)).get_by_role("button").click()
        await board.get_by_role("button", name="Mere", exact=True).click()
        await board.get_by_role("button", name="Pligter og underretning").click()
        dialog = board.get_by_role("dialog")
        await dialog.get_by_label("Jeg har spurgt den unge").check()
        await expect(dialog.locator(".ticks time")).to_contain_text("Birgit")
        await dialog.get_by_label("Jeg har pligt til at underrette efter § 135").check()
        await dialog.get_by_text("Barnets lov § 135", exact=True).click()
        law = dialog.locator("details[open]")
        await expect(law.get_by_text("Med vores ord, ikke lovens:")).to_be_visible()
        await pictured(board, "legal-duties")
        await dialog.get_by_label("Hvad er I bekymrede for?").fill(WORRY)
        await dialog.get_by_role("button", name="Gem i forløbet").click()
        await expect(dialog.get_by_text("Gemt af Birgit")).to_be_visible()
        await dialog.get_by_label("Hvem er den unge?").fill("Ida, 15 år")
        await dialog.get_by_role("button", name="Gem i forløbet").click()
        await expect(dialog.get_by_text("Ellers kan det ikke gemmes.")).to_be_visible()
        await must_be_accessible_in_every_look(board)
        await pictured(board, "legal-duties-letter")
        await dialog.get_by_label("Den unge har selv givet mig det").check()
        await dialog.get_by_role("button", name="Gem i forløbet").click()
        await expect(dialog.get_by_text("Gemt af Birgit")).to_have_count(2)

        async with board.context.expect_page() as opened:
            await dialog.get_by_role("link", name="Se brevet").click()
        letter = await opened.value
        await expect(letter.get_by_role("heading", level=1)).to_contain_text("Underretning")
        await expect(letter.locator(".letter")).to_contain_text(WORRY)
        await expect(letter.locator(".letter")).to_contain_text("Ida, 15 år")
        await letter.get_by_label("Til hvilken kommune?").select_option("0851")
        await expect(letter.get_by_text("Aalborg, modtagelsen af underretninger")).to_be_visible()
        await must_be_accessible_in_every_look(letter)
        await pictured(letter, "legal-letter")
        await letter.emulate_media(media="print")
        await expect(letter.get_by_role("button", name="Udskriv")).to_be_hidden()
        await picture(letter, "legal-letter-printed")
        paper = await letter.context.request.get(
            await letter.evaluate("document.querySelector('a[download]').href")
        )
        assert re.match(rb"%PDF-", await paper.body())
        # What supervisors record is in no counsellor's log.
        assert "legal_duty" not in {one["kind"] for one in two.answering.cursor.events}
