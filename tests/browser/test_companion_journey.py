"""Two in one talk: a young person on a small phone, a volunteer, a trainee, and who is on duty."""

from dataclasses import dataclass

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible_by_day_and_night
from tests.browser.conftest import House
from tests.browsing import Visitors, picture
from tests.journeys.people import Counsellor, YoungPerson, sign_in


async def fits(page: Page, name: str) -> None:
    await picture(page, name)
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    await must_be_accessible_by_day_and_night(page)


@dataclass
class Two:
    """Three pages, each on a device of its own."""

    phone: Page
    mette: Page
    mia: Page
    board: Page

    async def is_asked_and_sits_in(self) -> None:
        await self.mette.get_by_role("button", name="Mere", exact=True).click()
        await self.mette.get_by_role("button", name="Bed en kollega sidde med").click()
        await fits(self.mette, "companion-asking")
        await self.mette.get_by_role("radio", name="Mia (under oplæring)").check()
        await self.mette.get_by_role("button", name="Spørg", exact=True).click()
        await expect(self.mette.get_by_text("Mia er spurgt.").last).to_be_visible()
        coming = self.mia.get_by_role("button", name="Sæt dig med")
        await expect(coming).to_be_visible()
        assert "jeg sover ikke" not in await self.mia.content()
        await fits(self.mia, "companion-asked")
        await coming.click()
        await expect(self.mia.locator(".log")).to_contain_text("jeg sover ikke")
        told = self.phone.locator(".log")
        await expect(told).to_contain_text("Mia er også med i chatten nu.")
        await fits(self.phone, "companion-told-the-young-person")
        await fits(self.mette, "companion-here")
        await expect(self.board.get_by_text("Mia sidder med")).to_be_visible()
        await fits(self.board, "companion-on-the-board")

    async def whispers_where_nothing_else_can_be_written(self) -> None:
        assert await self.mia.get_by_role("button", name="Send", exact=True).count() == 0
        await expect(self.mia.get_by_label("Hvisk til Mette.")).to_be_focused()
        await self.mia.keyboard.type("Spørg, hvad der hjælper.")
        await fits(self.mia, "companion-whispers")
        await self.mia.emulate_media(color_scheme="dark")
        await fits(self.mia, "companion-whispers-dark")
        await self.mia.emulate_media(color_scheme="light")
        await self.mia.keyboard.press("Control+Enter")
        heard = self.mette.locator(".whisper", has_text="Spørg, hvad der hjælper.").first
        await expect(heard).to_be_visible()
        await self.mette.keyboard.press("Alt+h")
        await expect(self.mette.get_by_label("Hvisk til Mia.")).to_be_focused()
        await self.mette.keyboard.type("Vil du skrive lidt?")
        await self.mette.keyboard.press("Control+Enter")
        await expect(
            self.mia.locator(".whisper-strip", has_text="Vil du skrive lidt?")
        ).to_be_visible()

    async def writes_while_the_pen_is_lent(self) -> None:
        await self.mette.get_by_role("button", name="Lad Mia skrive").click()
        told = self.phone.locator(".log")
        await expect(told).to_contain_text("Nu er det Mia, der skriver med dig.")
        await expect(self.mia.get_by_text("Du skriver nu.", exact=True)).to_be_visible()
        await self.mia.get_by_label("Besked til").fill("Hej, jeg er Mia.")
        await fits(self.mia, "companion-pen")
        await self.mia.get_by_role("button", name="Send", exact=True).click()
        await expect(told).to_contain_text("Hej, jeg er Mia.")
        await expect(self.mette.get_by_role("button", name="Skriv selv igen")).to_be_visible()
        await fits(self.mette, "companion-pen-lent")
        await self.mia.get_by_role("button", name="Giv pennen tilbage til Mette").click()
        await expect(told).to_contain_text("Nu skriver du med Mette igen.")
        assert "hvad der hjælper" not in await self.phone.content()

    async def is_let_go_and_has_nothing_left(self) -> None:
        await self.mia.reload()
        await self.mia.get_by_role("button", name="1 samtale").click()
        await expect(self.mia.locator(".log")).to_contain_text("jeg sover ikke")
        await self.mette.get_by_role("button", name="Sig farvel til Mia").click()
        await expect(self.mia.get_by_text("Du sidder ikke med hos")).to_be_visible()
        assert "jeg sover ikke" not in await self.mia.content()
        await expect(self.phone.locator(".log")).to_contain_text("Mia er gået igen.")
        await fits(self.mia, "companion-over")

    async def is_seated_by_the_supervisor(self) -> None:
        await self.board.get_by_role("row").get_by_role("button").first.click()
        await self.board.get_by_role("button", name="Mere", exact=True).click()
        await self.board.get_by_role("button", name="Lad en kollega sidde med").click()
        await self.board.get_by_role("radio", name="Mia (under oplæring)").check()
        await fits(self.board, "companion-seating")
        await self.board.get_by_role("button", name="Spørg", exact=True).click()
        await expect(self.board.get_by_text("Mia er spurgt.")).to_be_visible()
        await fits(self.board, "companion-seating-asked")
        await expect(self.mette.get_by_text("har bedt Mia sidde med.").last).to_be_visible()
        await self.mia.get_by_role("button", name="Ikke nu").click()
        await expect(self.board.get_by_text("Mia kunne ikke sidde med lige nu.")).to_be_visible()
        await self.board.get_by_role("radio", name="Mia (under oplæring)").check()
        await self.board.get_by_role("button", name="Spørg", exact=True).click()
        await self.mia.get_by_role("button", name="Sæt dig med").click()
        await expect(self.board.get_by_role("button", name="Sig farvel til Mia")).to_be_visible()
        await fits(self.board, "companion-seated")
        await self.board.emulate_media(color_scheme="dark")
        await self.board.set_viewport_size({"width": 360, "height": 740})
        await fits(self.board, "companion-seated-small-dark")
        await self.board.get_by_role("button", name="Sig farvel til Mia").click()
        await expect(self.mia.get_by_text("Du sidder ikke med hos").first).to_be_visible()


async def test_a_trainee_sits_in_and_both_write_in_turn(house: House, visitors: Visitors) -> None:
    phone = await visitors.phone(house.url)
    mette, mia = (
        Counsellor(await visitors.desktop(f"{house.url}/counsellor"), house.counsellor),
        Counsellor(
            await visitors.phone(f"{house.url}/counsellor"),
            house.serving.staff("mia.makker", "trainee", "Mia"),
        ),
    )
    board = await visitors.desktop(f"{house.url}/supervisor")
    await sign_in(board, house.supervisor)
    two = Two(phone, mette.page, mia.page, board)
    for one in (mette, mia):
        await one.come_on_duty()
    await YoungPerson(phone).come_in()
    await mette.take_the_next()
    await YoungPerson(phone).say("jeg sover ikke")
    await expect(two.mette.locator(".log")).to_contain_text("jeg sover ikke")

    await expect(two.mia.get_by_text("Du sidder med hos en kollega")).to_be_visible()
    await two.is_asked_and_sits_in()
    await two.whispers_where_nothing_else_can_be_written()
    await two.writes_while_the_pen_is_lent()
    await two.is_let_go_and_has_nothing_left()
    await two.is_seated_by_the_supervisor()
