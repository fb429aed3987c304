"""What is flagged says why, and danger is never quiet."""

import re

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browser.counsellor.desk import (
    WORRYING,
    Street,
    box_to,
    choose,
    log_of,
    meet,
    panel_of,
)
from tests.browsing import picture


async def test_flagged_words_say_why_by_keyboard_and_can_be_judged(
    console: Page, street: Street
) -> None:
    young = await street.somebody_waits()
    call_word = await meet(console, young)
    await young.talk.say(WORRYING)
    flag = log_of(console, call_word).locator(".flagged").first
    await expect(flag).to_be_visible()

    await flag.focus()
    await console.keyboard.press("Enter")
    reason = console.locator(".reason:popover-open")
    await expect(reason).to_contain_text("Selvmordstanker")
    await expect(reason).to_contain_text("Den unge selv")
    await expect(reason).to_contain_text("ordliste")
    await must_be_accessible(console)
    await picture(console, "counsellor-reason")
    await console.keyboard.press("Escape")
    await expect(reason).to_have_count(0)
    await expect(flag).to_be_focused()

    await flag.click()
    await reason.get_by_role("button", name="Nej").click()
    await expect(reason).to_contain_text("Sofie: Det passer ikke.")
    await expect(flag).to_be_focused()


async def test_danger_shows_112_and_whether_the_supervisor_has_seen_it(
    house: House, console: Page, street: Street
) -> None:
    young = await street.somebody_waits()
    call_word = await meet(console, young)
    birgit = await street.staff(house.supervisor, "supervisor")

    await young.talk.say("jeg tager livet af mig nu")

    # What lies within the mark is told with it: that they mean to, and that it is now.
    flag = log_of(console, call_word).locator(".flagged").first
    await flag.click()
    reason = console.locator(".reason:popover-open")
    await expect(reason).to_contain_text("suicide.now")
    await expect(reason).to_contain_text("suicide.intent")
    await console.keyboard.press("Escape")
    await box_to(console, call_word).focus()

    panel = panel_of(console, call_word)
    await expect(panel.get_by_role("link", name="Ring 112")).to_be_visible()
    await expect(console.get_by_role("alert")).to_contain_text(f"{call_word} er nu på niveau 4")
    await expect(panel.get_by_text("Ingen har svaret endnu.")).to_be_visible()
    await expect(box_to(console, call_word)).to_be_focused()
    await must_be_accessible(console)
    await picture(console, "counsellor-danger")

    await choose(console, "Afslut samtalen")
    await expect(console.get_by_text("Vagthavende er kaldt til samtalen.")).to_be_visible()
    await console.get_by_label("Vi er færdige").check()
    await console.get_by_role("button", name="Afslut", exact=True).click()
    refusal = console.get_by_role("dialog").get_by_role("alert")
    await expect(refusal).to_contain_text("Den skal afsluttes, før samtalen kan lukkes.")
    await console.keyboard.press("Escape")

    escalation_id = street.escalations[young.talk.conversation_id]["escalation_id"]
    await birgit.line.ask("escalation:acknowledge", {"escalation_id": escalation_id})
    await expect(panel.locator(".strip").get_by_text("Birgit har set den.")).to_be_visible()
    outcome = {"escalation_id": escalation_id, "outcome": "stayed", "note": None}
    await birgit.line.ask("escalation:resolve", outcome)
    await expect(panel.locator(".strip")).to_have_count(0)
    await birgit.close()


async def test_the_supervisor_is_called_with_a_reason_and_the_level_can_be_raised(
    console: Page, street: Street
) -> None:
    call_word = await meet(console, await street.somebody_waits())
    panel = panel_of(console, call_word)

    await choose(console, "Hæv niveauet")
    await console.get_by_label("2 Forhøjet").check()
    await console.get_by_role("button", name="Hæv", exact=True).click()
    await expect(console.get_by_text("Skriv kort hvorfor.")).to_be_visible()
    await console.get_by_label("Hvorfor?").fill("Stemningen er tung")
    await console.get_by_role("button", name="Hæv", exact=True).click()
    await expect(panel.locator(".conversation__facts")).to_contain_text("2 Forhøjet")
    await expect(panel).to_contain_text("„Stemningen er tung“")

    await panel.get_by_role("button", name=re.compile("^Hent")).click()
    await console.get_by_label("Hvad har du brug for?").fill("Jeg er i tvivl")
    await console.get_by_role("dialog").get_by_role("button", name=re.compile("^Hent")).click()
    await expect(panel.get_by_text("Vagthavende er kaldt.")).to_be_visible()
    await expect(panel).to_contain_text("„Jeg er i tvivl“")
    await expect(panel.get_by_role("button", name=re.compile("^Hent"))).to_have_count(0)
