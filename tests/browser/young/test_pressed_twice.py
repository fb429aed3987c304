"""Pressed twice while the answer is on its way: asked once, and nothing is told of another talk."""

import asyncio
import re
from dataclasses import dataclass, field

from playwright.async_api import Locator, Page, Route, expect

from tests.browser.conftest import House
from tests.browser.young.counsellor_at_work import Counsellor
from tests.browser.young.held_line import HeldLine
from tests.browser.young.young_person import talking
from tests.browsing import Visitors

SERVICE = "ventilen"


@dataclass
class Asked:
    """How often the house was asked to let somebody back in; none is answered before it may."""

    times: int = 0
    goes: asyncio.Event = field(default_factory=asyncio.Event)

    async def holding(self, route: Route) -> None:
        self.times += 1
        await self.goes.wait()
        await route.continue_()


async def pressed_again_and_again(button: Locator) -> None:
    """It says that it is busy, and is pressed all the same."""
    for _ in range(3):
        await button.click(force=True)


async def afterwards(page: Page, house: House, mette: Counsellor) -> HeldLine:
    """Come in, be met, and see the talk end."""
    line = HeldLine()
    await line.under(page)
    await page.goto(house.url)
    async with talking(page, mette) as conversation_id:
        await mette.end(conversation_id)
    await expect(page.get_by_role("heading", name="Tak, fordi du skrev.")).to_be_visible()
    return line


async def test_answers_that_are_empty_are_not_sent_and_those_on_their_way_go_once(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone()
    line = await afterwards(page, house, mette)
    sending = page.get_by_role("button", name="Sender")
    await pressed_again_and_again(page.get_by_role("button", name="Send svar"))
    assert line.times_asked("feedback") == 0
    await page.get_by_label("Ja, meget").check()
    line.holds = True

    await page.get_by_role("button", name="Send svar").click()
    await expect(sending).to_be_visible()
    await pressed_again_and_again(sending)
    await page.get_by_role("button", name="Sig det anonymt").click()
    await page.get_by_label(re.compile("Hvad føltes forkert")).fill("hun spurgte om mit navn")
    await page.get_by_role("button", name="Send til den ansvarlige").click()
    await pressed_again_and_again(sending.nth(1))
    line.let_go()

    await expect(page.get_by_text("Tak for dine svar.")).to_be_visible()
    await expect(page.get_by_text("Tak, fordi du sagde det.")).to_be_visible()
    assert line.times_asked("feedback") == 2


async def test_who_begins_anew_is_told_nothing_of_what_they_answered_before(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone()
    line = await afterwards(page, house, mette)
    await page.get_by_label("Ja, meget").check()
    line.holds = True
    await page.get_by_role("button", name="Send svar").click()
    await expect(page.get_by_role("button", name="Sender")).to_be_visible()

    await page.get_by_role("button", name="Ny samtale").click()
    line.let_go()

    async with talking(page, mette) as conversation_id:
        await mette.end(conversation_id)
    await expect(page.get_by_role("button", name="Send svar")).to_be_visible()
    await expect(page.get_by_text("Tak for dine svar.")).to_have_count(0)
    assert line.times_asked("feedback") == 1


async def test_four_words_are_made_once_however_often_one_presses_and_asked_for_once(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone()
    line = await afterwards(page, house, mette)
    line.holds = True
    make = page.get_by_role("button", name="Giv mig fire ord")

    await make.click()
    await pressed_again_and_again(make)
    line.let_go()

    code = page.locator(".return-code")
    await expect(code).to_have_text(re.compile(r"^\S+ \S+ \S+ \S+$"))
    assert line.times_asked("return:make") == 1
    words, asked = await code.inner_text(), Asked()
    await page.get_by_role("button", name="Ny samtale").click()
    await page.route("**/api/return*", asked.holding)
    await page.get_by_role("button", name="Jeg har fire ord fra sidst").click()
    go = page.get_by_role("button", name="Vis min samtale")
    await go.click()
    await page.get_by_label("Dine fire ord").fill(words)
    await go.click()
    await pressed_again_and_again(go)
    asked.goes.set()
    await expect(page.get_by_role("heading", name="Tak, fordi du skrev.")).to_be_visible()
    assert asked.times == 1


async def test_a_yes_that_is_on_its_way_goes_once_and_is_not_changed_behind_ones_back(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    house.serving.staff("ida.presset", "bridge_builder", "Ida")
    page, line = await visitors.phone(), HeldLine()
    await line.under(page)
    await page.goto(house.url)
    async with talking(page, mette) as conversation_id:
        wish = {"service_id": SERVICE, "lane": "hand_over", "ask": ["phone"]}
        await mette.ask("bridge:offer", {"conversation_id": conversation_id, **wish})
        await page.get_by_role("button", name="Se, hvad jeg kan dele").click()
        await page.get_by_role("checkbox", name="Dit nummer").check()
        await page.get_by_role("textbox", name="Dit nummer").fill("20 30 40 50")
        await page.get_by_role("button", name="Se, hvad der bliver sendt").click()
        line.holds = True

        yes = page.get_by_role("button", name="Ja, send det")
        await yes.click()
        await pressed_again_and_again(yes)
        await page.get_by_role("button", name="Ret").click(force=True)
        await expect(page.get_by_role("heading", name="Det her bliver sendt")).to_be_visible()
        line.let_go()

        await expect(page.get_by_text("Det er sendt.")).to_be_visible()
        assert line.times_asked("bridge:answer") == 1
