"""A bad line and a phone asleep, a reload, many tabs: the talk goes on."""

from playwright.async_api import expect

from tests.browser.conftest import House
from tests.browser.young.counsellor_at_work import Counsellor
from tests.browser.young.young_person import IN_LINE, come_in, say, talking
from tests.browsing import LINE_DOWN, Visitors

NO_STORAGE = """Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("forbidden", "SecurityError"); },
});"""


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


async def test_the_place_in_line_is_kept_without_net(house: House, visitors: Visitors) -> None:
    visitors.expect(LINE_DOWN)
    page = await visitors.phone(house.url)
    await come_in(page)
    place = await page.get_by_role("heading", name=IN_LINE).text_content()
    await page.context.set_offline(offline=True)
    await expect(page.get_by_text("Du er uden net.", exact=True)).to_be_visible()
    await expect(page.get_by_role("heading", name=IN_LINE)).to_have_text(str(place))

    await page.context.set_offline(offline=False)

    await expect(page.get_by_text("Du er uden net.", exact=True)).to_be_hidden()
    await expect(page.get_by_role("heading", name=IN_LINE)).to_have_text(str(place))


async def test_a_phone_that_slept_has_everything_when_it_wakes(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    visitors.expect(LINE_DOWN)
    page = await visitors.phone(house.url)
    async with talking(page, mette) as conversation_id:
        phone = await page.context.new_cdp_session(page)
        await phone.send("Page.setWebLifecycleState", {"state": "frozen"})
        await page.context.set_offline(offline=True)
        await mette.write(conversation_id, "et")
        await mette.write(conversation_id, "to")

        await page.context.set_offline(offline=False)
        await phone.send("Page.setWebLifecycleState", {"state": "active"})

        await expect(page.locator(".message")).to_have_text(["et", "to"])


async def test_where_storage_is_forbidden_one_can_still_talk(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone()
    await page.add_init_script(NO_STORAGE)
    await page.goto(house.url)
    await page.get_by_role("button", name="Start en samtale").click()
    async with page.expect_response("**/api/conversations") as answered:
        await page.get_by_role("button", name="Videre til køen").click()
    opened = await (await answered.value).json()
    await mette.meet(opened["conversation_id"])

    await say(page, "hej")
    await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Luk hurtigt").click()

    await page.wait_for_url(f"{house.url}/blank")


async def test_a_wrong_clock_on_the_device_moves_no_time(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone()
    await page.clock.set_fixed_time("2001-01-01T03:00:00Z")
    await page.goto(house.url)
    async with talking(page, mette) as conversation_id:
        await say(page, "hej")
        await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()
        await mette.write(conversation_id, "hej med dig")

        await expect(page.locator(".message")).to_have_text(["hej", "hej med dig"])
        await expect(page.get_by_text("I dag", exact=True)).to_be_visible()
