"""A finger presses what it came down on, whatever the house puts in while it lies there."""

import re

from playwright.async_api import expect

from tests.browser.conftest import House
from tests.browser.pressing import Finger, middle_of, must_have_moved
from tests.browser.young.counsellor_at_work import Counsellor
from tests.browser.young.page_states import SOFIE, TALKING, at_the_door, behind_it, show
from tests.browser.young.young_person import come_in, talking
from tests.browsing import Visitors

SAID = "Jeg er her. Tag dig god tid til at kigge på det, og spørg løs."


async def test_a_message_that_comes_meanwhile_puts_no_other_button_under_the_finger(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone(house.url)
    await page.context.route(re.compile("^https:"), lambda asked: asked.fulfill(body="deres side"))
    async with talking(page, mette) as here:
        card = {"service_id": "boernetelefonen", "lane": "self", "ask": []}
        await mette.ask("bridge:offer", {"conversation_id": here, **card})
        their_page = page.get_by_role("link", name="Skriv til dem")
        await expect(their_page).to_be_visible()
        finger = await Finger.on(page)
        x, y = await middle_of(their_page)
        await finger.comes_down(x - 40, y)
        await mette.write(here, SAID)
        await expect(page.get_by_text(SAID, exact=True)).to_be_visible()
        await must_have_moved(their_page, y)

        async with page.expect_popup():
            await finger.is_lifted()

        await expect(page.get_by_role("button", name="Ja tak")).to_be_visible()


async def test_the_way_out_is_pressed_although_the_line_becomes_a_talk_under_the_finger(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone(house.url)
    here = await come_in(page)
    finger = await Finger.on(page)
    await finger.comes_down(*await middle_of(page.get_by_role("button", name="Luk hurtigt")))
    await mette.meet(here)
    await expect(page.get_by_role("heading", name="Mette, rådgiver")).to_be_visible()

    await finger.is_lifted()

    await expect(page).to_have_url(re.compile("/blank$"))


async def test_neither_send_nor_the_way_out_moves_when_a_notice_comes(
    house: House, visitors: Visitors
) -> None:
    page = await visitors.phone(house.url)
    await at_the_door(page)
    await behind_it(page)
    await show(page, TALKING)
    pressed = [page.get_by_role("button", name=name) for name in ("Send", "Luk hurtigt")]
    stood = [await one.bounding_box() for one in pressed]

    await show(page, {**TALKING, "counsellor": {**SOFIE, "presence": "away"}})

    await expect(page.locator(".talk__notices .notice")).to_be_visible()
    assert [await one.bounding_box() for one in pressed] == stood
