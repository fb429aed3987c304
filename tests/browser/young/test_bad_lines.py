"""A bad line and a phone asleep, a reload, many tabs: the talk goes on."""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.async_api import WebSocketRoute, expect

from tests.browser.conftest import House
from tests.browser.young.counsellor_at_work import Counsellor
from tests.browser.young.sleeping_phone import SleepingPhone
from tests.browser.young.young_person import IN_LINE, come_in, say, talking
from tests.browsing import LINE_DOWN, Visitors

HERE = ZoneInfo("Europe/Copenhagen")
SECOND = 2
NO_STORAGE = """Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("forbidden", "SecurityError"); },
});"""


@dataclass
class BadLine:
    """400 ms a round trip, and every twentieth frame is lost with the line it came on."""

    frames: int = 0
    cuts: list[asyncio.Task[None]] = field(default_factory=list)

    def plug(self, end: WebSocketRoute) -> None:
        loop, broken = asyncio.get_running_loop(), asyncio.Event()
        server = end.connect_to_server()

        async def cut() -> None:
            await end.close()
            await server.close()

        def send(to: WebSocketRoute, frame: str | bytes) -> None:
            if not broken.is_set():
                to.send(frame)

        def passes(to: WebSocketRoute, frame: str | bytes) -> None:
            self.frames += 1
            if self.frames % 20 and not broken.is_set():
                loop.call_later(0.2, send, to, frame)
            elif not broken.is_set():
                broken.set()
                self.cuts.append(loop.create_task(cut()))

        end.on_message(lambda frame: passes(server, frame))
        server.on_message(lambda frame: passes(end, frame))


def heard(mette: Counsellor) -> list[str]:
    """What has reached her of the young person's words."""
    messages = (event for event in mette.heard if event["kind"] == "message")
    return [event["data"]["text"] for event in messages if event["from"] == "young"]


async def test_on_a_slow_line_that_breaks_again_and_again_all_is_said_once_and_in_order(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    visitors.expect(LINE_DOWN)
    line, page = BadLine(), await visitors.phone()
    await page.route_web_socket(re.compile("socket.io"), line.plug)
    await page.goto(house.url)
    mine, hers = [f"ung {number}" for number in range(8)], [f"Mette {n}" for n in range(8)]
    async with talking(page, mette) as conversation_id:
        for asked, answered in zip(mine, hers, strict=True):
            await say(page, asked)
            await mette.write(conversation_id, answered)
        messages = page.locator(".message")
        await expect(messages).to_have_count(16, timeout=60_000)
        await expect(page.get_by_text("Venter på nettet")).to_have_count(0, timeout=60_000)

        shown = await messages.all_inner_texts()
        assert [text for text in shown if text in mine] == mine
        assert [text for text in shown if text in hers] == hers
        async with asyncio.timeout(10):
            while len(heard(mette)) < len(mine):  # noqa: ASYNC110 - what the house sends her
                await asyncio.sleep(0.05)
        assert heard(mette) == mine
    assert len(line.cuts) >= 2


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


async def test_a_phone_that_slept_ten_minutes_has_everything_when_it_wakes(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    visitors.expect(LINE_DOWN)
    phone = SleepingPhone(await visitors.phone())
    await phone.open(house.url)
    page = phone.page
    async with talking(page, mette) as conversation_id:
        await page.get_by_role("textbox", name="Din besked").fill("halvt skrevet")
        async with phone.asleep():
            await mette.write(conversation_id, "et")
            await mette.write(conversation_id, "to")
            await expect(page.locator(".message")).to_have_count(0)

        await expect(page.locator(".message")).to_have_text(["et", "to"])
        await expect(page.get_by_role("textbox", name="Din besked")).to_have_value("halvt skrevet")
        await page.get_by_role("button", name="Send", exact=True).click()
        await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()


async def test_a_phone_that_slept_in_line_wakes_at_its_place_and_is_met_in_its_sleep(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    visitors.expect(LINE_DOWN)
    phone, ahead = SleepingPhone(await visitors.phone()), await visitors.desktop(house.url)
    await come_in(ahead)
    await phone.open(house.url)
    page = phone.page
    conversation_id = await come_in(page)
    place = page.get_by_role("heading", name=re.compile("^Du er "))
    await expect(place).to_have_text(re.compile(r"^Du er nummer \d+$"))
    before = int((await place.inner_text()).split()[-1])

    async with phone.asleep():
        await ahead.get_by_role("button", name="Luk hurtigt").click()
        await ahead.wait_for_url(f"{house.url}/blank")
    now = "Du er den næste" if before == SECOND else f"Du er nummer {before - 1}"
    await expect(place).to_have_text(now)
    await expect(page.get_by_text("Du er uden net.", exact=True)).to_be_hidden()

    async with phone.asleep():
        await mette.meet(conversation_id)
        await mette.write(conversation_id, "hej, jeg er her nu")
    await expect(page.get_by_role("heading", name="Mette, rådgiver")).to_be_visible()
    await expect(page.locator(".message")).to_have_text(["hej, jeg er her nu"])


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
    page, began = await visitors.phone(), f"{datetime.now(HERE):%H.%M}"
    await page.clock.set_fixed_time("2001-01-01T03:00:00Z")
    await page.goto(house.url)
    async with talking(page, mette) as conversation_id:
        await say(page, "hej")
        await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()
        await mette.see_everything(conversation_id)
        seen = page.get_by_text(re.compile(r"Set kl\."))
        await expect(seen).to_have_text(
            re.compile("|".join((began, f"{datetime.now(HERE):%H.%M}")))
        )
        await mette.write(conversation_id, "hej med dig")

        await expect(page.locator(".message")).to_have_text(["hej", "hej med dig"])
        await expect(page.get_by_text("I dag", exact=True)).to_be_visible()
