"""The young person's page in a real Chromium against the real server, one promise at a time."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

import aiohttp
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from config.rehearsal.line import Json, Refused
from config.rehearsal.talk import Event
from config.rehearsal.wire_client import Account, StaffClient
from config.rehearsal.wire_client import House as Door
from tests.browser.conftest import House
from tests.browsing import LINE_DOWN, Visitors

ALL_STORAGE = """async () => ({
  session: Object.keys(sessionStorage).sort(),
  local: Object.keys(localStorage),
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  cookies: document.cookie,
})"""


SHIFTS = """
  globalThis.shifts = [];
  new PerformanceObserver((list) => list.getEntries().forEach((one) => shifts.push(one.value)))
    .observe({ type: "layout-shift", buffered: true });
"""
IN_LINE = re.compile("^Du er (n|den næste)")


class Counsellor:
    """A counsellor at work, with room for many."""

    def __init__(self, door: Door) -> None:
        self.heard: list[Event] = []
        self._news = asyncio.Event()
        self._staff = StaffClient(
            door, "counsellor", on_event=self.heard.append, on_news=lambda *_: self._news.set()
        )

    async def come_to_work(self, account: Account) -> None:
        await self._staff.open(account)
        await self.ask("shift:start", {"capacity": 6})

    async def go_home(self) -> None:
        for conversation_id in list(self._staff.talks):
            await self.end(conversation_id)
        await self.ask("shift:end", {})
        await self._staff.close()

    async def ask(self, event: str, payload: Json) -> None:
        await self._staff.line.ask(event, payload)

    async def meet(self, conversation_id: str) -> None:
        """Accept somebody as soon as they stand in line, which is when their page is connected."""
        async with asyncio.timeout(10):
            while not self._sees_waiting(conversation_id):
                self._news.clear()
                await self._news.wait()
        await self._staff.accept(conversation_id)

    async def write(self, conversation_id: str, text: str) -> None:
        said = {"conversation_id": conversation_id, "client_id": str(uuid4()), "text": text}
        await self.ask("message:send", said)

    async def see_everything(self, conversation_id: str) -> None:
        seq = self._staff.talks[conversation_id].cursor.seq
        await self.ask("seen", {"conversation_id": conversation_id, "seq": seq})

    async def end(self, conversation_id: str) -> None:
        about = {"conversation_id": conversation_id}
        self._staff.forget(conversation_id)
        with suppress(Refused):  # they may have left by themselves
            await self.ask("conversation:close", {**about, "reason": "finished"})
        outcome: Json = {"main": "family", "topics": [], "outcome": "helped", "follow_up": None}
        await self.ask("wrap_up:record", {**about, **outcome})

    def _sees_waiting(self, conversation_id: str) -> bool:
        line = self._staff.news.get("waiting_room", {}).get("waiting", [])
        return conversation_id in {one["conversation_id"] for one in line}


@pytest_asyncio.fixture(loop_scope="session")
async def mette(house: House) -> AsyncIterator[Counsellor]:
    async with aiohttp.ClientSession() as http:
        mette = Counsellor(Door(http, house.url))
        await mette.come_to_work(house.counsellor)
        yield mette
        await mette.go_home()


async def come_in(page: Page) -> str:
    """Go through the door without answering anything, and return the conversation's id."""
    await page.get_by_role("button", name="Start en samtale").click()
    await page.get_by_role("button", name="Videre til køen").click()
    await expect(page.get_by_role("heading", name="Mens du venter")).to_be_visible()
    return str(await page.evaluate("sessionStorage.getItem('conversation_id')"))


