"""The entry of the young: what stands at the door."""

from playwright.async_api import Browser, expect

from tests.browser.conftest import House


async def test_without_scripts_there_is_still_a_number_to_ring(
    house: House, browser: Browser
) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()

    await page.goto(house.url)

    await expect(page.get_by_role("link", name="Ring 112")).to_be_visible()
    await page.get_by_role("link", name="Luk hurtigt").click()
    await page.wait_for_url(f"{house.url}/blank")
    await context.close()
