"""A lost line, and being there."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.accessibility import DRAWN, must_be_accessible_in_every_look
from tests.browser.conftest import House
from tests.browser.counsellor.desk import signed_in as at_the_desk
from tests.browser.supervisor.board import (
    DANGER,
    Cable,
    Night,
    a_talk,
    call_word_of,
    card_of,
    ended,
    row_of,
    signed_in,
)
from tests.browsing import LINE_DOWN, Visitors, picture
from tests.faults.two import Two

CUT_OFF = """() => [...document.querySelectorAll(".staff-bar p, .staff-bar .bar-fact")]
    .filter((one) => {
        const text = one.getBoundingClientRect();
        const bar = one.closest(".staff-bar").getBoundingClientRect();
        const dotted = [...one.children].every((line) => line.scrollWidth <= line.clientWidth
            || getComputedStyle(line).textOverflow === "ellipsis");
        const outside = text.top < bar.top || text.bottom > bar.bottom;
        return outside || one.scrollWidth > one.clientWidth || !dotted;
    })
    .map((one) => one.textContent)"""
"""What stands in the bar and is not wholly in it, nor shown to go on."""


async def test_a_lost_line_says_so_in_red_and_a_new_one_catches_up(
    house: House, visitors: Visitors, night: Night
) -> None:
    visitors.expect(LINE_DOWN)
    cable, page = Cable(), await visitors.desktop()
    await page.route_web_socket(re.compile("socket.io"), cable.plug)
    console = await signed_in(house, page, house.supervisor)
    async with a_talk(house, night) as two:
        await row_of(console, call_word_of(two)).get_by_role("button").click()
        await cable.pull()
        await expect(console.get_by_text("Forbindelsen er væk siden kl.")).to_be_visible()
        await expect(console.get_by_text("Ingen åbne eskaleringer.")).to_be_hidden()
        await picture(console, "supervisor-line-lost")
        await two.asking.say(DANGER)

        cable.is_in = True

        await expect(console.get_by_text("Forbindelsen er væk siden kl.")).to_be_hidden(
            timeout=20_000
        )
        await expect(card_of(console, call_word_of(two))).to_be_visible()
        await expect(console.locator(".log")).to_contain_text(DANGER)
        await console.keyboard.press("F2")
        await ended(console, call_word_of(two))


async def begins_to_leave(console: Page, two: Two) -> Locator:
    """Press the way off duty once the talk is on the board; return what leads through it."""
    await expect(row_of(console, call_word_of(two))).to_contain_text("Sofie")
    await console.get_by_role("button", name="Gå af vagt").click()
    return console.get_by_role("dialog", name="Før du går")


async def test_who_leaves_is_led_through_what_runs_and_tells_the_next(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        guide = await begins_to_leave(console, two)
        await expect(guide).to_contain_text("Ingen anden vagthavende er her.")
        await expect(guide).to_contain_text(f"{call_word_of(two)}, hos Sofie")
        await picture(console, "supervisor-leaving")
        await must_be_accessible_in_every_look(console)
        await guide.get_by_label("Hvad skal den næste vide?").fill("hendes mor kommer kl. 23")
        await guide.get_by_role("button", name="Givet videre, næste").click()
        await expect(guide).to_contain_text("Alle samtaler er gået igennem.")
        await guide.get_by_role("button", name="Gå af vagt nu").click()
        await expect(console.get_by_text("Du er ikke på vagt, Birgit")).to_be_visible()

        await two.answering.say("er du her")
        assert "Overlevering: hendes mor kommer" in str(two.answering.cursor.events)
        assert "hendes mor" not in str(two.asking.cursor.events)
        await console.get_by_role("banner").get_by_role("button", name="Gå på vagt").click()


async def test_what_is_written_for_the_next_is_told_however_one_leaves(
    house: House, console: Page, night: Night
) -> None:
    async with a_talk(house, night) as two:
        guide = await begins_to_leave(console, two)
        note = guide.get_by_label("Hvad skal den næste vide?")
        await note.fill("ring til lægevagten kl. 23")
        await guide.get_by_role("button", name="Læs med").click()
        await console.get_by_role("button", name="Gå af vagt").click()
        await expect(note).to_have_value("ring til lægevagten kl. 23")
        await guide.get_by_role("button", name="Gå af vagt nu").click()
        await expect(console.get_by_text("Du er ikke på vagt, Birgit")).to_be_visible()

        await two.answering.say("er du her")
        assert "Overlevering: ring til lægevagten" in str(two.answering.cursor.events)
        await console.get_by_role("banner").get_by_role("button", name="Gå på vagt").click()


async def test_presence_is_given_by_being_here_and_taken_back_by_a_press(
    house: House, console: Page
) -> None:
    await expect(console.get_by_text("Du er til stede, Birgit")).to_be_visible()

    await console.get_by_role("button", name="Gå af vagt").click()
    await expect(console.get_by_text("Du er ikke på vagt, Birgit")).to_be_visible()
    await console.get_by_role("banner").get_by_role("button", name="Gå på vagt").click()

    await expect(console.get_by_text("Du er til stede, Birgit")).to_be_visible()


async def test_a_long_name_is_never_cut_through_in_a_bar(house: House, visitors: Visitors) -> None:
    name = "Annemette Sørensen-Kjærgaard, psykolog"
    annemette = house.serving.staff("annemette", "supervisor", name)
    console = await signed_in(house, await visitors.desktop(), annemette)
    desk = await at_the_desk(house, await visitors.desktop(), house.counsellor)

    await expect(desk.get_by_text(name)).to_be_visible()
    for page, widths in ((console, (1280, 1024, 360)), (desk, (1280, 1180, 1024, 360))):
        for width in widths:
            await page.set_viewport_size({"width": width, "height": 800})
            await page.evaluate(DRAWN)
            assert await page.evaluate(CUT_OFF) == [], width
            await expect(page.get_by_role("button", name="Log ud")).to_be_in_viewport(ratio=1)