async def say(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Din besked").fill(text)
    await page.get_by_role("button", name="Send", exact=True).click()


@asynccontextmanager
async def talking(page: Page, mette: Counsellor) -> AsyncIterator[str]:
    """Come in and be met."""
    conversation_id = await come_in(page)
    await mette.meet(conversation_id)
    await expect(page.get_by_role("heading", name="Mette, rådgiver")).to_be_visible()
    yield conversation_id


async def test_somebody_comes_in_waits_writes_and_is_met(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone(house.url)
    conversation_id = await come_in(page)
    await expect(page.get_by_role("heading", name=IN_LINE)).to_be_visible()
    await say(page, "hej. ved ik helt hvor jeg skal starte")
    await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()

    await mette.meet(conversation_id)
    await expect(page.get_by_text("Mette er kommet. Du er anonym.").first).to_be_visible()
    await mette.write(conversation_id, "Hej med dig. Jeg har god tid.")

    await expect(page.locator(".message").nth(1)).to_have_text("Hej med dig. Jeg har god tid.")
    await expect(page.locator(".message").nth(0)).to_have_text(re.compile("hvor jeg skal starte"))


async def test_own_words_are_sent_then_seen(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.desktop(house.url)
    async with talking(page, mette) as conversation_id:
        await say(page, "er du der")
        await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()

        await mette.see_everything(conversation_id)

        await expect(page.get_by_text(re.compile(r"Set kl\. \d\d\.\d\d"))).to_be_visible()


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


async def test_quick_exit_leaves_nothing(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.desktop(house.url)
    async with talking(page, mette) as conversation_id:
        async with page.expect_popup() as opened:
            await page.evaluate("window.open(location.href)")
        other = await opened.value
        await expect(other.get_by_role("heading", name="Mette, rådgiver")).to_be_visible()
        await say(page, "kanarifugl")
        await expect(other.locator(".message")).to_have_text(["kanarifugl"])

        blank = await page.evaluate(
            """() => {
              const before = performance.now();
              document.querySelector(".quick-exit").click();
              const took = performance.now() - before;
              return { words: document.documentElement.textContent, took };
            }"""
        )

        assert "kanarifugl" not in blank["words"]
        assert blank["took"] < 100  # ms: what somebody at the door can not see
        for tab in (page, other):
            await tab.wait_for_url(f"{house.url}/blank")
            await expect(tab).to_have_title("Startside")
            assert await tab.evaluate("Object.keys(sessionStorage)") == []
        for _ in range(3):
            await page.go_back(wait_until="load")
            assert "kanarifugl" not in await page.content()
        await page.goto(house.url)
        await expect(page.get_by_role("button", name="Start en samtale")).to_be_visible()
        left = [event for event in mette.heard if event["kind"] == "left"]
        assert [event["data"]["how"] for event in left] == ["quick_exit"]
        assert left[0]["conversation_id"] == conversation_id


async def test_escape_twice_leaves_from_anywhere(house: House, visitors: Visitors) -> None:
    page = await visitors.desktop(house.url)
    await page.get_by_role("button", name="Hvad kan den ikke skjule?").click()
    await expect(page.get_by_role("dialog")).to_be_visible()

    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")

    await page.wait_for_url(f"{house.url}/blank")


async def test_nothing_is_kept_but_one_secret(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone(house.url)
    foreign: list[str] = []
    page.on("request", lambda one: foreign.append(one.url) if house.url not in one.url else None)
    async with talking(page, mette):
        await say(page, "hemmeligt")

        assert await page.evaluate(ALL_STORAGE) == {
            "session": ["conversation_id", "token"],
            "local": [],
            "databases": 0,
            "caches": 0,
            "workers": 0,
            "cookies": "",
        }
    assert foreign == []


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


async def test_afterwards_one_may_answer_and_say_that_something_felt_wrong(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone(house.url)
    async with talking(page, mette) as conversation_id:
        await mette.end(conversation_id)

    await expect(page.get_by_role("heading", name="Tak, fordi du skrev.")).to_be_visible()
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


async def test_the_first_load_is_light_and_nothing_jumps(house: House, visitors: Visitors) -> None:
    page = await visitors.phone()
    await page.add_init_script(SHIFTS)
    network = await page.context.new_cdp_session(page)
    sizes: list[int] = []
    network.on("Network.dataReceived", lambda news: sizes.append(news["encodedDataLength"]))
    await network.send("Network.enable")

    await page.goto(house.url, wait_until="networkidle")
    await expect(page.get_by_text(re.compile("Åbent nu|Her er travlt"))).to_be_visible()

    assert sum(sizes) <= 60_000  # bytes; our own budget, for a phone on a bad line
    assert await page.evaluate("shifts.reduce((sum, one) => sum + one, 0)") <= 0.02


async def test_without_scripts_there_is_still_a_number_to_ring(
    house: House, browser: Browser
) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()

    await page.goto(house.url)

    await expect(page.get_by_role("link", name="Ring 112")).to_be_visible()
    await page.get_by_role("link", name="Luk hurtigt").click()
    await page.wait_for_url(f"{house.url}/blank")
    await context.close()
