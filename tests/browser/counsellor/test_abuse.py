"""A talk that is abused: paused kindly, or reported; and danger still comes through."""

import re

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browser.counsellor.desk import WORRYING, Evening, Street, choose, on_shift
from tests.browser.young.young_person import come_in, say
from tests.browsing import Visitors, picture


async def test_a_pause_is_told_kindly_holds_back_and_lets_danger_through(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    counsellor = await on_shift(house, await visitors.desktop(), evening.sofie)
    young = await visitors.phone(house.url, dark=True)
    await come_in(young)
    await counsellor.get_by_role("button", name="Tag den næste").click()
    box = young.get_by_role("textbox", name="Din besked")
    await expect(box).to_be_visible()

    await choose(counsellor, "Hold pause i samtalen")
    await must_be_accessible(counsellor)
    await picture(counsellor, "counsellor-pause-dialog")
    await counsellor.get_by_label("10 minutter").check()
    await counsellor.get_by_role("button", name="Hold pause", exact=True).click()
    await expect(counsellor.get_by_text(re.compile(r"^Pause til kl\."))).to_be_visible()
    await expect(young.get_by_text(re.compile(r"Samtalen holder pause til kl\."))).to_be_visible()
    await say(young, "lort")
    await expect(young.get_by_text("Bliver sendt, når pausen er slut")).to_be_visible()
    await must_be_accessible(young)
    await picture(young, "young-paused-phone-dark")
    await picture(counsellor, "counsellor-paused")
    await expect(counsellor.locator(".log .message")).to_have_count(0)

    await say(young, WORRYING)

    # It comes at once, ends the pause, and what was held back follows by itself.
    await expect(counsellor.locator(".log .message")).to_have_text([WORRYING, "lort"])
    await expect(young.get_by_text("Pausen er slut.", exact=True)).to_be_visible()
    await expect(counsellor.get_by_text(re.compile(r"^Pause til kl\."))).to_have_count(0)
    await young.get_by_role("button", name="Luk hurtigt").click()


async def test_abuse_is_reported_and_the_supervisor_alone_ends_the_talk(
    house: House, console: Page, street: Street
) -> None:
    supervisor = await street.staff(house.supervisor, "supervisor")
    young = await street.somebody_waits()
    await console.get_by_role("button", name="Tag den næste").click()
    await expect(console.locator(".writer textarea")).to_be_focused()

    await choose(console, "Meld misbrug")
    await console.get_by_role("button", name="Meld til vagthavende").click()
    await expect(console.get_by_text("Skriv kort hvorfor.")).to_be_visible()
    await console.get_by_label("Hvad sker der?").fill("Skriver kun om sex")
    await must_be_accessible(console)
    await console.get_by_role("button", name="Meld til vagthavende").click()
    await expect(console.get_by_text("Misbruget er meldt til vagthavende.").first).to_be_visible()
    await expect(console.get_by_text("Sofie meldte misbrug til vagthavende.")).to_be_visible()
    await picture(console, "counsellor-reported")
    await choose(console, "Afslut samtalen")
    await console.get_by_label("Misbrug af chatten").check()
    await console.get_by_role("button", name="Afslut", exact=True).click()
    await expect(console.get_by_text("Vagthavende har en åben sag her.")).to_be_visible()
    await console.keyboard.press("Escape")

    about = {"conversation_id": young.talk.conversation_id}
    await supervisor.line.ask("conversation:close", {**about, "reason": "abuse"})
    await expect(console.get_by_text("Vagthavende afsluttede samtalen.")).to_be_visible()
    escalation = supervisor.news["escalation"]
    assert (escalation["kind"], escalation["trigger"]) == ("abuse", "abuse")
    assert escalation["level"] == 3
    resolved = {"escalation_id": escalation["escalation_id"], "outcome": "taken_over"}
    await supervisor.line.ask(
        "escalation:acknowledge", {"escalation_id": resolved["escalation_id"]}
    )
    await supervisor.line.ask("escalation:resolve", resolved)
    await supervisor.close()
