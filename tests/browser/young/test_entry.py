"""The entry of the young: what stands at the door, with a script and without."""

import pytest
from playwright.async_api import Browser, expect

from config.directory import Directory
from tests.browser.accessibility import findings
from tests.browser.conftest import House
from tests.browsing import Visitors, picture


@pytest.mark.parametrize(
    ("path", "title", "way_out"),
    [
        ("/", "Chatten kan ikke åbne her.", "Luk hurtigt"),
        ("/?lang=en", "The chat can't open here.", "Leave now"),
    ],
)
async def test_without_scripts_the_checked_numbers_are_there(
    house: House, browser: Browser, path: str, title: str, way_out: str
) -> None:
    context = await browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 640}
    )
    page = await context.new_page()

    await page.goto(house.url + path)

    await expect(page.get_by_role("heading", name=title)).to_be_visible()
    await picture(page, f"young-no-script-{'en' if 'en' in path else 'da'}-phone")
    called = await page.locator("a[href^='tel:']").evaluate_all(
        "links => links.map(one => one.getAttribute('href'))"
    )
    checked = [line.phone.replace(" ", "") for line in Directory.load().help_lines()]
    assert called == [f"tel:{number}" for number in checked]
    await page.get_by_role("link", name=way_out).click()
    await page.wait_for_url(f"{house.url}/blank")
    await context.close()


async def test_who_worries_for_somebody_young_is_shown_where_to_go(
    house: House, visitors: Visitors
) -> None:
    page = await visitors.phone(house.url)

    await page.get_by_text("Er du forælder, ven eller lærer?").click()

    await expect(page.get_by_text("Chatten er for de unge selv.")).to_be_visible()
    lines = page.locator(".relatives .helpline__name")
    await expect(lines).to_contain_text(["Er du i fare?", "Livslinien", "Lev Uden Vold"])
    assert "BørneTelefonen" not in " ".join(await lines.all_text_contents())
    await picture(page, "young-relatives-phone")
    assert await findings(page) == []


@pytest.mark.parametrize(
    ("age", "met", "not_met"),
    [("Under 12", "BørneTelefonen", "Livslinien"), ("Over 25", "Livslinien", "BørneTelefonen")],
)
async def test_who_is_too_young_or_too_old_is_met_kindly(
    house: House, visitors: Visitors, age: str, met: str, not_met: str
) -> None:
    page = await visitors.phone(house.url)
    await page.get_by_role("button", name="Start en samtale").click()

    await page.get_by_label(age, exact=True).check()

    names = page.locator(".questions .helpline__name")
    await expect(names.filter(has_text=met)).to_be_visible()
    await expect(names.filter(has_text=not_met)).to_have_count(0)
    await expect(page.get_by_role("button", name="Videre til køen")).to_be_enabled()
