"""The supervisor's board as the tests work at it: signing in, talks to watch, finding a row."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

import aiohttp
from playwright.async_api import Locator, Page, WebSocketRoute, expect

from config.rehearsal.line import Refused
from config.rehearsal.wire_client import Account, StaffClient, YoungClient
from config.rehearsal.wire_client import House as Door
from tests.browser.conftest import House
from tests.faults.two import Two, two_who_talk

DANGER: Final = "jeg har sagt farvel og jeg gør det nu"


@dataclass(frozen=True)
class Night:
    """Who is at work on the supervisors' tests alone."""

    sofie: Account
    amina: Account


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
    # To the letter: "El" stands in "Poppel", too.
    return page.get_by_role("row").filter(
        has=page.get_by_role("button", name=call_word, exact=True)
    )


def card_of(page: Page, call_word: str) -> Locator:
    named = re.compile(rf"(?:^| ){re.escape(call_word)}(?:[ ,]|$)")
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=named))


async def ended(page: Page, call_word: str, outcome: str = "Falsk alarm") -> None:
    card = card_of(page, call_word)
    await card.get_by_role("button", name="Afslut med udfald").click()
    await card.get_by_text(outcome, exact=True).click()
    await card.get_by_role("button", name="Afslut eskaleringen").click()
    await expect(card).to_have_count(0)


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


@dataclass
class SlowLine:
    """The page's line, on which what the house says can be held back."""

    holds: bool = False
    held: list[tuple[WebSocketRoute, str | bytes]] = field(default_factory=list)

    def plug(self, end: WebSocketRoute) -> None:
        def said(words: str | bytes) -> None:
            if self.holds:
                self.held.append((end, words))
            else:
                end.send(words)

        end.connect_to_server().on_message(said)

    def let_go(self) -> None:
        """Say all that was held back, in order."""
        self.holds = False
        for end, words in self.held:
            end.send(words)
        self.held.clear()
