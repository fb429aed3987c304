"""The supervisor's page in a real Chromium against the real server, one promise at a time."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, WebSocketRoute, expect

from config.rehearsal.line import Refused
from config.rehearsal.wire_client import Account, StaffClient, YoungClient
from config.rehearsal.wire_client import House as Door
from tests.browser.conftest import House
from tests.browsing import LINE_DOWN, Visitors, picture
from tests.faults.two import Two, two_who_talk

AXE: Final = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LEVELS_OF_AXE: Final = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
DANGER: Final = "jeg har pillerne her og jeg gør det nu"


@dataclass(frozen=True)
class Night:
    """Who is at work on the supervisors' tests alone."""

    sofie: Account
    amina: Account


@pytest.fixture(scope="module")
def night(house: House) -> Night:
    return Night(
        house.serving.staff("sofie_nat", "counsellor", "Sofie"),
        house.serving.staff("amina_nat", "supervisor", "Amina"),
    )


async def signed_in(house: House, page: Page, account: Account) -> Page:
    """Open the console as somebody who has signed in."""
    await page.context.request.post(
        f"{house.url}/api/session",
        data={"username": account.username, "password": account.password},
        headers={"Origin": house.url},
    )
    await page.goto(f"{house.url}/supervisor")
    await expect(page.get_by_role("heading", name=re.compile("^Alle samtaler"))).to_be_visible()
    return page


@pytest_asyncio.fixture(loop_scope="session")
async def console(house: House, visitors: Visitors) -> Page:
    return await signed_in(house, await visitors.desktop(), house.supervisor)


@asynccontextmanager
async def a_talk(house: House, night: Night) -> AsyncIterator[Two]:
    """Let a young person and Sofie talk, and leave nothing behind."""
    async with two_who_talk(house.url, night.sofie) as two:
        about = {"conversation_id": two.conversation_id}
        try:
            yield two
        finally:
            with suppress(Refused):  # a supervisor may have ended it
                await two.young.leave()
            done = {"main": "family", "topics": [], "outcome": "helped"}
            await two.counsellor.line.ask("wrap_up:record", {**about, **done})
            await two.counsellor.line.ask("shift:end", {})


