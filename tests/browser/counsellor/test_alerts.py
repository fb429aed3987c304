"""Called back to the page: by choice, with every timer standing still, and never a word said."""

import re
from typing import Final

from playwright.async_api import expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browser.counsellor.desk import WORRYING, Evening, Street, meet, on_shift
from tests.browsing import Visitors, picture

SECRET: Final = "min mor ved ikke, at jeg skriver"
SEEN_FROM_OUTSIDE: Final = """
  const told = [];
  const keep = () => { document.documentElement.dataset.told = JSON.stringify(told); };
  window.Notification = class {
    static permission = "default";
    static async requestPermission() { return (this.permission = "granted"); }
    constructor(title, options) { told.push({ title, ...options }); keep(); }
    addEventListener() {}
    close() { told.push("closed"); keep(); }
  };
  const create = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () {
    told.push("tone");
    keep();
    return create.call(this);
  };
  let away = false;
  Object.defineProperty(document, "visibilityState", { get: () => (away ? "hidden" : "visible") });
  document.hasFocus = () => !away;
  document.addEventListener("look", ({ detail }) => {
    away = detail === "away";
    document.dispatchEvent(new Event("visibilitychange"));
  });
"""
"""What the desktop would show and play, and whether the tab is in front."""
LOOK: Final = "(where) => document.dispatchEvent(new CustomEvent('look', { detail: where }))"


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
    await page.clock.pause_at(await page.evaluate("Date.now() / 1000 + 1"))
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
