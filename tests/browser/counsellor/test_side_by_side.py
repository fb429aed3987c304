"""Several conversations at once, in the width there is."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible, must_be_accessible_by_day_and_night
from tests.browser.conftest import House
from tests.browser.counsellor.desk import (
    DANGER,
    SIDEWAYS,
    WORRYING,
    Evening,
    Street,
    box_to,
    choose,
    log_of,
    meet,
    on_shift,
)
from tests.browser.reflow import must_keep_within
from tests.browsing import Visitors, picture


async def test_two_stand_side_by_side_and_a_third_makes_tabs_with_what_is_unread(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    page = await on_shift(house, await visitors.desktop(), evening.sofie, at_once=3)
    first = await meet(page, await street.somebody_waits())
    await box_to(page, first).fill("halvt skrevet")
    second = await meet(page, await street.somebody_waits())
    await expect(page.locator(".conversation")).to_have_count(2)
    await expect(box_to(page, first)).to_have_value("halvt skrevet")
    await picture(page, "counsellor-two")

    third = await meet(page, await street.somebody_waits())
    await expect(page.locator(".conversation")).to_have_count(1)
    await street.young[0].talk.say("er du der endnu")
    tab = page.get_by_role("tab", name=re.compile(first))
    await expect(tab).to_contain_text("1 ny besked")
    await expect(page).to_have_title("(1) Brobygger · rådgiver")

    await page.keyboard.press("Alt+1")
    await expect(box_to(page, first)).to_be_focused()
    await expect(box_to(page, first)).to_have_value("halvt skrevet")
    await expect(tab).not_to_contain_text("ny besked")
    await expect(page).to_have_title("Brobygger · rådgiver")
    assert len({first, second, third}) == 3
    await expect(page.get_by_text("Du har 3 af 3.")).to_be_visible()
    await must_be_accessible(page)
    await picture(page, "counsellor-three")


async def test_the_phone_shows_one_panel_at_a_time(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    young = await street.somebody_waits()
    page = await on_shift(house, await visitors.phone(), evening.sofie)
    await must_be_accessible(page)
    await picture(page, "counsellor-waiting-phone")

    call_word = await meet(page, young)
    await young.talk.say(WORRYING)
    await expect(log_of(page, call_word).locator(".flagged").first).to_be_visible()
    await expect(page.locator(".waiter")).to_have_count(0)
    assert not await page.evaluate(SIDEWAYS)
    await must_be_accessible(page)
    await picture(page, "counsellor-talk-phone")
    await must_keep_within(page, "counsellor-talk")
    await box_to(page, call_word).press_sequentially("en")
    await box_to(page, call_word).press("Enter")
    await expect(box_to(page, call_word)).to_have_value("en\n")

    await page.get_by_role("button", name="Noter", exact=True).click()
    await expect(page.get_by_label("Ny note. Den unge ser den ikke.")).to_be_visible()
    await page.get_by_role("button", name="Til samtalen").click()
    await expect(box_to(page, call_word)).to_have_value("en\n")

    # However much presses at once, the talk stays in sight and one can write.
    lars = await street.staff(evening.lars)
    await lars.line.ask("shift:start", {"capacity": 1})
    await choose(page, "Bed en kollega sidde med")
    await page.get_by_role("radio", name="Lars").check()
    await page.get_by_role("button", name="Spørg", exact=True).click()
    await lars.line.ask("conversation:join", {"conversation_id": young.talk.conversation_id})
    await expect(page.get_by_text("Lars sidder med.", exact=True)).to_be_visible()
    await young.talk.say(DANGER)
    await expect(page.get_by_role("link", name="Ring 112")).to_be_in_viewport(ratio=1)
    log = await log_of(page, call_word).bounding_box()
    assert log is not None
    assert log["height"] > 50, "two lines of the talk, though nobody supervises either"
    await expect(page.get_by_role("button", name="Send", exact=True)).to_be_in_viewport(ratio=1)
    await expect(box_to(page, call_word)).to_be_in_viewport(ratio=1)
    await must_be_accessible_by_day_and_night(page)
    await picture(page, "counsellor-danger-phone")
    await lars.close()
    for what in ("Spørg en fagperson", "Taster"):
        await page.keyboard.press("Control+k")
        await page.get_by_role("combobox", name="Hvad vil du gøre?").press_sequentially(what)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog", name=what)).to_be_visible()
        await page.keyboard.press("Escape")

    another = await street.somebody_waits()
    await page.get_by_role("button", name=re.compile("^I kø")).click()
    await meet(page, another)
    await expect(page.get_by_role("tab")).to_have_count(2)
    assert not await page.evaluate(SIDEWAYS)
    await picture(page, "counsellor-tabs-phone")


async def test_back_on_a_phone_goes_from_the_notes_to_the_talk_and_from_there_to_the_waiting_room(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    young = await street.somebody_waits()
    page = await on_shift(house, await visitors.phone(), evening.sofie)
    call_word = await meet(page, young)
    await box_to(page, call_word).fill("halvt skrevet")
    await page.get_by_role("button", name="Noter", exact=True).tap()
    await page.get_by_role("button", name="Til samtalen").tap()
    await choose(page, "Hold pause i samtalen")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(box_to(page, call_word)).to_have_value("halvt skrevet")
    await page.get_by_role("button", name="Noter", exact=True).tap()

    await page.go_back()

    await expect(box_to(page, call_word)).to_have_value("halvt skrevet")
    await expect(page.locator(".conversation")).to_be_focused()
    await page.go_back()
    await expect(page.get_by_role("button", name="Tag den næste")).to_be_focused()
    await expect(box_to(page, call_word)).to_have_count(0)
    await page.get_by_role("button", name="1 samtale").tap()
    await expect(box_to(page, call_word)).to_have_value("halvt skrevet")
    assert page.url == f"{house.url}/counsellor"
    await page.set_viewport_size({"width": 900, "height": 640})
    await page.get_by_role("button", name=f"Noter om {call_word}").tap()
    await expect(box_to(page, call_word)).to_have_count(0)
    await page.go_back()
    await expect(box_to(page, call_word)).to_have_value("halvt skrevet")
    await page.set_viewport_size({"width": 360, "height": 640})
    await page.get_by_role("button", name=re.compile("^I kø")).tap()
    await page.wait_for_function("() => !history.state")
    await box_to(page, call_word).wait_for(state="detached")
    page.once("dialog", lambda ask: ask.accept())
    await page.go_back()
    await expect(page).to_have_url("about:blank")


@pytest.mark.parametrize(("width", "height"), [(320, 640), (640, 400), (900, 700), (1440, 900)])
async def test_nothing_scrolls_sideways(
    house: House, visitors: Visitors, evening: Evening, street: Street, width: int, height: int
) -> None:
    page = await visitors.desktop(dark=True)
    await page.set_viewport_size({"width": width, "height": height})
    young = await street.somebody_waits(age_band="15_17", municipality="0101")
    await on_shift(house, page, evening.sofie)
    await meet(page, young)
    await young.talk.say(WORRYING)
    await expect(page.locator(".flagged").first).to_be_visible()

    assert not await page.evaluate(SIDEWAYS)
    await must_be_accessible(page)
    await picture(page, f"counsellor-dark-{width}")


async def test_a_message_draws_its_own_conversation_and_no_other(
    console: Page, street: Street
) -> None:
    first = await meet(console, await street.somebody_waits())
    second = await meet(console, await street.somebody_waits())
    for log in (first, second):
        await expect(log_of(console, log)).to_be_visible()
    await console.evaluate(
        """() => {
          window.drawn = [];
          for (const log of document.querySelectorAll(".log")) {
            new MutationObserver(() => window.drawn.push(log.parentElement.ariaLabel))
              .observe(log, { childList: true, subtree: true, characterData: true });
          }
        }"""
    )

    await street.young[0].talk.say("kun her")
    await expect(log_of(console, first).get_by_text("kun her")).to_be_visible()

    drawn = await console.evaluate("window.drawn")
    assert set(drawn) == {f"Samtalen med {first}"}
