"""Taking somebody out of the waiting room."""

import re
from dataclasses import dataclass

from playwright.async_api import Page, WebSocketRoute, expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browser.counsellor.desk import (
    Evening,
    Street,
    box_to,
    log_of,
    meet,
    on_shift,
    signed_in,
)
from tests.browsing import Visitors, picture


async def test_the_waiting_room_shows_facts_and_never_a_word_of_theirs(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    await street.somebody_waits(age_band="15_17", opening="min kat hedder Pjuske")
    page = await signed_in(house, await visitors.desktop(), evening.sofie)

    row = page.locator(".waiter")
    await expect(row).to_have_count(1)
    await expect(row).to_contain_text("15–17 år")
    await expect(row).to_contain_text(re.compile(r"ventet \d+\.\d\d"))
    assert "Pjuske" not in await page.content()
    await expect(page.get_by_text("Begynd din vagt, så kan du tage den næste.")).to_be_visible()
    await row.press("Enter")
    await expect(page.locator(".conversation")).to_have_count(0)
    await must_be_accessible(page)


async def test_one_takes_the_next_and_talks(console: Page, street: Street) -> None:
    young = await street.somebody_waits(opening="hej, er der nogen?", suicide_question="sometimes")
    call_word = await meet(console, young)
    log, box = log_of(console, call_word), box_to(console, call_word)
    await expect(log).to_contain_text("hej, er der nogen?")
    await expect(log).to_contain_text("Tanker om ikke at ville leve: Nogle gange")

    await console.keyboard.type("Hej, jeg er her.")
    await console.keyboard.press("Shift+Enter")
    await console.keyboard.type("Jeg har god tid.")
    await console.keyboard.press("Enter")
    await expect(log.locator(".message--own")).to_have_text("Hej, jeg er her.\nJeg har god tid.")
    await expect(log.get_by_text("Sendt", exact=True)).to_be_visible()
    await expect(box).to_be_focused()
    await expect(box).to_have_value("")

    young.talk.seen()
    await expect(log.get_by_text("Set", exact=True)).to_be_visible()
    young.talk.typing(on=True)
    await expect(log.get_by_text(f"{call_word} skriver")).to_be_visible()
    await young.talk.say("tak fordi du er der")
    await expect(log.get_by_text("tak fordi du er der")).to_be_visible()
    await expect(log.get_by_text(f"{call_word} skriver")).to_be_hidden()
    await expect(console.get_by_role("status")).to_contain_text("tak fordi du er der")
    await expect(log.get_by_role("heading", name=re.compile("^Dig"))).to_have_count(1)
    await must_be_accessible(console)
    await picture(console, "counsellor-talk")


@dataclass
class OldNews:
    """A page's line on which the waiting room stands still once it is told to."""

    still: bool = False

    def plug(self, end: WebSocketRoute) -> None:
        server = end.connect_to_server()

        def pass_on(frame: str | bytes) -> None:
            if not (self.still and '"waiting_room"' in str(frame)):
                end.send(frame)

        server.on_message(pass_on)


async def test_whoever_reaches_for_somebody_taken_is_told_so(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    news, late = OldNews(), await visitors.desktop()
    await late.route_web_socket(re.compile("socket.io"), news.plug)
    sofie = await on_shift(house, await visitors.desktop(), evening.sofie)
    await on_shift(house, late, evening.lars)
    young = await street.somebody_waits()
    await expect(late.locator(".waiter")).to_have_count(1)
    news.still = True
    call_word = await meet(sofie, young)

    await late.locator(".waiter").click()

    said = late.locator(".waiting-said")
    await expect(said).to_contain_text(f"{call_word} er taget af en anden.")
    await expect(late.locator(".conversation")).to_have_count(0)
    await said.get_by_role("button", name="OK").click()
    await expect(said).to_have_count(0)
