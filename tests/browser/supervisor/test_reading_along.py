"""Reading along, whispering, and setting the level."""

import re

from playwright.async_api import Page, expect

from tests.browser.conftest import House
from tests.browser.reflow import must_keep_within
from tests.browser.supervisor.board import (
    Night,
    SlowLine,
    a_talk,
    call_word_of,
    row_of,
    signed_in,
)
from tests.browsing import Visitors, picture
from tests.faults.two import Two


async def test_reading_along_is_live_and_tells_why_words_are_marked(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        await two.asking.say("hej")
        await row_of(console, call_word_of(two)).get_by_role("button").click()
        log = console.get_by_role("region", name="Samtalen, du læser med i")
        await expect(log).to_contain_text("hej")

        await two.answering.say("hvad tænker du på")
        await two.asking.say("jeg vil ikke leve mere")

        await expect(log).to_contain_text("hvad tænker du på")
        await must_keep_within(console, "supervisor-reading")
        await log.locator(".flagged").first.press("Enter")
        await expect(console.get_by_text("Derfor er det markeret")).to_be_visible()
        await picture(console, "supervisor-reading")
        await console.get_by_role("button", name="Ja", exact=True).click()
        await expect(console.get_by_text("Birgit: Det passer.")).to_be_visible()


async def test_a_whisper_goes_to_the_counsellor_alone(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        await row_of(console, call_word_of(two)).get_by_role("button").click()
        box = console.get_by_role("textbox", name="Hvisk til Sofie")
        await expect(box).to_be_visible()
        await console.keyboard.press("Alt+h")
        await expect(box).to_be_focused()
        await box.fill("spørg om der er nogen i huset")

        await console.keyboard.press("Alt+h")

        await expect(console.get_by_text(re.compile(r"^Hvisket kl\."))).to_be_visible()
        await expect(box).to_have_value("")
        await two.answering.say("er du alene")
        await two.asking.say("ja")
        assert "nogen i huset" in str(two.answering.cursor.events)
        assert "nogen i huset" not in str(two.asking.cursor.events)


async def test_the_level_is_lowered_with_a_reason_and_the_counsellor_sees_it(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        await two.asking.say("jeg vil ikke leve mere")
        row = row_of(console, call_word_of(two))
        await expect(row).to_contain_text("2 Forhøjet")
        await row.get_by_role("button").click()
        await console.get_by_role("button", name="Ændr niveau").click()
        await console.get_by_role("group").get_by_text("1 Opmærksom").click()
        await console.get_by_role("button", name="Sæt niveauet").click()
        await expect(console.get_by_text("Skriv kort hvorfor.")).to_be_visible()
        await console.get_by_label("Hvorfor", exact=True).fill("det var en sang")

        await console.get_by_role("button", name="Sæt niveauet").click()

        await expect(row).to_contain_text("1 Opmærksom")
        await expect(console.locator(".log")).to_contain_text("det var en sang")
        await two.answering.say("okay")
        assert "det var en sang" in str(two.answering.cursor.events)


async def test_a_late_answer_leaves_open_what_was_opened_since(
    house: House, visitors: Visitors, night: Night
) -> None:
    line, page = SlowLine(), await visitors.desktop()
    await page.route_web_socket(re.compile("socket.io"), line.plug)
    console = await signed_in(house, page, house.supervisor)
    async with a_talk(house, night) as two:
        await row_of(console, call_word_of(two)).get_by_role("button").click()
        await console.get_by_role("button", name="Ændr niveau").click()
        await console.get_by_role("group").get_by_text("1 Opmærksom").click()
        await console.get_by_label("Hvorfor", exact=True).fill("hun er ked af det")
        line.holds = True
        await console.get_by_role("button", name="Sæt niveauet").click()
        await console.get_by_role("button", name="Ny note").click()
        await console.locator("#whisper").fill("spørg om søvnen")
        await console.locator(".whisper").get_by_role("button").click()
        box = console.locator("#note")
        await box.fill("ring til hende")

        line.let_go()

        await expect(console.locator(".log")).to_contain_text("hun er ked af det")
        await expect(console.locator("#whisper")).to_have_value("")
        await expect(box).to_have_value("ring til hende")
        await expect(box).to_be_focused()
        await is_told_of_a_late_no(console, line, two)


async def is_told_of_a_late_no(console: Page, line: SlowLine, two: Two) -> None:
    """End what is over already, and be somewhere else when that is answered."""
    await console.locator("#open-end").click()
    # By its keys: what moves on the board meanwhile takes no press from under the pointer here.
    finished = console.get_by_role("radio", name="Den er færdig")
    await finished.press("Space")
    await expect(finished).to_be_checked()
    line.holds = True
    await two.young.leave()
    end = console.locator(".decision button[type=submit]")
    await end.press("Enter")
    await expect(end).to_have_attribute("aria-disabled", "true")
    await console.get_by_role("button", name="Ny note").click()

    line.let_go()

    told = console.locator(".warnings", has_text="Afslut samtalen« lykkedes ikke")
    await expect(told).to_be_visible()
    await picture(console, "supervisor-late-no")
