"""What a screen reader is given to say at the desk: each new message once, a history never."""

import re
from typing import Final

from playwright.async_api import Page, expect

from tests.browser.conftest import House
from tests.browser.counsellor.desk import Cable, Evening, Street, box_to, log_of, meet, on_shift
from tests.browsing import LINE_DOWN, Visitors

ALOUD: Final = """
  globalThis.aloud = [];
  const live = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]";
  const regions = (changes) => new Set(changes.map(({ target }) =>
    (target.nodeType === 3 ? target.parentElement : target)?.closest?.(live)));
  new MutationObserver((changes) => {
    for (const one of regions(changes)) if (one?.textContent) aloud.push(one.textContent.trim());
  }).observe(document, { childList: true, subtree: true, characterData: true });
"""
SENTENCE: Final = "00:05"
"""So long a sentence has for itself (`live_regions.js`)."""


async def heard_of(page: Page, words: str) -> list[str]:
    return [said for said in await page.evaluate("aloud") if words in said]


async def until_told(page: Page, words: str) -> None:
    """Wait until it is said, each sentence before it having had its time."""
    for _ in range(5):
        await page.clock.fast_forward(SENTENCE)
        if await heard_of(page, words):
            return
    await page.wait_for_function("(words) => aloud.some((said) => said.includes(words))", arg=words)


async def test_each_new_message_is_announced_once_and_no_history_ever(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    visitors.expect(LINE_DOWN)
    page, cable = await visitors.desktop(), Cable()
    await page.route_web_socket(re.compile("socket.io"), cable.plug)
    await page.clock.install()
    await page.add_init_script(ALOUD)
    await on_shift(house, page, evening.sofie)
    first, second = [await street.somebody_waits() for _ in range(2)]
    for young in (first, second):
        await young.talk.say("før nogen var her")
    names = [await meet(page, young) for young in (first, second)]
    for name in names:
        await expect(log_of(page, name)).to_contain_text("før nogen var her")

    for young, text in ((first, "et nyt"), (second, "to nye"), (first, "tre nye")):
        await young.talk.say(text)
        await until_told(page, text)
    await box_to(page, names[0]).fill("mit eget")
    await box_to(page, names[0]).press("Enter")
    await expect(log_of(page, names[0]).get_by_text("Sendt", exact=True)).to_be_visible()
    await page.clock.fast_forward(SENTENCE)
    told = [f"{names[0]}: et nyt", f"{names[1]}: to nye", f"{names[0]}: tre nye"]
    for sentence in told:
        assert await heard_of(page, sentence.partition(": ")[2]) == [sentence]
    for old in ("før nogen var her", "mit eget"):
        assert await heard_of(page, old) == []

    # What came while the line was down is told as a number.
    await cable.pull()
    await first.talk.say("fire nye")
    await first.talk.say("fem nye")
    cable.is_in = True
    await page.clock.fast_forward("00:30")
    await expect(log_of(page, names[0])).to_contain_text("fem nye")
    await until_told(page, "2 nye beskeder")
    assert await heard_of(page, "fem nye") == []

    await page.reload()
    await expect(log_of(page, names[0])).to_contain_text("fem nye")
    await page.clock.fast_forward(SENTENCE)
    assert [said for said in await page.evaluate("aloud") if "ny" in said] == []
