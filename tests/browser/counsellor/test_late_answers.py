"""A late answer closes nothing that was opened since, and moves nobody from where they write."""

import asyncio
import re
from dataclasses import dataclass, field

from playwright.async_api import WebSocketRoute, expect

from tests.browser.conftest import House
from tests.browser.counsellor.desk import Evening, Street, box_to, choose, meet, on_shift
from tests.browsing import Visitors

ACK = re.compile(r"^43")
"""An answer to something asked (Engine.IO 4, Socket.IO 3): events go on meanwhile."""


@dataclass
class SlowAnswers:
    """A page's line on which answers lie still while it is told to hold them."""

    holding: bool = False
    held: list[str | bytes] = field(default_factory=list)
    end: WebSocketRoute | None = None

    def plug(self, end: WebSocketRoute) -> None:
        self.end, server = end, end.connect_to_server()

        def pass_on(frame: str | bytes) -> None:
            if self.holding and ACK.match(str(frame)):
                self.held.append(frame)
            else:
                end.send(frame)

        server.on_message(pass_on)

    async def let_go(self) -> None:
        """Wait until there is an answer, and let it through."""
        assert self.end is not None
        async with asyncio.timeout(10):
            while not self.held:  # noqa: ASYNC110 - the house answers in its own time
                await asyncio.sleep(0.02)
        self.holding = False
        for frame in self.held:
            self.end.send(frame)
        self.held.clear()


async def test_a_late_answer_closes_nothing_and_moves_nobody(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    line, page = SlowAnswers(), await visitors.desktop()
    await page.route_web_socket(re.compile("socket.io"), line.plug)
    await on_shift(house, page, evening.sofie, at_once=3)
    call_word = await meet(page, await street.somebody_waits())
    box = box_to(page, call_word)

    # A dialog is left while its answer is on its way, and another is opened.
    await choose(page, "Hæv niveauet")
    await page.get_by_label("2 Forhøjet").check()
    await page.get_by_label("Hvorfor?").fill("Stemningen er tung")
    line.holding = True
    await page.get_by_role("button", name="Hæv", exact=True).click()
    await expect(page.locator(".conversation__facts")).to_contain_text("2 Forhøjet")
    await page.keyboard.press("Escape")
    await choose(page, "Meld misbrug")
    await page.get_by_label("Hvad sker der?").fill("Skriver kun om sex")
    await line.let_go()
    await page.get_by_label("Hvad sker der?").press("End")
    await page.keyboard.type(" og truer")
    await expect(page.get_by_label("Hvad sker der?")).to_have_value("Skriver kun om sex og truer")
    await page.keyboard.press("Escape")

    # A no that comes when the dialog is gone stands on the page.
    await choose(page, "Hæv niveauet")
    await page.get_by_label("3 Høj").check()
    await page.get_by_label("Hvorfor?").fill("Stemningen er tung")
    line.holding = True
    await street.young[0].leave()
    await page.get_by_role("button", name="Hæv", exact=True).click()
    await page.keyboard.press("Escape")
    await expect(page.get_by_text("Samtalen er slut.", exact=True)).to_be_visible()
    await line.let_go()
    await expect(page.locator(".notices .notice--danger")).to_be_visible()

    # One takes the next, and writes elsewhere before the answer has come.
    second = await meet(page, await street.somebody_waits())
    await street.somebody_waits()
    line.holding = True
    await page.get_by_role("button", name="Tag den næste").click()
    box = box_to(page, second)
    await box.fill("jeg er her ")
    await expect(page.get_by_text("Du har 3 af 3.")).to_be_visible()
    await line.let_go()
    await expect(page.get_by_role("tab")).to_have_count(3)
    await page.keyboard.type("stadig")
    await expect(box).to_have_value("jeg er her stadig")
