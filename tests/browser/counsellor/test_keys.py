"""Everything by keyboard, in either language; a reply is put in to be changed, never sent."""

import re

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browser.counsellor.desk import (
    SIDEWAYS,
    WORRYING,
    Evening,
    Street,
    box_to,
    log_of,
    meet,
    on_shift,
)
from tests.browsing import Visitors, picture


async def test_the_keys_are_told_and_f6_goes_round_the_panels(
    console: Page, street: Street
) -> None:
    await console.keyboard.press("?")
    await expect(console.get_by_role("dialog", name="Taster")).to_contain_text("Ny note")
    await console.keyboard.press("Escape")
    await expect(console.get_by_role("dialog")).to_have_count(0)
    call_word = await meet(console, await street.somebody_waits())

    await console.keyboard.press("?")
    await expect(box_to(console, call_word)).to_have_value("?")
    await console.keyboard.press("F6")
    await expect(console.get_by_label("Ny note. Den unge ser den ikke.")).to_be_focused()
    await console.keyboard.press("F6")
    await expect(console.locator("#waiting-panel")).to_be_focused()
    await console.keyboard.press("F6")
    await expect(box_to(console, call_word)).to_be_focused()


async def test_the_other_language_keeps_what_is_written(console: Page, street: Street) -> None:
    call_word = await meet(console, await street.somebody_waits())
    await box_to(console, call_word).fill("halvt skrevet")

    await console.get_by_role("button", name=re.compile("^EN")).click()

    box = console.get_by_role("textbox", name=f"Message to {call_word}")
    await expect(box).to_have_value("halvt skrevet")
    await expect(console.locator("html")).to_have_attribute("lang", "en")


async def test_a_reply_is_found_put_in_and_changed_before_it_is_sent(
    console: Page, street: Street
) -> None:
    young = await street.somebody_waits(about="bullying")
    call_word = await meet(console, young)
    box = box_to(console, call_word)

    await box.press_sequentially("/")
    search = console.get_by_role("combobox", name="Søg i svarforslag")
    await expect(search).to_be_focused()
    await expect(console.get_by_role("option").first).to_contain_text("Jeg hedder Sofie")
    await must_be_accessible(console)
    await picture(console, "counsellor-replies")
    await search.press_sequentially("jeg hører")
    await expect(console.get_by_role("option")).to_have_count(1)
    await expect(console.locator("mark").first).to_have_text("Jeg")
    await search.press("1")

    await expect(box).to_be_focused()
    await expect(box).to_have_value("Jeg hører, at [...]. Har jeg forstået det rigtigt?")
    await box.press("Enter")
    await expect(console.get_by_text("Der er en tom plads i beskeden")).to_be_visible()
    await console.keyboard.type("de griner ad dig")
    await expect(box).to_have_value("Jeg hører, at de griner ad dig. Har jeg forstået det rigtigt?")
    assert [event["kind"] for event in young.talk.cursor.events].count("message") == 0
    await box.press("Enter")
    await expect(log_of(console, call_word).locator(".message--own")).to_have_text(
        "Jeg hører, at de griner ad dig. Har jeg forstået det rigtigt?"
    )

    await box.press_sequentially("a/b")
    await expect(box).to_have_value("a/b")
    await box.fill("")
    await box.press_sequentially("//")
    await expect(box).to_have_value("/")
    await box.fill("")
    await box.press("/")
    await search.press("ArrowDown")
    await expect(search).to_have_attribute("aria-activedescendant", re.compile("hello_waited"))
    await search.press("Escape")
    await expect(box).to_be_focused()
    await expect(box).to_have_value("")


async def test_danger_brings_its_replies_to_the_front_on_a_phone_in_the_dark(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    page = await visitors.phone(dark=True)
    young = await street.somebody_waits()
    await on_shift(house, page, evening.sofie)
    call_word = await meet(page, young)
    await young.talk.say(WORRYING)
    await expect(log_of(page, call_word).locator(".flagged").first).to_be_visible()

    await page.get_by_role("button", name="Svarforslag", exact=True).click()

    await expect(page.get_by_role("group", name="Når det kan være farligt")).to_be_visible()
    await expect(page.get_by_role("option").first).to_contain_text("Tænker du på at tage dit liv?")
    assert not await page.evaluate(SIDEWAYS)
    await must_be_accessible(page)
    await picture(page, "counsellor-replies-phone-dark")
    await page.get_by_role("option").first.click()
    await expect(box_to(page, call_word)).to_have_value(re.compile("Tænker du på at tage dit liv"))

    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("option", name="Meld misbrug")).to_be_attached()
    assert not await page.evaluate(SIDEWAYS)
    await must_be_accessible(page)
    await picture(page, "counsellor-palette-phone-dark")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Noter", exact=True).click()
    await page.get_by_role("radio", name="Ønske").check(force=True)
    await expect(page.get_by_text("Trin 3 af 5:")).to_be_visible()
    await must_be_accessible(page)
    await picture(page, "counsellor-phase-phone-dark")


async def test_everything_can_be_found_by_name_and_the_phase_is_ones_own_aid(
    console: Page, street: Street
) -> None:
    call_word = await meet(console, await street.somebody_waits())
    box = box_to(console, call_word)

    await box.press("Control+k")
    find = console.get_by_role("combobox", name="Hvad vil du gøre?")
    await expect(find).to_be_focused()
    await must_be_accessible(console)
    await picture(console, "counsellor-palette")
    await find.press_sequentially("trin fort")
    await find.press("Enter")
    await expect(console.get_by_text("Trin 2 af 5:")).to_be_visible()
    await expect(box).to_be_focused()
    await must_be_accessible(console)
    await picture(console, "counsellor-phase")

    await box.press("/")
    await expect(console.get_by_role("listbox").get_by_role("group").first).to_have_accessible_name(
        "Fortælling"
    )
    await console.keyboard.press("Escape")
    await box.press("Control+k")
    await find.press_sequentially("hæv niv")
    await find.press("Enter")
    await expect(console.get_by_role("dialog", name="Hæv niveauet")).to_be_visible()
    await console.keyboard.press("Escape")
    await expect(box).to_be_focused()
    await box.press("Control+k")
    await find.press_sequentially("ny note")
    await find.press("Enter")
    await expect(console.get_by_label("Ny note. Den unge ser den ikke.")).to_be_focused()
    await console.keyboard.press("Control+k")
    await find.press_sequentially("xyz")
    await expect(console.get_by_text("Det kan man ikke lige nu.")).to_be_visible()
    await find.press("Escape")
    await expect(console.get_by_role("dialog")).to_have_count(0)
