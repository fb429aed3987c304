"""What people write and paste, however odd: it arrives as it was written, or is refused kindly."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import House
from tests.browser.young.counsellor_at_work import Counsellor
from tests.browser.young.page_states import BAD_INPUT, PUT, TALKING, at_the_door, behind_it, show
from tests.browser.young.young_person import say, talking
from tests.browsing import Visitors, clock_stops

ODD = [
    event["data"]["text"]
    for event in BAD_INPUT
    if event["kind"] == "message" and event["from"] == "young"
]
PASTE = """(box, [file, text]) => {
  const data = new DataTransfer();
  if (file) data.items.add(new File(["x"], "billede.png", { type: "image/png" }));
  if (text) {
    data.setData("text/plain", text);
    data.setData("text/html", `<b style="color: red">${text}</b>`);
  }
  const paste = { clipboardData: data, bubbles: true, cancelable: true };
  return box.dispatchEvent(new ClipboardEvent("paste", paste));
}"""
DROP = """(log) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["x"], "billede.png", { type: "image/png" }));
  const told = (kind) => log.dispatchEvent(
    new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  return [told("dragover"), told("drop")];
}"""
OVERLAPS = """(messages) => messages.some((one) => {
  const { overflowX, overflowY } = getComputedStyle(one);
  return overflowX === "visible" || overflowY === "visible";
})"""


async def test_odd_letters_arrive_as_they_were_written(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.desktop(house.url)
    async with talking(page, mette):
        for text in ODD:
            await say(page, text)
        await expect(page.locator(".message")).to_have_text(ODD)
        await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()

        await mette.has_heard(len(ODD))
        said = [event["data"]["text"] for event in mette.heard if event["kind"] == "message"]
        assert said == ODD


async def test_four_thousand_characters_are_sent_and_one_more_stays_in_the_box(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone(house.url)
    async with talking(page, mette):
        box = page.get_by_role("textbox", name="Din besked")
        await box.fill("😭" * 4001)
        await page.get_by_role("button", name="Send", exact=True).click(force=True)
        await expect(page.get_by_text("Det er 1 tegn for langt.")).to_be_visible()
        await expect(box).to_have_value("😭" * 4001)

        await say(page, "😭" * 4000)

        await expect(page.locator(".message")).to_have_text(["😭" * 4000])
        await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("file", "text", "taken"), [(True, "", False), (True, "hej", True), (False, "hej", True)]
)
async def test_a_pasted_picture_is_refused_in_words_and_rich_text_brings_its_words(
    house: House, visitors: Visitors, *, file: bool, text: str, taken: bool
) -> None:
    page = await visitors.phone(house.url)
    await at_the_door(page)
    await behind_it(page)
    await show(page, {**TALKING, "writing": "halvt skrevet"})
    box = page.get_by_role("textbox", name="Din besked")

    assert await box.evaluate(PASTE, [file, text]) is taken

    refusal = page.get_by_text(re.compile("Vi kan kun tage imod tekst"))
    await expect(refusal).to_have_count(0 if taken else 1)
    await expect(box).to_have_value("halvt skrevet")


async def test_a_picture_dropped_beside_the_box_is_not_opened_in_the_place_of_the_talk(
    house: House, visitors: Visitors
) -> None:
    page = await visitors.desktop()
    await page.clock.install()
    await page.goto(house.url)
    await at_the_door(page)
    await behind_it(page)
    await clock_stops(page)
    await page.evaluate(PUT, TALKING)

    assert await page.locator(".log").evaluate(DROP) == [False, False]

    await expect(page.get_by_text(re.compile("Vi kan kun tage imod tekst"))).to_be_visible()


async def test_no_letter_reaches_out_of_its_message(house: House, visitors: Visitors) -> None:
    page = await visitors.phone(house.url)
    await at_the_door(page)
    await behind_it(page)

    await show(page, {**TALKING, "events": BAD_INPUT})

    assert not await page.locator(".message").evaluate_all(OVERLAPS)
