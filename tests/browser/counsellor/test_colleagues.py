"""Handing on, and going home."""

import re

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browser.counsellor.desk import (
    Evening,
    Street,
    choose,
    log_of,
    meet,
    on_shift,
    panel_of,
)
from tests.browsing import Visitors, picture


async def test_a_colleague_is_asked_says_no_and_then_takes_over(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    sofie = await on_shift(house, await visitors.desktop(), evening.sofie)
    lars = await on_shift(house, await visitors.desktop(), evening.lars)
    young = await street.somebody_waits()
    call_word = await meet(sofie, young)
    await young.talk.say("jeg vil gerne tale med en mand")

    await choose(sofie, "Giv videre")
    await expect(sofie.get_by_label(re.compile("^Lars"))).to_be_visible()
    await must_be_accessible(sofie)
    await sofie.get_by_label(re.compile("^Lars")).check()
    await sofie.get_by_label("Note til den, der tager over").fill("Vil helst tale med en mand")
    await sofie.get_by_role("button", name="Giv videre", exact=True).click()
    await expect(sofie.get_by_text("Lars har 30 sekunder til at svare.")).to_be_visible()
    await sofie.get_by_role("button", name="OK").click()

    offer = lars.get_by_role("group", name="Tilbud fra en kollega")
    await expect(offer).to_contain_text(f"Sofie spørger, om du vil tage {call_word}.")
    await expect(offer).to_contain_text("„Vil helst tale med en mand“")
    await expect(panel_of(sofie, call_word).get_by_text("Lars er spurgt.")).to_be_visible()
    await expect(offer).to_contain_text(re.compile(r"Du har \d+ sekunder til at svare\."))
    await must_be_accessible(lars)
    await picture(lars, "counsellor-offer")
    await offer.get_by_role("button", name="Nej tak").click()
    await expect(sofie.get_by_text(f"Lars kunne ikke tage {call_word}.")).to_be_visible()
    await sofie.get_by_role("button", name="OK").click()

    await choose(sofie, "Giv videre")
    await sofie.get_by_label(re.compile("^Lars")).check()
    await sofie.get_by_role("button", name="Giv videre", exact=True).click()
    await sofie.get_by_role("button", name="OK").click()
    await expect(offer).to_be_visible()
    await expect(offer).not_to_contain_text("Vil helst tale med en mand")
    await offer.get_by_role("button", name="Tag den").click()

    await expect(log_of(lars, call_word)).to_contain_text("jeg vil gerne tale med en mand")
    await expect(lars.locator(".note .pre")).to_have_text("Vil helst tale med en mand")
    await expect(sofie.get_by_text(f"Du har ikke længere {call_word}.")).to_be_visible()
    await expect(sofie.locator(".conversation")).to_have_count(0)


async def test_signing_out_with_somebody_on_the_desk_says_what_happens_to_them(
    house: House, console: Page, street: Street
) -> None:
    await meet(console, await street.somebody_waits())

    await console.get_by_role("button", name="Log ud").click()
    dialog = console.get_by_role("dialog", name="Du har 1 samtale")
    await expect(dialog).to_contain_text("går de forrest i køen")
    await dialog.get_by_role("button", name="Tilbage").click()
    await expect(dialog).to_have_count(0)
    await console.get_by_role("button", name="Log ud").click()
    await dialog.get_by_role("button", name="Log ud alligevel").click()

    await console.wait_for_url(f"{house.url}/sign-in")
