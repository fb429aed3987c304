"""A supervisor on a phone: what calls is whole, what is taken is one line, the board is near."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
from playwright.async_api import Locator, Page, expect

from config.rehearsal.line import Json
from config.rehearsal.wire_client import House as Door
from config.rehearsal.wire_client import StaffClient
from tests.browser.accessibility import must_be_accessible_by_day_and_night
from tests.browser.conftest import House
from tests.browser.reflow import must_keep_within
from tests.browser.supervisor.board import DANGER, Night, card_of, signed_in, somebody_waits
from tests.browsing import Visitors, picture

OPEN = 6
CALLING = 3


@asynccontextmanager
async def escalations(house: House, night: Night) -> AsyncIterator[list[str]]:
    """Let six be open, of which Amina has taken two; give the call words of the four that call."""
    told: dict[str, Json] = {}

    def heard(event: str, data: Json) -> None:
        if event == "escalation" and data["state"] != "resolved":
            told[data["call_word"]] = data

    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http,
        AsyncExitStack() as street,
    ):
        amina = StaffClient(Door(http, house.url), "supervisor", on_news=heard)
        await amina.open(night.amina)
        words = [
            await street.enter_async_context(somebody_waits(house, opening=DANGER))
            for _ in range(OPEN)
        ]
        ids = {word: {"escalation_id": told[word]["escalation_id"]} for word in words}
        for word in words[CALLING + 1 :]:
            await amina.line.ask("escalation:acknowledge", ids[word])
        yield words[: CALLING + 1]
        for one in ids.values():
            over = {**one, "outcome": "false_alarm", "note": None, "told_seq": 10_000}
            await amina.line.ask("escalation:resolve", over)
        await amina.close()


def take(card: Locator) -> Locator:
    return card.get_by_role("button", name="Jeg tager den")


async def starts_in_sight(page: Page, selector: str) -> bool:
    top = await page.locator(selector).evaluate("(it) => it.getBoundingClientRect().top")
    return 0 <= float(top) < 640 / 2


async def test_what_is_taken_is_one_line_and_the_board_is_one_tap_away(
    house: House, visitors: Visitors, night: Night
) -> None:
    async with escalations(house, night) as words:
        phone = await signed_in(house, await visitors.phone(), house.supervisor)
        calling = [card_of(phone, word) for word in words]
        fold = phone.get_by_role("button", name="er taget")
        await expect(fold.first).to_have_attribute("aria-expanded", "false")
        for card in calling:
            await expect(take(card)).to_be_visible()
        await expect(phone.get_by_role("article")).to_have_count(CALLING + 1)
        await picture(phone, "supervisor-phone-six")
        await must_be_accessible_by_day_and_night(phone)
        await must_keep_within(phone, "supervisor-phone")

        await phone.get_by_role("button", name="Til tavlen").tap()
        assert await starts_in_sight(phone, ".board__table")
        await picture(phone, "supervisor-phone-board")
        await phone.get_by_role("button", name=re.compile("^4 kalder")).tap()
        assert await starts_in_sight(phone, ".escalations")

        await take(calling[0]).tap()

        await expect(calling[0]).to_contain_text("Du har den.")
        await expect(calling[0].get_by_role("button", name="Læs med")).to_be_focused()
        await expect(phone.get_by_role("article").first).to_contain_text(words[0])
        await expect(phone.get_by_role("article")).to_have_count(OPEN)
        await picture(phone, "supervisor-phone-taken")
        await must_be_accessible_by_day_and_night(phone)
        await fold.first.tap()
        await expect(phone.get_by_role("article")).to_have_count(CALLING)
        await expect(fold.first).to_have_text(re.compile("3 er taget · Du har 1"))
        await phone.set_viewport_size({"width": 1280, "height": 800})
        await expect(phone.get_by_role("article")).to_have_count(OPEN)


async def test_back_on_a_phone_closes_what_one_reads_and_gives_the_board_back(
    house: House, visitors: Visitors, night: Night
) -> None:
    async with somebody_waits(house) as word:
        phone = await signed_in(house, await visitors.phone(), night.amina)
        row = phone.get_by_role("button", name=word, exact=True)
        heading = phone.locator("#reading-title")
        await row.tap()
        await expect(heading).to_be_focused()
        await phone.get_by_role("button", name="Ny note", exact=True).tap()
        await phone.get_by_label("Ny note. Den unge ser den ikke.").fill("halvt skrevet")

        await phone.go_back()

        await expect(row).to_be_focused()
        await expect(heading).to_have_count(0)
        await row.tap()
        await phone.get_by_role("button", name="Ny note", exact=True).tap()
        await expect(phone.get_by_label("Ny note. Den unge ser den ikke.")).to_have_value(
            "halvt skrevet"
        )
        await phone.get_by_role("button", name="Læs ikke med længere").tap()
        await expect(row).to_be_focused()
        await phone.wait_for_function("() => !history.state")
        assert phone.url == f"{house.url}/supervisor"
        await phone.go_back()
        await expect(phone).to_have_url("about:blank")
