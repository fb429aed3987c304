"""Afterwards: what one may answer, and what is left."""

import re

from playwright.async_api import expect

from tests.browser.conftest import House
from tests.browser.young.counsellor_at_work import Counsellor
from tests.browser.young.young_person import talking
from tests.browsing import Visitors

FONT_SIZE = "one => getComputedStyle(one).fontSize"


async def test_afterwards_one_may_answer_and_say_that_something_felt_wrong(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone(house.url)
    async with talking(page, mette) as conversation_id:
        await mette.write(conversation_id, "godt, du skrev")
        name = page.get_by_role("heading", name=re.compile("^Mette kl."))
        as_talked = await name.evaluate(FONT_SIZE)
        await mette.end(conversation_id)

    await expect(page.get_by_role("heading", name="Tak, fordi du skrev.")).to_be_visible()
    await page.get_by_text("Læs samtalen igen").click()
    assert await name.evaluate(FONT_SIZE) == as_talked
    await page.get_by_role("group", name="Og nu?").get_by_label("4", exact=True).check()
    await page.get_by_label("Ja, meget").check()
    await page.get_by_role("button", name="Send svar").click()
    await expect(page.get_by_text("Tak for dine svar.")).to_be_visible()
    await page.get_by_role("button", name="Sig det anonymt").click()
    await page.get_by_label(re.compile("Hvad føltes forkert")).fill("hun spurgte om mit navn")
    await page.get_by_role("button", name="Send til den ansvarlige").click()
    await expect(page.get_by_text("Tak, fordi du sagde det.")).to_be_visible()

    await page.get_by_role("button", name="Ny samtale").click()
    await expect(page.get_by_role("button", name="Start en samtale")).to_be_visible()
    assert await page.evaluate("Object.keys(sessionStorage)") == []


async def test_who_reads_english_complains_in_english_and_finds_the_chat_again(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone(house.url)
    async with talking(page, mette) as conversation_id:
        await mette.end(conversation_id)
    await page.get_by_role("link", name="English").click()
    await page.get_by_role("link", name="A complaint, or praise?").click()

    await expect(page.get_by_role("heading", name="Say what you think")).to_be_visible()
    await expect(page.get_by_role("button", name="Leave now")).to_be_visible()
    await page.get_by_role("link", name="Dansk").click()
    await expect(page.get_by_role("heading", name="Sig, hvad du synes")).to_be_visible()
    await page.get_by_role("link", name="English").click()
    await page.get_by_role("link", name="Write in the chat").click()
    await expect(page.get_by_role("heading", name="Thank you for writing.")).to_be_visible()
