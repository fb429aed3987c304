"""The figures, and the drill that tries the whole way."""

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible_in_every_look
from tests.browser.conftest import House
from tests.browser.supervisor.board import DANGER, Night, a_talk, call_word_of, card_of, ended
from tests.browsing import picture


async def test_what_was_answered_and_judged_stands_in_the_figures_and_drills_do_not(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        said = await two.asking.say(DANGER)
        call_word = call_word_of(two)
        await card_of(console, call_word).get_by_role("button", name="Jeg tager den").click()
        await ended(console, call_word, "Vi blev i samtalen, og faren gik over")
        judged = {"conversation_id": two.conversation_id, "seq": said["seq"], "correct": True}
        await two.counsellor.line.ask("flag:judge", judged)

    await console.reload()
    today = console.locator(".board__today")
    await expect(today).to_contain_text("1 eskalering · svar efter")
    await expect(today).to_contain_text("100 % i tide")
    await console.get_by_role("button", name="Køen og besked til alle").click()
    await console.get_by_role("button", name="Begynd en øvelse").click()
    await expect(console.get_by_text("Øvelsen kalder.")).to_be_visible()
    await picture(console, "supervisor-drill")
    await must_be_accessible_in_every_look(console)
    await console.keyboard.press("Escape")
    await console.get_by_role("button", name="Jeg tager den").click()

    await console.goto(f"{house.url}/supervisor/figures")
    days = console.get_by_role("region", name="Eskaleringer pr. dag")
    await expect(days.get_by_role("row")).to_have_count(2)
    await expect(days.get_by_role("cell").first).to_have_text("1")
    await expect(days.get_by_role("img")).to_be_visible()
    rules = console.get_by_role("region", name="Var markeringerne rigtige?")
    await expect(rules.get_by_role("row").nth(1)).to_contain_text("100 %")
    await expect(console.get_by_text("1 af 1 markerede samtaler.")).to_be_visible()
    await picture(console, "supervisor-figures")
    await must_be_accessible_in_every_look(console)
    await console.set_viewport_size({"width": 360, "height": 640})
    await console.emulate_media(color_scheme="dark")
    await picture(console, "supervisor-figures-phone-dark")
