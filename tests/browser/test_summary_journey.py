"""A summary to come back with: a small phone, a volunteer, and the next volunteer another day."""

import re

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browsing import Visitors, picture
from tests.journeys.people import Counsellor, YoungPerson

TEXT = "Vi talte om skolen, og at frikvartererne er svære.\nDu vil tale med din klasselærer."
FIRST = "Vi talte om skolen og din lærer Kaj."


async def proposes(desk: Page, text: str) -> None:
    await desk.get_by_label("Resumé. Ingen navne.").fill(text)
    await desk.get_by_role("button", name=re.compile("^Vis det til")).click()
    await expect(desk.get_by_role("dialog")).to_have_count(0)


async def seen_on(phone: Page, name: str) -> None:
    await picture(phone, name)
    wide = await phone.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    await must_be_accessible(phone)


async def four_words(phone: Page) -> str:
    await phone.get_by_role("button", name="Giv mig fire ord").click()
    await expect(phone.locator(".return-code")).to_have_text(re.compile(r"^\S+ \S+ \S+ \S+$"))
    return await phone.locator(".return-code").inner_text()


async def back_on(phone: Page, code: str) -> Page:
    await phone.get_by_role("button", name="Jeg har fire ord fra sidst").click()
    await phone.get_by_label("Dine fire ord").fill(code)
    await phone.get_by_role("button", name="Vis min samtale").click()
    return phone


async def test_what_one_agreed_to_is_read_by_the_next_volunteer_and_nobody_else(
    house: House, visitors: Visitors
) -> None:
    phone = await visitors.phone(house.url)
    desk = await visitors.desktop(f"{house.url}/counsellor")
    other_desk = await visitors.desktop(f"{house.url}/counsellor")
    mette, jonas = Counsellor(desk, house.counsellor), Counsellor(other_desk, house.colleague)
    await mette.come_on_duty()
    await YoungPerson(phone).come_in()
    await mette.take_the_next()

    await desk.get_by_role("button", name="Mere", exact=True).click()
    await desk.get_by_role("button", name="Foreslå et resumé").click()
    await must_be_accessible(desk)
    await proposes(desk, FIRST)
    shown = phone.get_by_role("region", name="Et resumé til næste gang").first
    await expect(shown).to_contain_text(FIRST)
    await shown.get_by_role("button", name="Jeg vil have det ændret").click()
    await expect(shown).to_contain_text("Skriv i chatten")
    await expect(desk.locator(".house-word--summary_answered")).to_contain_text("ændret")
    assert FIRST not in await phone.content()

    await desk.get_by_role("button", name="Mere", exact=True).click()
    await desk.get_by_role("button", name="Foreslå et resumé").click()
    await expect(desk.get_by_label("Resumé. Ingen navne.")).to_have_value(FIRST)
    await picture(desk, "summary-propose")
    await proposes(desk, TEXT)
    await expect(shown).to_contain_text("frikvartererne")
    await seen_on(phone, "summary-proposed")
    await shown.get_by_role("button", name="Ja, gem det").click()
    await expect(shown).to_contain_text("Du sagde ja.")
    await expect(desk.locator(".house-word--summary_answered").last).to_contain_text("sagde ja")

    await mette.close()
    phone = await back_on(await visitors.phone(house.url), await four_words(phone))
    bring = phone.get_by_role("checkbox", name="Tag resuméet med")
    await expect(bring).not_to_be_checked()
    await bring.check()
    await bring.scroll_into_view_if_needed()
    await seen_on(phone, "summary-bring")
    await phone.get_by_role("button", name="Ny samtale").click()
    await YoungPerson(phone).come_in()
    await jonas.come_on_duty()
    assert "frikvartererne" not in await other_desk.content()
    await jonas.take_the_next()

    brought = other_desk.get_by_role("group", name="Resumé fra en tidligere samtale")
    await expect(brought).to_contain_text("frikvartererne")
    await picture(other_desk, "summary-brought-desk")
    await must_be_accessible(other_desk)
    await expect(phone.get_by_role("region", name="Det her har du taget med")).to_be_visible()
    await expect(phone.get_by_text("Forbindelsen røg.")).to_have_count(0)
    await seen_on(phone, "summary-brought")
