"""The figures, and the drill that tries the whole way."""

from datetime import UTC, datetime, timedelta

from playwright.async_api import Page, expect

from chat.domain.arrivals import name_of
from chat.domain.opening_hours import DENMARK
from chat.storage.store import Store
from tests.browser.accessibility import must_be_accessible_in_every_look
from tests.browser.conftest import House
from tests.browser.reflow import must_keep_within
from tests.browser.supervisor.board import DANGER, Night, a_talk, call_word_of, card_of, ended
from tests.browsing import picture
from tests.supervisor_console.reports.counted import contact, keep


async def weeks_are_counted(house: House) -> None:
    """Twelve weeks behind us had 84 contacts each."""
    today, store = datetime.now(UTC).astimezone(DENMARK).date(), Store(house.serving.database_url)
    weeks = [name_of(today - timedelta(weeks=n)) for n in range(1, 13)]
    bands = ("12-16", "16-20", "20-24")
    rows = [contact(week, hour_band=band) for week in weeks for band in bands for _ in range(28)]
    await keep(store, rows)
    await store.close()


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
    await console.get_by_role("button", name="Køen og besked til alle").click()
    await expect(console.get_by_role("dialog")).to_contain_text("Kvitteret efter 0.")

    await console.goto(f"{house.url}/supervisor/figures")
    days = console.get_by_role("region", name="Eskaleringer pr. dag")
    await expect(days.get_by_role("row")).to_have_count(2)
    await expect(days.get_by_role("cell").first).to_have_text("1")
    await expect(days.get_by_role("img")).to_be_visible()
    rules = console.get_by_role("region", name="Var markeringerne rigtige?")
    await expect(rules.get_by_role("row").nth(1)).to_contain_text("100 %")
    await expect(console.get_by_text("1 af 1 markerede samtaler.")).to_be_visible()
    coming = console.get_by_role("region", name="Prognose for den næste uge")
    await expect(coming).to_contain_text("for lidt at regne på endnu: 0 henvendelser i 0 hele uger")
    await weeks_are_counted(house)
    await console.get_by_role("button", name="Hent igen").click()
    await expect(coming.get_by_role("columnheader")).to_have_count(8)
    await expect(coming).to_contain_text("Regnet af 1008 henvendelser i 12 hele uger")
    await picture(console, "supervisor-figures")
    await coming.get_by_role("heading").scroll_into_view_if_needed()
    await coming.get_by_role("table").get_by_text("23", exact=True).scroll_into_view_if_needed()
    await picture(console, "supervisor-forecast")
    await must_be_accessible_in_every_look(console)
    await console.set_viewport_size({"width": 360, "height": 640})
    await console.emulate_media(color_scheme="dark")
    await picture(console, "supervisor-figures-phone-dark")
    await must_keep_within(console, "supervisor-figures")
