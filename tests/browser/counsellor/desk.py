"""A counsellor's desk as the tests work at it: sign in, meet somebody, find what is there."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from playwright.async_api import Locator, Page, WebSocketRoute, expect

from config.rehearsal.line import Json, Refused
from config.rehearsal.wire_client import Account, StaffClient, YoungClient
from config.rehearsal.wire_client import House as Door
from tests.browser.conftest import House

WORRYING: Final = "jeg tænker på at tage mit liv og jeg har en plan"
DANGER: Final = "jeg har sagt farvel og jeg gør det nu"
AWAY: Final = "Du er uden forbindelse."
SIDEWAYS: Final = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass(frozen=True)
class Evening:
    """Who is at work on the counsellors' tests alone."""

    sofie: Account
    lars: Account


@dataclass
class Street:
    """Outside the house: the young people of one test, and staff without a page."""

    door: Door
    young: list[YoungClient] = field(default_factory=list)
    escalations: dict[str, Json] = field(default_factory=dict)
    """The last that staff without a page were told of each conversation's."""

    async def somebody_waits(self, **entry: object) -> YoungClient:
        young = YoungClient(self.door)
        await young.open(**entry)
        self.young.append(young)
        return young

    async def staff(self, account: Account, role: str = "counsellor") -> StaffClient:
        staff = StaffClient(self.door, role, on_news=self._heard)
        await staff.open(account)
        return staff

    def _heard(self, event: str, data: Json) -> None:
        if event == "escalation":
            self.escalations[data["conversation_id"]] = data

    async def empty(self, *accounts: Account) -> None:
        """Let everybody go home, and leave nobody's desk as it was."""
        for young in self.young:
            with suppress(Refused):  # the counsellor ended it first
                await young.leave()
            await young.close()
        for account in accounts:
            staff = await self.staff(account)
            for held in staff.news["desk"]["conversations"]:
                about = {"conversation_id": held["conversation_id"], "main": "family"}
                with suppress(Refused):
                    await staff.line.ask("wrap_up:record", {**about, "outcome": "helped"})
            await staff.line.ask("shift:end", {})
            await staff.close()


async def signed_in(house: House, page: Page, account: Account) -> Page:
    """Open the console as somebody who has signed in."""
    await page.context.request.post(
        f"{house.url}/api/session",
        data={"username": account.username, "password": account.password},
        headers={"Origin": house.url},
    )
    await page.goto(f"{house.url}/counsellor")
    await expect(page.get_by_role("heading", name=re.compile("^I kø"))).to_be_visible()
    return page


async def on_shift(house: House, page: Page, account: Account, at_once: int = 2) -> Page:
    await signed_in(house, page, account)
    await page.get_by_label("Hvor mange på én gang?").select_option(str(at_once))
    await page.get_by_role("button", name="Begynd vagt").click()
    await expect(page.get_by_text("På vagt", exact=True)).to_be_visible()
    return page


async def meet(page: Page, young: YoungClient) -> str:
    """Take somebody out of the waiting room; return what staff call them."""
    first = page.locator(".waiter").first
    await expect(first).to_be_visible()
    call_word = await first.locator("b").first.inner_text()
    await page.get_by_role("button", name="Tag den næste").click()
    await expect(box_to(page, call_word)).to_be_focused()
    assert young.talk.conversation_id
    return call_word


def box_to(page: Page, call_word: str) -> Locator:
    return page.get_by_role("textbox", name=f"Besked til {call_word}", exact=True)


def log_of(page: Page, call_word: str) -> Locator:
    return page.get_by_role("region", name=f"Samtalen med {call_word}", exact=True)


def panel_of(page: Page, call_word: str) -> Locator:
    return page.locator(
        ".conversation", has=page.get_by_role("heading", name=call_word, exact=True)
    )


async def choose(page: Page, what: str) -> None:
    await page.get_by_role("button", name="Mere", exact=True).first.click()
    await page.get_by_role("button", name=what, exact=True).click()


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
