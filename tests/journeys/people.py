"""The people of a journey at their pages: what they do, in their words, and what they see."""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from config.rehearsal.wire_client import Account

IN_LINE = re.compile("^Du er (nummer|den næste|i køen)")
SOON_MS = 10_000
AFTER_A_FAULT_MS = 30_000


@dataclass(frozen=True)
class YoungPerson:
    """A young person at their page."""

    page: Page

    async def come_in(self) -> str:
        """Go through the door, answer nothing, stand in line; return the conversation's id."""
        await self.page.get_by_role("button", name="Start en samtale").click()
        await self.page.get_by_role("button", name="Videre til køen").click()
        await expect(self.page.get_by_role("heading", name=IN_LINE)).to_be_visible()
        return str(await self.page.evaluate("sessionStorage.getItem('conversation_id')"))

    async def say(self, text: str) -> None:
        await self.page.get_by_role("textbox", name="Din besked", exact=True).fill(text)
        await self.page.get_by_role("button", name="Send", exact=True).click()

    def messages(self) -> Locator:
        return self.page.locator(".log .message")

    async def sees(self, *texts: str, within_ms: int = SOON_MS) -> None:
        """See exactly these messages, in this order."""
        await expect(self.messages()).to_have_text([*texts], timeout=within_ms)

    async def is_met_by(self, name: str) -> None:
        come = self.page.locator(".house-word", has_text=f"{name} er kommet")
        await expect(come.last).to_be_visible()


@dataclass(frozen=True)
class Counsellor:
    """A counsellor at the console."""

    page: Page
    account: Account

    async def come_on_duty(self) -> None:
        await sign_in(self.page, self.account)
        begin = self.page.get_by_role("button", name="Begynd vagt")
        pause = self.page.get_by_role("button", name="Pause", exact=True)
        await expect(begin.or_(pause)).to_be_visible()
        if await begin.is_visible():
            await begin.click()
        await expect(pause).to_be_visible()

    def waiting(self) -> Locator:
        return self.page.locator(".waiter")

    async def take_the_next(self) -> str:
        """Meet the first in line; return what staff call the conversation by."""
        first = self.waiting().first.locator("b").first
        await expect(first).to_be_visible()
        call_word = await first.inner_text()
        await self.page.get_by_role("button", name="Tag den næste", exact=True).click()
        await expect(self._box()).to_be_visible()
        return call_word

    def _box(self) -> Locator:
        return self.page.get_by_role("textbox", name=re.compile("^Besked til"))

    async def say(self, text: str) -> None:
        await self._box().fill(text)
        await self._box().press("Enter")

    def messages(self) -> Locator:
        return self.page.locator(".conversation .log .message")

    async def sees(self, *texts: str, within_ms: int = SOON_MS) -> None:
        """See exactly these messages, in this order."""
        await expect(self.messages()).to_have_text([*texts], timeout=within_ms)

    async def note(self, text: str) -> None:
        box = self.page.get_by_role("textbox", name=re.compile("^Ny note"))
        await box.fill(text)
        await self.page.get_by_role("button", name=re.compile("^Gem note")).click()
        await expect(self.page.locator(".note .pre", has_text=text)).to_be_visible()

    async def close(self) -> None:
        """Close the conversation and record it."""
        await self.page.get_by_role("button", name="Mere", exact=True).click()
        await self.page.get_by_role("button", name="Afslut samtalen").click()
        await self.page.get_by_label("Vi er færdige").check()
        await self.page.get_by_role("button", name="Afslut", exact=True).click()
        await self.page.get_by_role("group", name="Hovedårsag").get_by_label("Ensomhed").check()
        await self.page.get_by_label("Aftalt farvel").check()
        # Saves and stays; the button's main way on would take the next in line at once.
        await self.page.keyboard.press("Control+Enter")
        await expect(self.page.get_by_role("button", name="Gem og tag den næste")).to_have_count(0)


@dataclass(frozen=True)
class Supervisor:
    """A supervisor at the board."""

    page: Page
    account: Account

    async def come_on_duty(self) -> None:
        await sign_in(self.page, self.account)
        begin = self.page.get_by_role("button", name="Gå på vagt")
        leave = self.page.get_by_role("button", name="Gå af vagt")
        await expect(begin.or_(leave)).to_be_visible()
        if await begin.is_visible():
            await begin.click()
        await expect(leave).to_be_visible()

    async def read_along(self, call_word: str) -> None:
        await self.page.get_by_role("button", name=call_word, exact=True).click()
        await expect(
            self.page.get_by_role("region", name="Samtalen, du læser med i").first
        ).to_be_visible()

    def messages(self) -> Locator:
        return self.page.locator(".reading .log .message")

    async def sees(self, *texts: str, within_ms: int = SOON_MS) -> None:
        """See exactly these messages, in this order."""
        await expect(self.messages()).to_have_text([*texts], timeout=within_ms)

    def escalation(self, call_word: str) -> Locator:
        return self.page.locator(".escalation", has_text=call_word)

    async def acknowledge(self, call_word: str) -> None:
        await self.escalation(call_word).get_by_role("button", name="Jeg tager den").click()
        await expect(self.escalation(call_word).get_by_text("Du har den.")).to_be_visible()

    async def resolve(self, call_word: str) -> None:
        escalation = self.escalation(call_word)
        await escalation.get_by_role("button", name="Afslut med udfald").click()
        await escalation.get_by_label("Vi blev i samtalen, og faren gik over").check()
        await escalation.get_by_role("button", name="Afslut eskaleringen").click()
        await expect(escalation).to_have_count(0)


async def sign_in(page: Page, account: Account) -> None:
    """Sign in where the page asks for it."""
    await page.get_by_label("Brugernavn").fill(account.username)
    await page.get_by_label("Adgangskode").fill(account.password)
    await page.get_by_role("button", name="Log ind").click()
