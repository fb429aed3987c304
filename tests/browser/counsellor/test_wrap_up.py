"""Notes, the end of a talk, and what is written after it."""

import re

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browser.counsellor.desk import (
    Street,
    choose,
    log_of,
    meet,
)
from tests.browsing import picture


async def test_notes_stay_with_staff_and_have_a_key(console: Page, street: Street) -> None:
    young = await street.somebody_waits()
    await meet(console, young)

    await console.keyboard.press("Alt+n")
    await console.keyboard.type("Lillebror på 6")
    await console.keyboard.press("Control+Enter")

    await expect(console.locator(".note .pre")).to_have_text("Lillebror på 6")
    await expect(console.get_by_label("Ny note. Den unge ser den ikke.")).to_have_value("")
    assert all(event["kind"] != "note" for event in young.talk.cursor.events)


async def test_a_wrap_up_by_keyboard_frees_the_seat(
    house: House, console: Page, street: Street
) -> None:
    young = await street.somebody_waits()
    call_word = await meet(console, young)
    await choose(console, "Afslut samtalen")
    await console.get_by_label("Vi er færdige").check()
    await console.get_by_role("button", name="Afslut", exact=True).click()
    await expect(console.get_by_role("heading", name=f"Registrering: {call_word}")).to_be_visible()
    await expect(console.get_by_role("radio", name=re.compile("^Selvmordstanker"))).to_be_focused()
    await must_be_accessible(console)
    await picture(console, "counsellor-wrap-up")

    await console.keyboard.press("Control+Enter")
    await expect(console.get_by_role("alert").get_by_text("Vælg en hovedårsag.")).to_be_visible()
    await console.keyboard.press("5")
    await expect(console.get_by_role("radio", name=re.compile("^Ensomhed"))).to_be_checked()
    # Past the follow-up to how it ended, oneself, the other topics; a fourth is one too many.
    for key in ("Tab", "Tab", "1", "Tab", "3", "Tab", "5", "6", "7", "4"):
        await console.keyboard.press(key)
    ended = console.get_by_role("group", name="Hvordan sluttede det?")
    await expect(ended.get_by_label("Aftalt farvel")).to_be_checked()
    await expect(console.get_by_text("Vælg en hovedårsag.")).to_have_count(0)
    await expect(console.get_by_text("Tal med en kollega på vagten.")).to_be_visible()
    birgit = await street.staff(house.supervisor, "supervisor")
    await birgit.line.ask("shift:start", {})
    await expect(console.get_by_text("Sig det til Birgit nu.")).to_be_visible()
    also = console.get_by_role("group", name="Også (højst tre)")
    for topic in ("Familie", "Vold", "Skole"):
        await expect(also.get_by_label(re.compile(f"^{topic}"))).to_be_checked()
    await expect(also.get_by_label("Angst og uro")).not_to_be_checked()
    await must_be_accessible(console)
    await picture(console, "counsellor-wrap-up-filled")
    await birgit.line.ask("shift:end", {})
    await birgit.close()
    await console.keyboard.press("Control+Enter")

    await expect(console.get_by_text("Du har ingen samtaler.")).to_be_visible()
    await expect(console.get_by_text("0 af 2 samtaler")).to_be_visible()


async def test_whoever_leaves_can_still_be_read_and_written_up(
    console: Page, street: Street
) -> None:
    young = await street.somebody_waits()
    call_word = await meet(console, young)
    await young.talk.say("jeg skal gå nu")
    await young.leave()

    await expect(console.get_by_text("Samtalen er slut.", exact=True)).to_be_visible()
    await expect(log_of(console, call_word)).to_contain_text("jeg skal gå nu")
    await console.get_by_role("button", name="Registrér og slut").click()
    await expect(console.get_by_role("heading", name="Hvad handlede det om?")).to_be_visible()

    # And on from there: to whoever waits next, or to a break.
    following = await street.somebody_waits()
    for then in ("Gem og tag den næste", "Gem og hold pause"):
        await console.get_by_label(re.compile("^Familie")).first.check()
        await console.get_by_label("Aftalt farvel").check()
        await console.get_by_role("button", name=then).click()
        if "næste" in then:
            await expect(console.locator(".writer textarea")).to_be_focused()
            await following.leave()
            await console.get_by_role("button", name="Registrér og slut").click()
    await expect(console.get_by_role("button", name="Fortsæt")).to_be_visible()
    await expect(console.get_by_text("Du har ingen samtaler.")).to_be_visible()
