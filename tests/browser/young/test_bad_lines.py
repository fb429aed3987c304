"""A bad line and a phone asleep, a reload, many tabs: the talk goes on."""

from playwright.async_api import expect

from tests.browser.conftest import House
from tests.browser.young.counsellor_at_work import Counsellor
from tests.browser.young.young_person import IN_LINE, come_in, say, talking
from tests.browsing import LINE_DOWN, Visitors


async def test_what_is_written_without_net_is_sent_when_it_is_back(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    visitors.expect(LINE_DOWN)
    page = await visitors.phone(house.url)
    async with talking(page, mette) as conversation_id:
        await page.context.set_offline(offline=True)
        await expect(page.get_by_text("Du er uden net.", exact=True)).to_be_visible()
        await say(page, "et")
        await say(page, "to")
        await expect(page.get_by_text("Venter på nettet")).to_be_visible()
        await mette.write(conversation_id, "jeg er her stadig")

        await page.context.set_offline(offline=False)

        await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()
        await expect(page.locator(".message")).to_have_text(["jeg er her stadig", "et", "to"])
        await expect(page.get_by_text("Du er uden net.", exact=True)).to_be_hidden()


async def test_a_reload_keeps_the_place_and_the_talk(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone(house.url)
    conversation_id = await come_in(page)
    await say(page, "en")
    await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()

    await page.reload()
    await expect(page.get_by_role("heading", name=IN_LINE)).to_be_visible()
    await expect(page.locator(".message")).to_have_text(["en"])

    await mette.meet(conversation_id)
    await mette.write(conversation_id, "to")
    await expect(page.locator(".message")).to_have_text(["en", "to"])
    await page.reload()
    await expect(page.get_by_role("heading", name="Mette, rådgiver")).to_be_visible()
    await expect(page.locator(".message")).to_have_text(["en", "to"])


async def test_two_tabs_of_one_talk_show_the_same(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.desktop(house.url)
    async with talking(page, mette):
        async with page.expect_popup() as opened:
            await page.evaluate("window.open(location.href)")
        other = await opened.value
        await expect(other.get_by_role("heading", name="Mette, rådgiver")).to_be_visible()

        await say(page, "fra den ene")
        await expect(other.locator(".message")).to_have_text(["fra den ene"])
        await say(other, "fra den anden")

        await expect(page.locator(".message")).to_have_text(["fra den ene", "fra den anden"])
