"""A line that is lost, a tab that sleeps, a session that ended: nothing is lost or missed."""

import asyncio
import re
import time
from typing import Final

from playwright.async_api import expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browser.counsellor.desk import (
    AWAY,
    WORRYING,
    Cable,
    Evening,
    Street,
    box_to,
    log_of,
    meet,
    on_shift,
)
from tests.browser.outside_view import LOOK, SEEN_FROM_OUTSIDE
from tests.browsing import LINE_DOWN, Visitors, clock_stops, picture

SECRET: Final = "min mor ved ikke, at jeg skriver"


async def test_a_lost_line_loses_nothing_written_or_said(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    visitors.expect(LINE_DOWN)
    cable, page = Cable(), await visitors.desktop()
    await page.route_web_socket(re.compile("socket.io"), cable.plug)
    await on_shift(house, page, evening.sofie)
    young = await street.somebody_waits()
    call_word = await meet(page, young)
    box, log = box_to(page, call_word), log_of(page, call_word)

    await cable.pull()
    await expect(page.get_by_text(AWAY)).to_be_visible()
    for text in ("et", "to"):
        await box.fill(text)
        await box.press("Enter")
    await expect(log.get_by_text("Venter på nettet").first).to_be_visible()
    await box.fill("halvt skrevet")
    await young.talk.say("imens")
    await picture(page, "counsellor-line-lost")
    cable.is_in = True

    await expect(log.locator(".message")).to_have_text(["imens", "et", "to"], timeout=20_000)
    await expect(log.get_by_text("Sendt", exact=True)).to_be_visible()
    await expect(page.get_by_text(AWAY)).to_be_hidden()
    await expect(box).to_have_value("halvt skrevet")


async def test_a_tab_that_slept_says_what_came_meanwhile(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    visitors.expect(LINE_DOWN)
    cable, page = Cable(), await visitors.desktop()
    await page.route_web_socket(re.compile("socket.io"), cable.plug)
    await page.clock.install()
    await on_shift(house, page, evening.sofie)
    young = await street.somebody_waits()
    call_word = await meet(page, young)

    await cable.pull()
    # Asleep from here on: a clock that ticked once more would have the first of them seen awake.
    stands_s = await clock_stops(page)
    await asyncio.sleep(stands_s - time.time() + 1)
    for text in ("en", "to", "tre"):
        await young.talk.say(text)
    await page.clock.fast_forward("10:00")
    await page.clock.resume()
    cable.is_in = True

    told = page.get_by_role("region", name="Beskeder fra huset")
    await expect(told).to_contain_text("Fanen har været i dvale.", timeout=20_000)
    await expect(page.get_by_text("Der er kommet 3 beskeder siden kl.")).to_be_visible()
    await expect(log_of(page, call_word).locator(".message")).to_have_text(["en", "to", "tre"])


async def test_an_ended_session_asks_to_sign_in_and_keeps_what_was_written(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    visitors.expect(re.compile("401|WebSocket"))
    page = await on_shift(house, await visitors.desktop(), evening.sofie)
    call_word = await meet(page, await street.somebody_waits())
    await box_to(page, call_word).fill("halvt skrevet")

    await page.context.request.delete(f"{house.url}/api/session", headers={"Origin": house.url})

    dialog = page.get_by_role("dialog", name="Du er logget ud")
    await expect(dialog).to_be_visible(timeout=20_000)
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_visible()
    await dialog.get_by_label("Brugernavn").fill(evening.sofie.username)
    await dialog.get_by_label("Adgangskode").fill(evening.sofie.password)
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()
    await expect(box_to(page, call_word)).to_have_value("halvt skrevet")
    await box_to(page, call_word).press("Enter")
    await expect(log_of(page, call_word).get_by_text("Sendt", exact=True)).to_be_visible()


async def test_a_sleeping_tab_calls_by_choice_and_says_nothing_of_the_talk(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    page = await visitors.desktop()
    await page.add_init_script(SEEN_FROM_OUTSIDE)
    await page.clock.install()
    await on_shift(house, page, evening.sofie)
    young = await street.somebody_waits()
    call_word = await meet(page, young)
    told = page.locator("html")

    # Nothing is chosen beforehand.
    await page.evaluate(LOOK, "away")
    await young.talk.say(SECRET)
    await expect(page).to_have_title(re.compile(r"^\(1\)"))
    await expect(told).not_to_have_attribute("data-told", re.compile("."))
    await page.evaluate(LOOK, "back")

    await page.get_by_role("button", name="Lyd: fra").click()
    await page.get_by_label("En tone, når en ung skriver").check()
    await page.get_by_label("Vis en besked, når du er i et andet vindue").check()
    await must_be_accessible(page)
    await picture(page, "counsellor-alerts")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Lyd: til")).to_be_visible()
    await young.talk.say(SECRET)
    await expect(page.get_by_text(SECRET)).to_have_count(2)
    await expect(told).not_to_have_attribute("data-told", re.compile("."))

    # A browser lets a hidden tab's timers run once a minute at best: here none runs at all.
    await page.evaluate(LOOK, "away")
    await clock_stops(page)
    await young.talk.say(SECRET)
    await expect(told).to_have_attribute("data-told", re.compile("Der er skrevet til dig"))
    await expect(told).to_have_attribute("data-told", re.compile('"tone"'))
    await street.somebody_waits(opening=WORRYING)
    await expect(told).to_have_attribute("data-told", re.compile(r"Ny i køen, niveau 3"))
    shown = str(await told.get_attribute("data-told"))
    assert SECRET not in shown
    assert call_word not in shown

    await page.evaluate(LOOK, "back")
    await expect(told).to_have_attribute("data-told", re.compile("closed"))