@asynccontextmanager
async def somebody_waits(house: House, **entry: object) -> AsyncIterator[str]:
    """Let a young person stand in line; give their call word."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        young, she = (
            YoungClient(Door(http, house.url)),
            StaffClient(Door(http, house.url), "supervisor"),
        )
        await young.open(**entry)
        await she.open(house.supervisor)
        reading = await she.follow(young.talk.conversation_id)
        await she.close()
        try:
            yield str(reading.cursor.events[0]["data"]["call_word"])
        finally:
            await young.leave()
            await young.close()


def call_word_of(two: Two) -> str:
    return str(two.answering.cursor.events[0]["data"]["call_word"])


def row_of(page: Page, call_word: str) -> Locator:
    return page.get_by_role("row").filter(has_text=call_word)


def card_of(page: Page, call_word: str) -> Locator:
    return page.get_by_role("article").filter(has_text=call_word)


async def ended(page: Page, call_word: str, outcome: str = "Falsk alarm") -> None:
    card = card_of(page, call_word)
    await card.get_by_role("button", name="Afslut med udfald").click()
    await card.get_by_text(outcome, exact=True).click()
    await card.get_by_role("button", name="Afslut eskaleringen").click()
    await expect(card).to_have_count(0)


async def must_be_accessible(page: Page) -> None:
    await page.evaluate(AXE)
    found = await page.evaluate("only => axe.run(document, { runOnly: only })", LEVELS_OF_AXE)
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []


async def test_the_board_shows_who_waits_and_keeps_their_words_to_itself(
    house: House, console: Page
) -> None:
    async with somebody_waits(house, age_band="15_17", opening="min kat er død") as call_word:
        row = row_of(console, call_word)

        await expect(row).to_contain_text("15–17 år")
        await expect(row).to_contain_text("Ingen endnu")
        await expect(row).to_contain_text("I kø")
        await expect(console.get_by_text("min kat er død")).to_have_count(0)
    await expect(row_of(console, call_word)).to_have_count(0)


async def test_reading_along_is_live_and_tells_why_words_are_marked(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        await two.asking.say("hej")
        await row_of(console, call_word_of(two)).get_by_role("button").click()
        log = console.get_by_role("region", name="Samtalen, du læser med i")
        await expect(log).to_contain_text("hej")

        await two.answering.say("hvad tænker du på")
        await two.asking.say("jeg vil ikke leve mere")

        await expect(log).to_contain_text("hvad tænker du på")
        await log.locator(".flagged").first.press("Enter")
        await expect(console.get_by_text("Derfor er det markeret")).to_be_visible()
        await picture(console, "supervisor-reading")


async def test_a_whisper_goes_to_the_counsellor_alone(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        await row_of(console, call_word_of(two)).get_by_role("button").click()
        box = console.get_by_role("textbox", name="Hvisk til Sofie")
        await expect(box).to_be_visible()
        await console.keyboard.press("Alt+h")
        await expect(box).to_be_focused()
        await box.fill("spørg om der er nogen i huset")

        await console.keyboard.press("Alt+h")

        await expect(console.get_by_text(re.compile(r"^Hvisket kl\."))).to_be_visible()
        await expect(box).to_have_value("")
        await two.answering.say("er du alene")
        await two.asking.say("ja")
        assert "nogen i huset" in str(two.answering.cursor.events)
        assert "nogen i huset" not in str(two.asking.cursor.events)


async def test_an_escalation_calls_is_taken_by_key_and_ends_with_an_outcome(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        call_word = call_word_of(two)
        await two.asking.say(DANGER)
        card = card_of(console, call_word)
        await expect(card.get_by_role("button", name="Jeg tager den")).to_be_visible()
        await expect(console).to_have_title("(1) Brobygger · vagthavende")
        await expect(console.get_by_role("alert")).to_contain_text(f"Ny eskalering: {call_word}")
        await picture(console, "supervisor-escalation")

        await console.keyboard.press("F2")

        await expect(card).to_contain_text("Du har den.")
        await expect(console).to_have_title("Brobygger · vagthavende")
        await card.get_by_role("button", name="Afslut med udfald").click()
        await card.get_by_role("button", name="Afslut eskaleringen").click()
        await expect(card).to_contain_text("Vælg først, hvordan det endte.")
        await card.get_by_role("button", name="Ikke endnu").click()
        await ended(console, call_word, "Ringede 112")
        await expect(console.get_by_text("Ingen åbne eskaleringer.")).to_be_visible()


async def test_who_comes_second_is_told_who_was_first(
    house: House, visitors: Visitors, console: Page, night: Night
) -> None:
    other = await signed_in(house, await visitors.desktop(), night.amina)
    async with a_talk(house, night) as two:
        call_word = call_word_of(two)
        await two.asking.say(DANGER)
        mine, hers = card_of(console, call_word), card_of(other, call_word)
        await expect(hers.get_by_role("button", name="Jeg tager den")).to_be_visible()

        await mine.get_by_role("button", name="Jeg tager den").click()

        await expect(mine).to_contain_text("Du har den.")
        await expect(hers).to_contain_text("Birgit har den.")
        await ended(other, call_word)
        await expect(mine).to_have_count(0)


async def test_a_reload_shows_every_open_escalation_again(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        await two.asking.say(DANGER)
        card = card_of(console, call_word_of(two))
        await card.get_by_role("button", name="Jeg tager den").click()
        await expect(card).to_contain_text("Du har den.")

        await console.reload()

        await expect(card).to_contain_text("Du har den.")
        await ended(console, call_word_of(two))


async def test_the_level_is_lowered_with_a_reason_and_the_counsellor_sees_it(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        await two.asking.say("jeg vil ikke leve mere")
        row = row_of(console, call_word_of(two))
        await expect(row).to_contain_text("2 Forhøjet")
        await row.get_by_role("button").click()
        await console.get_by_role("button", name="Ændr niveau").click()
        await console.get_by_role("group").get_by_text("1 Opmærksom").click()
        await console.get_by_role("button", name="Sæt niveauet").click()
        await expect(console.get_by_text("Skriv kort hvorfor.")).to_be_visible()
        await console.get_by_label("Hvorfor", exact=True).fill("det var en sang")

        await console.get_by_role("button", name="Sæt niveauet").click()

        await expect(row).to_contain_text("1 Opmærksom")
        await expect(console.locator(".log")).to_contain_text("det var en sang")
        await two.answering.say("okay")
        assert "det var en sang" in str(two.answering.cursor.events)


async def test_a_conversation_is_ended_but_not_under_an_open_escalation(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        call_word = call_word_of(two)
        await two.asking.say(DANGER)
        card = card_of(console, call_word)
        await card.get_by_role("button", name="Jeg tager den").click()
        await card.get_by_role("button", name="Læs med").click()
        await console.get_by_role("button", name="Afslut samtalen").click()
        await expect(console.get_by_text(re.compile("Afslut den først")).first).to_be_visible()
        await ended(console, call_word)

        await console.get_by_text("Den er færdig").click()
        await console.locator("form").get_by_role("button", name="Afslut samtalen").click()

        await expect(row_of(console, call_word)).to_have_count(0)
        await expect(console.get_by_text("Der er ingen at hviske til.")).to_be_visible()


async def test_rows_keep_their_place_under_the_pointer(
    house: House, console: Page, night: Night
) -> None:
    async with somebody_waits(house) as waiting, a_talk(house, night) as two:
        talking = call_word_of(two)
        names = console.locator(".rowlink")
        await expect(names).to_have_text([waiting, talking])
        await row_of(console, waiting).hover()

        await two.asking.say("jeg vil ikke leve mere")

        await expect(row_of(console, talking)).to_contain_text("2 Forhøjet")
        await expect(names).to_have_text([waiting, talking])
        await console.get_by_role("button", name="Sortér igen").click()
        await expect(names).to_have_text([talking, waiting])


async def test_a_conversation_is_found_by_its_word_or_its_counsellor(
    house: House, console: Page, night: Night
) -> None:
    async with somebody_waits(house) as waiting, a_talk(house, night) as two:
        names = console.locator(".rowlink")
        await expect(names).to_have_text([waiting, call_word_of(two)])
        await console.keyboard.press("Control+k")

        await console.keyboard.type("sof")
        await expect(names).to_have_text([call_word_of(two)])
        await console.get_by_role("searchbox").fill(waiting[:3])

        await expect(names).to_have_text([waiting])


@dataclass
class Cable:
    """The page's line, which one can pull out and put in again."""

    is_in: bool = True
    ends: list[WebSocketRoute] = field(default_factory=list)

    def plug(self, end: WebSocketRoute) -> None:
        self.ends.append(end)
        if self.is_in:
            end.connect_to_server()

    async def pull(self) -> None:
        self.is_in = False
        for end in self.ends:
            await end.close()


