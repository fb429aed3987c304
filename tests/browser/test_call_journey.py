"""A bridge-builder called into a talk: a young person on a small phone, a volunteer, and her."""

import re
from dataclasses import dataclass

from playwright.async_api import Page, expect

from tests.browser.accessibility import (
    must_be_accessible_by_day_and_night,
    must_fit_a_phone_at_night,
)
from tests.browser.conftest import House
from tests.browser.outside_view import LOOK, SEEN_FROM_OUTSIDE
from tests.browsing import Visitors, picture
from tests.journeys.people import Counsellor, YoungPerson, sign_in


async def fits(page: Page, name: str) -> None:
    await picture(page, name)
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    await must_be_accessible_by_day_and_night(page)


@dataclass
class Calling:
    """Three pages, each on a device of its own."""

    phone: Page
    desk: Page
    bridge: Page

    async def calls_where_nobody_is_on_duty_and_then_somebody_is(self) -> None:
        desk = self.desk
        await desk.get_by_role("button", name="Mere", exact=True).click()
        await desk.get_by_role("button", name="Kald en brobygger").click()
        await desk.get_by_label("Hvad vil du have råd om?").fill("Hvordan taler vi om nætterne?")
        await desk.get_by_role("button", name="Kald", exact=True).click()
        await expect(desk.get_by_role("alert").filter(has_text="Hent vagthavende")).to_be_visible()
        await fits(desk, "call-nobody-on-duty")
        await self.bridge.get_by_role("button", name="Gå på vagt").click()
        await expect(self.bridge.get_by_text("Du er på vagt.")).to_be_visible()
        await self.chooses_how_to_be_called()
        await desk.get_by_role("button", name="Kald", exact=True).click()
        await expect(desk.get_by_text("En brobygger er kaldt.")).to_be_visible()
        await fits(desk, "call-waiting")
        await must_fit_a_phone_at_night(desk)

    async def chooses_how_to_be_called(self) -> None:
        """Silent, and said to be; then rung for, and told outside the page, which is left."""
        bridge = self.bridge
        await bridge.get_by_role("button", name="Lyd: til").click()
        rings = bridge.get_by_label("Et kald ringer, til nogen er kommet")
        await rings.uncheck()
        await bridge.get_by_label("Vis en besked, når du er i et andet vindue").check()
        await fits(bridge, "call-alerts")
        await bridge.keyboard.press("Escape")
        await expect(bridge.get_by_text("Lyden er slået fra")).to_be_visible()
        await fits(bridge, "call-silent")
        await bridge.get_by_role("button", name="Lyd: fra").click()
        await rings.check()
        await bridge.keyboard.press("Escape")
        await bridge.evaluate(LOOK, "away")

    async def comes_and_the_young_person_is_told(self) -> None:
        coming, told = self.bridge.get_by_role("button", name="Jeg kommer"), re.compile("tone")
        await expect(coming).to_be_visible()
        await expect(self.bridge).to_have_title("(1) Nogen kalder")
        outside = self.bridge.locator("html")
        await expect(outside).to_have_attribute("data-told", told)
        shown = str(await outside.get_attribute("data-told"))
        assert "En rådgiver kalder på en brobygger." in shown
        assert "nætterne" not in shown
        await self.bridge.evaluate(LOOK, "back")
        assert "nætterne" not in await self.bridge.content()
        await fits(self.bridge, "call-on-the-list")
        await coming.click()
        await expect(self.bridge.get_by_text("Hvordan taler vi om nætterne?")).to_be_visible()
        await expect(self.bridge).to_have_title("Mine broer")
        heard = self.phone.locator(".log")
        await expect(heard).to_contain_text("Ida læser med og hjælper din rådgiver.")
        await fits(self.phone, "call-told-the-young-person")

    async def advises_in_whispers(self) -> None:
        await YoungPerson(self.phone).say("jeg sover ikke")
        await expect(self.bridge.locator(".advising .log")).to_contain_text("jeg sover ikke")
        box = self.bridge.get_by_label("Hvisk til Mette.")
        await box.fill("Spørg, hvad der hjælper.")
        await self.bridge.get_by_role("button", name="Hvisk", exact=True).click()
        await fits(self.bridge, "call-advising")
        heard = self.desk.locator(".whisper", has_text="Spørg, hvad der hjælper.").first
        await expect(heard).to_be_visible()
        await self.desk.get_by_role("button", name="Hvisk til Ida").click()
        await expect(self.desk.get_by_label("Hvisk til Ida.")).to_be_focused()
        await self.desk.keyboard.type("Tak!")
        await self.desk.get_by_role("button", name="Hvisk", exact=True).click()
        await expect(self.bridge.locator(".advising__whispers")).to_contain_text("Tak!")
        await fits(self.desk, "call-adviser-here")
        await must_fit_a_phone_at_night(self.desk)

    async def has_the_pen_for_a_while(self) -> None:
        await self.desk.get_by_role("button", name="Lad Ida skrive").click()
        told = self.phone.locator(".log")
        await expect(told).to_contain_text("Nu er det Ida, der skriver med dig.")
        await self.bridge.get_by_label("Besked til").fill("Hej, jeg er Ida.")
        await fits(self.bridge, "call-pen")
        await self.bridge.set_viewport_size({"width": 1280, "height": 800})
        await fits(self.bridge, "call-pen-desktop")
        await self.bridge.set_viewport_size({"width": 360, "height": 640})
        await self.bridge.get_by_role("button", name="Send", exact=True).click()
        await expect(told).to_contain_text("Hej, jeg er Ida.")
        await fits(self.desk, "call-pen-away")
        await must_fit_a_phone_at_night(self.desk)
        await self.desk.get_by_role("button", name="Skriv selv igen").click()
        await expect(told).to_contain_text("Nu skriver du med Mette igen.")
        await fits(self.phone, "call-pen-told-the-young-person")

    async def is_let_go_and_has_nothing_left(self) -> None:
        await self.bridge.reload()
        await expect(self.bridge.locator(".advising .log")).to_contain_text("jeg sover ikke")
        await self.desk.get_by_role("button", name="Sig farvel til Ida").click()
        over = self.bridge.get_by_text("Du læser ikke med mere.")
        await expect(over.first).to_be_visible()
        assert "jeg sover ikke" not in await self.bridge.content()
        await expect(self.phone.locator(".log")).to_contain_text("Ida er gået igen.")
        await fits(self.bridge, "call-over")


async def test_advice_comes_into_the_talk_and_goes_again(house: House, visitors: Visitors) -> None:
    ida = house.serving.staff("ida.kald", "bridge_builder", "Ida")
    phone = await visitors.phone(house.url)
    desk = await visitors.desktop(f"{house.url}/counsellor")
    bridge = await visitors.phone()
    await bridge.add_init_script(SEEN_FROM_OUTSIDE)
    await bridge.goto(f"{house.url}/bridge")
    mette, calling = Counsellor(desk, house.counsellor), Calling(phone, desk, bridge)
    await sign_in(bridge, ida)
    await mette.come_on_duty()
    await YoungPerson(phone).come_in()
    await mette.take_the_next()

    await calling.calls_where_nobody_is_on_duty_and_then_somebody_is()
    await calling.comes_and_the_young_person_is_told()
    await calling.advises_in_whispers()
    await calling.has_the_pen_for_a_while()
    await calling.is_let_go_and_has_nothing_left()
