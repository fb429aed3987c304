"""What a young person does on their page, as tests say it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, expect

from tests.browser.young.counsellor_at_work import Counsellor

IN_LINE = re.compile("^Du er (n|den næste)")


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