async def test_a_lost_line_says_so_in_red_and_a_new_one_catches_up(
    house: House, visitors: Visitors, night: Night
) -> None:
    visitors.expect(LINE_DOWN)
    cable, page = Cable(), await visitors.desktop()
    await page.route_web_socket(re.compile("socket.io"), cable.plug)
    console = await signed_in(house, page, house.supervisor)
    async with a_talk(house, night) as two:
        await row_of(console, call_word_of(two)).get_by_role("button").click()
        await cable.pull()
        await expect(console.get_by_text("Forbindelsen er væk siden kl.")).to_be_visible()
        await expect(console.get_by_text("Ingen åbne eskaleringer.")).to_be_hidden()
        await picture(console, "supervisor-line-lost")
        await two.asking.say(DANGER)

        cable.is_in = True

        await expect(console.get_by_text("Forbindelsen er væk siden kl.")).to_be_hidden(
            timeout=20_000
        )
        await expect(card_of(console, call_word_of(two))).to_be_visible()
        await expect(console.locator(".log")).to_contain_text(DANGER)
        await console.keyboard.press("F2")
        await ended(console, call_word_of(two))


async def test_presence_is_given_by_being_here_and_taken_back_by_a_press(
    house: House, console: Page
) -> None:
    await expect(console.get_by_text("Du er til stede, Birgit")).to_be_visible()

    await console.get_by_role("button", name="Gå af vagt").click()
    await expect(console.get_by_text("Du er ikke på vagt, Birgit")).to_be_visible()
    await console.get_by_role("banner").get_by_role("button", name="Gå på vagt").click()

    await expect(console.get_by_text("Du er til stede, Birgit")).to_be_visible()


async def test_a_counsellor_who_asks_for_the_board_is_shown_their_own_page(
    house: House, visitors: Visitors, night: Night
) -> None:
    page = await visitors.desktop()
    await page.context.request.post(
        f"{house.url}/api/session",
        data={"username": night.sofie.username, "password": night.sofie.password},
        headers={"Origin": house.url},
    )

    await page.goto(f"{house.url}/supervisor")

    await expect(page).to_have_url(f"{house.url}/counsellor")


@pytest.mark.parametrize("dark", [False, True])
async def test_everything_on_it_is_accessible_and_fits(
    house: House, visitors: Visitors, night: Night, dark: bool
) -> None:
    where = "dark" if dark else "light"
    async with a_talk(house, night) as two:
        await two.asking.say(DANGER)
        desktop = await signed_in(house, await visitors.desktop(dark=dark), house.supervisor)
        card = card_of(desktop, call_word_of(two))
        await card.get_by_role("button", name="Læs med").click()
        await expect(desktop.locator(".log")).to_contain_text(DANGER)
        await must_be_accessible(desktop)
        await picture(desktop, f"supervisor-desktop-{where}")

        phone = await signed_in(house, await visitors.phone(dark=dark), house.supervisor)
        await must_be_accessible(phone)
        assert await phone.evaluate("document.documentElement.scrollWidth") <= 360
        await picture(phone, f"supervisor-phone-{where}")
        await row_of(phone, call_word_of(two)).get_by_role("button").click()
        await expect(phone.get_by_role("textbox", name="Hvisk til Sofie")).to_be_visible()
        await must_be_accessible(phone)
        assert await phone.evaluate("document.documentElement.scrollWidth") <= 360

        await card.get_by_role("button", name="Jeg tager den").click()
        await ended(desktop, call_word_of(two))
