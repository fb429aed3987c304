"""The talk: what one writes is sent, seen and answered."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import House, staffed
from tests.browser.young.counsellor_at_work import Counsellor
from tests.browser.young.young_person import IN_LINE, come_in, say, talking
from tests.browsing import Visitors
from tests.journeys.people import Counsellor as AtTheDesk
from tests.journeys.people import YoungPerson

BOX = re.compile("^Besked til")
READ_ALOUD = """
  globalThis.aloud = [];
  const live = "[aria-live], [role=status], [role=alert]";
  new MutationObserver((changes) => {
    const at = changes.map(({ target }) => (target.nodeType === 3 ? target.parentElement : target));
    const regions = new Set(at.map((one) => one?.closest?.(live)));
    for (const region of regions) if (region?.textContent) aloud.push(region.textContent.trim());
  }).observe(document, { childList: true, subtree: true, characterData: true });
"""
"""What a screen reader is given to say, as it changes."""
LISTENING = """
  globalThis.sounded = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    sounded.push("tone");
    return start.apply(this, when);
  };
  navigator.vibrate = () => sounded.push("buzz");
"""


async def test_somebody_comes_in_waits_writes_and_is_met(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone()
    await page.add_init_script(READ_ALOUD)
    await page.goto(house.url)
    conversation_id = await come_in(page)
    await expect(page.get_by_role("heading", name=IN_LINE)).to_be_visible()
    await say(page, "hej. ved ik helt hvor jeg skal starte")
    await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()

    await mette.meet(conversation_id)
    await expect(page.get_by_text("Mette er kommet. Du er anonym.").first).to_be_visible()
    await mette.write(conversation_id, "Hej med dig. Jeg har god tid.")

    await expect(page.locator(".message").nth(1)).to_have_text("Hej med dig. Jeg har god tid.")
    await expect(page.locator(".message").nth(0)).to_have_text(re.compile("hvor jeg skal starte"))

    # Read aloud once, and none of what is one's own or was said before.
    said = "Mette: Hej med dig. Jeg har god tid."
    heard = page.locator("p.visually-hidden[aria-live=polite]")
    await expect(heard).to_have_text(said)
    await mette.write(conversation_id, "Er du der?")
    await expect(heard).to_have_text("Mette: Er du der?")
    aloud = await page.evaluate("aloud")
    assert [text for text in aloud if "god tid" in text] == [said]
    assert not [text for text in aloud if "hvor jeg skal starte" in text]
    await page.reload()
    await expect(page.locator(".message")).to_have_count(3)
    assert not [text for text in await page.evaluate("aloud") if "Mette: " in text]


async def test_own_words_are_sent_then_seen(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.desktop()
    lengths: set[int] = set()
    page.on("websocket", lambda line: line.on("framesent", lambda one: lengths.add(asked(one))))
    await page.goto(house.url)
    async with talking(page, mette) as conversation_id:
        for words in ("er du der", "jeg ved ikke helt, hvor jeg skal starte ø", "hej"):
            await say(page, words)
            await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()

        await mette.see_everything(conversation_id)

        await expect(page.get_by_text(re.compile(r"Set kl\. \d\d\.\d\d"))).to_be_visible()
    # Who listens on the line sees that something was written, and not how much of it.
    assert lengths == {0, 256}


def asked(frame: str | bytes) -> int:
    """Return how long a frame is that asks something; 0 for any other."""
    frame = frame.encode() if isinstance(frame, str) else frame
    return len(frame) if frame.startswith(b"42") else 0


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[House]:
    """Serve a house where nobody else stands in line: the next is whom one means."""
    with staffed(tmp_path) as house:
        yield house


async def test_while_the_counsellor_writes_one_sees_it_and_no_longer(
    alone: House, visitors: Visitors
) -> None:
    page = await visitors.phone(alone.url)
    young, desk = YoungPerson(page), await visitors.desktop(f"{alone.url}/counsellor")
    jonas = AtTheDesk(desk, alone.colleague)
    await jonas.come_on_duty()
    await young.come_in()
    await jonas.take_the_next()
    await young.is_met_by("Jonas")
    box, writes = desk.get_by_role("textbox", name=BOX), page.get_by_text("Jonas skriver")
    await expect(writes).to_have_count(0)

    await box.press_sequentially("Hej, jeg")
    await expect(writes.first).to_be_visible()
    await box.press_sequentially(" sidder her")
    await box.press("Enter")
    await young.sees("Hej, jeg sidder her")
    await expect(writes).to_have_count(0)

    await box.press_sequentially("Og")
    await expect(writes.first).to_be_visible()
    await box.fill("")
    await expect(writes).to_have_count(0)
    await page.get_by_role("button", name="Luk hurtigt").click()
    await page.wait_for_url(f"{alone.url}/blank")


async def test_enter_sends_with_keys_and_makes_a_new_line_on_touch(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    desktop = await visitors.desktop(house.url)
    async with talking(desktop, mette):
        box = desktop.get_by_role("textbox", name="Din besked")
        await box.press_sequentially("en")
        await box.press("Shift+Enter")
        await box.press_sequentially("to")
        await box.press("Enter")

        await expect(desktop.locator(".message")).to_have_text(["en\nto"])
        await expect(box).to_be_focused()
        await expect(box).to_have_value("")

    phone = await visitors.phone(house.url)
    async with talking(phone, mette):
        box = phone.get_by_role("textbox", name="Din besked")
        await box.press_sequentially("en")
        await box.press("Enter")

        await expect(box).to_have_value("en\n")


async def test_the_page_is_silent_until_one_asks_for_sound(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone()
    await page.add_init_script(LISTENING)
    await page.goto(house.url)
    async with talking(page, mette) as conversation_id:
        await mette.write(conversation_id, "hej")
        await expect(page.locator(".message")).to_have_text(["hej"])
        assert await page.evaluate("sounded") == []

        await page.get_by_role("button", name="Mere").click()
        await page.get_by_label("En blød tone").check()
        await page.get_by_label("Telefonen vibrerer kort").check()

        assert await page.evaluate("sounded") == ["tone", "buzz"]
