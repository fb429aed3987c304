"""Misuse: a talk that is abused, and texts that try to be more than text."""

import asyncio
import re
from typing import Final
from uuid import uuid4

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browser.counsellor.desk import (
    WORRYING,
    Evening,
    Street,
    choose,
    log_of,
    meet,
    on_shift,
)
from tests.browser.counsellor.hostile import hostile_texts
from tests.browser.supervisor.board import row_of
from tests.browser.supervisor.board import signed_in as at_the_board
from tests.browser.young.young_person import come_in, say
from tests.browsing import Visitors, picture

A_LOG_MS: Final = 60_000
"""A machine that tests side by side may have little left for a page that draws 300 messages."""
WATCH: Final = """
  window.broken = 0;
  window.reports = 0;
  document.addEventListener("securitypolicyviolation", () => { window.reports += 1; });
"""
MADE_OF_WORDS: Final = "document.querySelectorAll('.log a, .log img, .log iframe').length"
FIRST_DRAWN: Final = """async () => {
  const panel = document.querySelector(".desk__talks");
  const drawn = new Promise((there) => new MutationObserver((_, watching) => {
    const count = panel.querySelectorAll(".message").length;
    if (count === 0) return;
    watching.disconnect();
    there(count);
  }).observe(panel, { childList: true, subtree: true }));
  document.querySelector("[role=tab][aria-selected=false]").click();
  return drawn;
}"""
"""How many messages stand there at the first sight of the talk one goes to."""


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
    await young.wait_for_url(f"{house.url}/blank")


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
    escalation = street.escalations[young.talk.conversation_id]
    assert (escalation["kind"], escalation["trigger"]) == ("abuse", "abuse")
    assert escalation["level"] == 3
    resolved = {"escalation_id": escalation["escalation_id"], "outcome": "taken_over"}
    await supervisor.line.ask(
        "escalation:acknowledge", {"escalation_id": resolved["escalation_id"]}
    )
    await supervisor.line.ask("escalation:resolve", resolved)
    await supervisor.close()


async def test_three_hundred_hostile_texts_are_shown_and_none_of_them_runs(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    texts = hostile_texts()
    assert len(set(texts)) == 300
    page = await visitors.desktop()
    await page.add_init_script(WATCH)
    young = await street.somebody_waits(opening=texts[0], gender="<b onclick=broken=1>")
    await on_shift(house, page, evening.sofie, at_once=3)
    call_word = await meet(page, young)
    for text in texts:
        await young.talk.say(text)
    await expect(log_of(page, call_word).locator(".message")).to_have_count(301, timeout=A_LOG_MS)

    # Notes, whispers and reasons are shown as well: by the page's own hand, and by a supervisor's.
    supervisor = await street.staff(house.supervisor, "supervisor")
    here = {"conversation_id": young.talk.conversation_id}
    asked = [
        supervisor.line.ask(event, {**here, "client_id": str(uuid4()), "text": text})
        for text in texts[::10]
        for event in ("whisper:send", "note:add")
    ]
    for some in range(0, len(asked), 20):
        await asyncio.gather(*asked[some : some + 20])
    await supervisor.line.ask("level:set", {**here, "level": 3, "reason": texts[1]})
    await expect(page.locator(".whisper .pre")).to_have_count(30)
    await choose(page, "Meld misbrug")
    await page.get_by_label("Hvad sker der?").fill(texts[2])
    await page.get_by_role("button", name="Meld til vagthavende").click()
    await expect(page.locator(".house-word--escalated").last).to_contain_text("broken=1")
    await supervisor.close()

    # The supervisor reads all of it on a page of their own: talk, notes, whispers, reasons, course.
    board = await visitors.desktop()
    await board.add_init_script(WATCH)
    await at_the_board(house, board, house.supervisor)
    await row_of(board, call_word).get_by_role("button").click()
    log = board.get_by_role("region", name="Samtalen, du læser med i").locator(".message")
    await expect(log).to_have_count(301, timeout=A_LOG_MS)
    await expect(board.locator(".reading__notes .pre")).to_have_count(60)
    await board.get_by_text("Forløb:").click()
    await expect(board.locator(".reading__course")).to_contain_text("broken=1")
    await board.get_by_role("button", name="Gå af vagt").click()
    await board.get_by_role("button", name="Gå af vagt nu").click()
    await expect(board.get_by_text("Du er ikke på vagt, Birgit")).to_be_visible()
    assert await board.evaluate("[window.broken, window.reports]") == [0, 0]
    assert await board.evaluate(MADE_OF_WORDS) == 0

    # Two more make tabs; gone back to, a talk of 300 begins with its end and not with all of it.
    for _ in range(2):
        await meet(page, await street.somebody_waits())
    assert 0 < await page.evaluate(FIRST_DRAWN) <= 150
    await expect(log_of(page, call_word).locator(".message")).to_have_count(301, timeout=A_LOG_MS)
    assert await page.evaluate("[window.broken, window.reports]") == [0, 0]
    assert await page.evaluate(MADE_OF_WORDS) == 0
