"""What anybody writes is text on a staff page, in every field it stands in; long logs are light."""

from typing import Final
from uuid import uuid4

from playwright.async_api import expect

from tests.browser.conftest import House
from tests.browser.counsellor.desk import Evening, Street, choose, log_of, meet, on_shift
from tests.browser.counsellor.hostile import hostile_texts
from tests.browsing import Visitors

WATCH: Final = """
  window.broken = 0;
  window.reports = 0;
  document.addEventListener("securitypolicyviolation", () => { window.reports += 1; });
"""
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
    await expect(log_of(page, call_word).locator(".message")).to_have_count(301)

    # Notes, whispers and reasons are shown as well: by the page's own hand, and by a supervisor's.
    supervisor = await street.staff(house.supervisor, "supervisor")
    here = {"conversation_id": young.talk.conversation_id}
    for text in texts[::10]:
        said = {**here, "client_id": str(uuid4()), "text": text}
        await supervisor.line.ask("whisper:send", said)
        await supervisor.line.ask("note:add", {**said, "client_id": str(uuid4())})
    await supervisor.line.ask("level:set", {**here, "level": 3, "reason": texts[1]})
    await expect(page.locator(".whisper .pre")).to_have_count(30)
    await choose(page, "Meld misbrug")
    await page.get_by_label("Hvad sker der?").fill(texts[2])
    await page.get_by_role("button", name="Meld til vagthavende").click()
    await expect(page.locator(".house-word--escalated").last).to_contain_text("broken=1")
    await supervisor.close()

    # Two more make tabs; gone back to, a talk of 300 begins with its end and not with all of it.
    for _ in range(2):
        await meet(page, await street.somebody_waits())
    assert 0 < await page.evaluate(FIRST_DRAWN) <= 150
    await expect(log_of(page, call_word).locator(".message")).to_have_count(301)
    assert await page.evaluate("[window.broken, window.reports]") == [0, 0]
    assert (
        await page.evaluate("document.querySelectorAll('.log a, .log img, .log iframe').length")
        == 0
    )
