"""Waiting: a place in line, kept and given up."""

import re

from playwright.async_api import expect

from tests.browser.conftest import House
from tests.browser.young.counsellor_at_work import Counsellor
from tests.browser.young.young_person import come_in, say, talking
from tests.browsing import Visitors, picture


async def test_leaving_the_line_takes_two_steps_and_shows_where_help_is(
    house: House, visitors: Visitors
) -> None:
    page = await visitors.phone(house.url)
    await come_in(page)

    await page.get_by_role("button", name="Gå ud af køen").click()
    await expect(page.get_by_role("button", name="Bliv i køen")).to_be_visible()
    await page.get_by_role("button", name="Gå ud af køen").click()

    await expect(page.get_by_role("heading", name="Du er ude af køen.")).to_be_visible()
    await expect(page.get_by_role("link", name="Ring 112")).to_be_visible()


async def test_while_waiting_one_can_breathe_and_look_for_words_without_motion_or_colour(
    house: House, visitors: Visitors
) -> None:
    page = await visitors.phone()
    await page.emulate_media(forced_colors="active", reduced_motion="reduce")
    await page.goto(house.url)
    await come_in(page)
    prompt, asked = page.locator(".prompt"), []
    for _ in range(5):
        asked.append(await prompt.inner_text())
        await page.get_by_role("button", name="Et andet spørgsmål").click()
        await expect(prompt).not_to_have_text(asked[-1])
    assert len(set(asked)) == 5
    await expect(prompt).to_have_text(asked[0])

    breath = page.get_by_role("region", name="Træk vejret med lyset")
    await breath.get_by_role("button", name="Begynd").click()
    for second in (1, 2):
        await expect(breath.locator(".breath__word")).to_have_text(f"Træk vejret ind {second}")
    await say(page, "hej")
    await expect(page.locator(".message--own")).to_have_css("border-inline-end-width", "6px")
    await picture(page, "young-waiting-forced-colours")
    assert await page.evaluate("document.getAnimations().length") == 0
    await breath.get_by_role("button", name="Stop").click()
    await page.get_by_role("button", name="Gå ud af køen").click()
    await page.get_by_role("button", name="Gå ud af køen").click()


async def test_handed_back_to_the_line_one_is_told_why_and_keeps_ones_words(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone(house.url)
    async with talking(page, mette) as conversation_id:
        await say(page, "det her skal ikke siges igen")
        await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()
        await page.get_by_role("textbox", name="Din besked").fill("halvt skrevet")

        away = {"conversation_id": conversation_id, "to": "waiting_room", "note": "vagten slutter"}
        await mette.ask("conversation:transfer", away)

        await expect(page.get_by_text(re.compile("^Mette måtte gå")).first).to_be_visible()
        await expect(page.locator(".message")).to_have_text(["det her skal ikke siges igen"])
        await expect(page.get_by_role("textbox", name="Din besked")).to_have_value("halvt skrevet")
        await mette.meet(conversation_id)


async def test_the_other_language_keeps_everything(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.desktop(house.url)
    conversation_id = await come_in(page)
    await page.get_by_role("textbox", name="Din besked").fill("halvt skrevet")

    await page.get_by_role("link", name="English").click()

    await expect(page.get_by_role("heading", name=re.compile("^You are "))).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.get_by_role("textbox", name="Your message")).to_have_value("halvt skrevet")
    await mette.meet(conversation_id)
    await expect(page.get_by_role("heading", name="Mette, counsellor")).to_be_visible()
