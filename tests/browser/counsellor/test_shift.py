"""The shift, by the bar's own buttons: begun, paused, gone on with, ended."""

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible_by_day_and_night
from tests.browser.conftest import House
from tests.browser.counsellor.desk import Evening, Street, box_to, meet, on_shift
from tests.browser.dropping import must_not_open_what_is_dropped
from tests.browsing import Visitors


async def test_a_shift_is_paused_gone_on_with_and_ended_by_its_buttons(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    page = await on_shift(house, await visitors.desktop(), evening.sofie)
    bar = page.get_by_role("banner")
    young = await street.somebody_waits()

    await bar.get_by_role("button", name="Pause", exact=True).click()
    await expect(bar.get_by_text("Pause", exact=True)).to_be_visible()
    await expect(bar.get_by_text("På vagt", exact=True)).to_have_count(0)
    await must_be_accessible_by_day_and_night(page)
    await expect(page.get_by_role("button", name="Tag den næste")).to_be_disabled()
    await page.reload()
    await bar.get_by_role("button", name="Fortsæt").click()
    await expect(bar.get_by_text("På vagt", exact=True)).to_be_visible()
    await expect(bar.get_by_text("0 af 2 samtaler")).to_be_visible()

    await expect(page.get_by_role("button", name="Tag den næste")).to_be_enabled()
    call_word = await meet(page, young)
    await bar.get_by_role("button", name="Slut vagt").click()
    await expect(bar.get_by_text("Ikke på vagt")).to_be_visible()
    await expect(box_to(page, call_word)).to_be_visible()


async def test_a_file_dropped_on_the_console_is_not_opened_in_its_place(console: Page) -> None:
    await must_not_open_what_is_dropped(console, ["#waiting-panel", "body"])
