"""The covered screen in a real Chromium: what shows, what sounds, what is kept, what opens it."""

import asyncio
import re
from typing import Final

import aiohttp
from playwright.async_api import Page, Route, expect

from config.rehearsal.wire_client import House as Door
from config.rehearsal.wire_client import YoungClient
from tests.browser.accessibility import must_be_accessible_in_every_look
from tests.browser.conftest import House
from tests.browser.counsellor.desk import box_to, log_of, meet, on_shift
from tests.browser.supervisor.board import signed_in
from tests.browser.test_account_page import pictures
from tests.browsing import Visitors

REFUSED: Final = re.compile("status of 4(01|03)")
DANGER: Final = "jeg har sagt farvel og jeg gør det nu"
COUNT_TONES: Final = """
  globalThis.tones = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    globalThis.tones += 1;
    return start.apply(this, when);
  };
"""
TOLD_WITHIN_S = 10.0
ASKED: Final = "async (path) => (await (await fetch(path)).json()).error?.code ?? 'open'"


async def until_locked(page: Page) -> None:
    """Wait until the house answers no more: the page covers itself first, and then tells it."""
    async with asyncio.timeout(TOLD_WITHIN_S):
        while await page.evaluate(ASKED, "/api/replies") != "locked":  # noqa: ASYNC110 - the house tells nobody
            await asyncio.sleep(0.05)


async def impatient(page: Page, seconds: int) -> None:
    """Have this page think that so little is idle already."""

    async def answer(route: Route) -> None:
        real = await route.fetch()
        await route.fulfill(response=real, json={**await real.json(), "idle_s": seconds})

    await page.route("**/api/account", answer)


async def test_a_page_nobody_touches_is_covered_and_the_talk_goes_on_behind_it(
    house: House, visitors: Visitors
) -> None:
    visitors.expect(REFUSED)
    page = await visitors.desktop()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        young = YoungClient(Door(http, house.url))
        await impatient(page, 4)
        await on_shift(house, page, house.counsellor)
        await young.open(opening="hej, er der nogen")
        call_word = await meet(page, young)
        await box_to(page, call_word).fill("Hej. Jeg er lige ved at skr")
        cover = page.get_by_role("heading", name="Skærmen er låst")

        await expect(cover).to_be_visible()
        await expect(box_to(page, call_word)).to_be_hidden()
        await expect(page.get_by_text("hej, er der nogen")).to_be_hidden()
        assert re.fullmatch(r"(\(\d\) )?Brobygger", await page.title())
        await until_locked(page)
        await must_be_accessible_in_every_look(page)
        # The line is open: what is written comes, and says on the cover that somebody waits.
        await young.talk.say("er du der stadig?")
        await expect(page.get_by_text("1 venter")).to_be_visible()
        await expect(page).to_have_title("(1) Brobygger")
        await pictures(page, "screen-lock")
        await page.keyboard.press("Alt+1")
        await page.keyboard.press("Escape")
        await expect(cover).to_be_visible()

        await page.get_by_label("Adgangskode").fill("ikke min adgangskode")
        await page.get_by_role("button", name="Lås op").click()
        await expect(page.get_by_text("Det passer ikke.")).to_be_visible()
        await page.unroute("**/api/account")
        await page.get_by_label("Adgangskode").fill(house.counsellor.password)
        await page.get_by_role("button", name="Lås op").click()

        await expect(cover).to_have_count(0)
        await expect(box_to(page, call_word)).to_have_value("Hej. Jeg er lige ved at skr")
        await expect(log_of(page, call_word).get_by_text("er du der stadig?")).to_be_visible()
        assert await page.evaluate(ASKED, "/api/replies") == "open"
        await box_to(page, call_word).press("End")
        await page.keyboard.type("ive.")
        await page.keyboard.press("Enter")
        await expect(log_of(page, call_word).get_by_text("ved at skrive.")).to_be_visible()
        await young.leave()
        await young.close()


async def test_the_alarm_rings_behind_the_cover_and_a_reload_opens_nothing(
    house: House, visitors: Visitors
) -> None:
    visitors.expect(REFUSED)
    page = await visitors.desktop()
    await page.add_init_script(COUNT_TONES)
    await signed_in(house, page, house.supervisor)
    await expect(page.get_by_role("button", name="Gå af vagt")).to_be_visible()
    await page.get_by_role("button", name="Lås skærmen").click()
    await expect(page.get_by_role("heading", name="Skærmen er låst")).to_be_visible()
    tones = await page.evaluate("tones")

    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        young = YoungClient(Door(http, house.url))
        await young.open(opening=DANGER)
        await expect(page.get_by_text(re.compile(r"^\d venter$"))).to_be_visible()
        await page.wait_for_function("before => globalThis.tones > before", arg=tones)
        await expect(page.locator(".escalation").first).to_be_hidden()

        await page.reload()
        await page.wait_for_url(f"{house.url}/sign-in?next=/supervisor")
        await expect(page.get_by_label("Brugernavn")).to_be_visible()
        await young.leave()
        await young.close()


async def test_what_is_covered_in_one_tab_is_covered_in_all(
    house: House, visitors: Visitors
) -> None:
    visitors.expect(REFUSED)
    page = await visitors.desktop()
    await signed_in(house, page, house.supervisor)
    figures = await page.context.new_page()
    await figures.goto(f"{house.url}/supervisor/figures")
    await figures.get_by_role("button", name="Lås skærmen").click()

    await expect(page.get_by_role("heading", name="Skærmen er låst")).to_be_visible()
    await page.get_by_label("Adgangskode").fill(house.supervisor.password)
    await page.get_by_role("button", name="Lås op").click()

    await expect(page.get_by_role("heading", name="Skærmen er låst")).to_have_count(0)
    await expect(figures.get_by_role("heading", name="Skærmen er låst")).to_have_count(0)
