"""Many escalations at once: the worst stands whole, the board in sight, and none is silent."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Final

import aiohttp
from playwright.async_api import Locator, Page, expect

from config.rehearsal.line import Json, Refused
from config.rehearsal.wire_client import House as Door
from config.rehearsal.wire_client import StaffClient, YoungClient
from tests.browser.accessibility import must_be_accessible_by_day_and_night
from tests.browser.conftest import House
from tests.browser.supervisor.board import DANGER, Night, signed_in
from tests.browsing import Visitors, picture

PLANNED: Final = "jeg har planlagt hvordan jeg vil tage livet af mig"
"""High, and not imminent: it comes after all that are, however long it has called."""
ROWS_IN_SIGHT: Final = 4
WHOLE: Final = """(card) => {
  const { left, top, bottom } = card.getBoundingClientRect();
  const shows = (y) => card.contains(document.elementFromPoint(left + 40, y));
  return shows(top + 5) && shows(bottom - 5);
}"""
"""Neither cut off by the strip nor under the one that keeps itself in sight."""


class Street:
    """Young people who come one after the other, each in danger."""

    def __init__(self, door: Door) -> None:
        self._door, self._here = door, list[YoungClient]()
        self.told: dict[str, Json] = {}

    def heard(self, event: str, data: Json) -> None:
        if event == "escalation":
            self.told[data["escalation_id"]] = data

    async def come(self, *openings: str) -> None:
        for opening in openings:
            young = YoungClient(self._door)
            await young.open(opening=opening)
            self._here.append(young)

    async def go(self) -> None:
        for young in self._here:
            await young.leave()
            await young.close()


@asynccontextmanager
async def a_street(house: House, night: Night) -> AsyncIterator[Street]:
    """Let people come, and leave nothing open behind."""
    async with AsyncExitStack() as stack:
        jar = aiohttp.DummyCookieJar()
        http = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=jar))
        street = Street(Door(http, house.url))
        amina = StaffClient(Door(http, house.url), "supervisor", on_news=street.heard)
        await amina.open(night.amina)
        stack.push_async_callback(amina.close)
        yield street
        await street.go()
        for one, last in list(street.told.items()):
            if last["state"] != "resolved":
                with suppress(Refused):  # somebody has it
                    await amina.line.ask("escalation:acknowledge", {"escalation_id": one})
                over = {"escalation_id": one, "outcome": "false_alarm", "note": None}
                await amina.line.ask("escalation:resolve", {**over, "told_seq": 10_000})


def rows(page: Page) -> Locator:
    return page.locator(".board__table tbody tr:not(.table__spacer)")


async def must_stand_well(page: Page, calling: int, *, hidden: bool) -> None:
    """Fail unless the worst is whole, the board begins high up, and what has no room is counted."""
    cards = page.get_by_role("article")
    await expect(cards).to_have_count(calling)
    assert await cards.first.evaluate(WHOLE)
    await expect(rows(page).nth(min(calling, ROWS_IN_SIGHT) - 1)).to_be_in_viewport(ratio=1)
    whole = [await card.evaluate(WHOLE) for card in await cards.all()]
    more = page.get_by_role("button", name=re.compile("flere kalder|mere kalder"))
    await expect(more).to_have_count(1 if hidden else 0)
    if hidden:
        told = re.search(r"\d+", await more.inner_text())
        assert told is not None
        assert sum(whole) == calling - int(told[0]), "who does not stand whole is counted"
        await expect(more).to_contain_text("4 Overhængende")


async def test_however_many_call_the_worst_is_whole_and_the_board_in_sight(
    house: House, visitors: Visitors, night: Night
) -> None:
    page = await signed_in(house, await visitors.desktop(), house.supervisor)
    async with a_street(house, night) as street:
        await street.come(PLANNED, DANGER, DANGER)
        await must_stand_well(page, 3, hidden=False)
        await picture(page, "supervisor-strip-3")
        await street.come(*[DANGER] * 3)
        await must_stand_well(page, 6, hidden=True)
        await picture(page, "supervisor-strip-6")
        await street.come(*[DANGER] * 6)
        await must_stand_well(page, 12, hidden=True)
        await picture(page, "supervisor-strip-12")
        await must_be_accessible_by_day_and_night(page)

        longest = page.locator(".escalation--longest")
        await expect(longest).to_contain_text("3 Høj")
        assert await longest.evaluate(WHOLE), "who has called longest is in sight"
        taken = page.get_by_role("article").first
        await taken.get_by_role("button", name="Jeg tager den").click()

        await expect(taken).to_contain_text("Du har den.")
        more = page.get_by_role("button", name="flere kalder")
        await expect(more).to_be_visible()
        await page.mouse.move(640, 790)
        await expect(page.get_by_role("article").last).to_contain_text("Du har den.")
        await more.click()
        focused = page.locator(".escalation:has(:focus)")
        await expect(focused).to_have_count(1)
        assert await focused.evaluate(WHOLE), "pressed, it leads to the worst of them"
        await expect(focused).not_to_contain_text("3 Høj")
        assert await page.locator(".escalation--longest").evaluate(WHOLE)
        await picture(page, "supervisor-strip-jumped")
