"""Everything by keyboard, in either language."""

import re

from playwright.async_api import Page, expect

from tests.browser.counsellor.desk import (
    Street,
    box_to,
    meet,
)


async def test_the_keys_are_told_and_f6_goes_round_the_panels(
    console: Page, street: Street
) -> None:
    await console.keyboard.press("?")
    await expect(console.get_by_role("dialog", name="Taster")).to_contain_text("Ny note")
    await console.keyboard.press("Escape")
    await expect(console.get_by_role("dialog")).to_have_count(0)
    call_word = await meet(console, await street.somebody_waits())

    await console.keyboard.press("?")
    await expect(box_to(console, call_word)).to_have_value("?")
    await console.keyboard.press("F6")
    await expect(console.get_by_label("Ny note. Den unge ser den ikke.")).to_be_focused()
    await console.keyboard.press("F6")
    await expect(console.locator("#waiting-panel")).to_be_focused()
    await console.keyboard.press("F6")
    await expect(box_to(console, call_word)).to_be_focused()


async def test_the_other_language_keeps_what_is_written(console: Page, street: Street) -> None:
    call_word = await meet(console, await street.somebody_waits())
    await box_to(console, call_word).fill("halvt skrevet")

    await console.get_by_role("button", name=re.compile("^EN")).click()

    box = console.get_by_role("textbox", name=f"Message to {call_word}")
    await expect(box).to_have_value("halvt skrevet")
    await expect(console.locator("html")).to_have_attribute("lang", "en")
