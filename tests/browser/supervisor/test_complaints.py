"""A complaint from a phone, without a name, to a supervisor, who closes it."""

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browsing import Visitors, picture

SAID = "Jeg blev sendt videre <b>to gange</b> og måtte begynde forfra."


async def test_a_complaint_reaches_supervisors_and_is_closed(
    house: House, visitors: Visitors, console: Page
) -> None:
    phone = await visitors.phone(f"{house.url}/complaint")
    await picture(phone, "complaint-phone")
    await must_be_accessible(phone)
    await phone.get_by_role("button", name="Send").click()
    await expect(phone.get_by_role("alert")).to_contain_text("Skriv, hvad du vil sige")
    await phone.get_by_role("textbox", name="Hvad vil du sige?").fill(SAID)
    await phone.get_by_role("textbox", name="Vil du have svar?").fill("lærke@eksempel.dk")
    await phone.get_by_role("button", name="Send").click()
    await expect(phone.get_by_role("status")).to_contain_text("De vagthavende har fået det")
    assert await phone.evaluate("localStorage.length + sessionStorage.length") == 0
    await phone.get_by_role("button", name="Forlad siden hurtigt").click()
    await phone.wait_for_url("**/blank")
    dark = await visitors.desktop(f"{house.url}/complaint", dark=True)
    await expect(dark.get_by_role("heading", name="Sig, hvad du synes")).to_be_visible()
    await picture(dark, "complaint-desktop-dark")
    await must_be_accessible(dark)

    await console.goto(f"{house.url}/supervisor/reports")
    await console.get_by_role("button", name="Læs dem").click()
    listed = console.get_by_role("region", name="Klager, ros og idéer")
    await expect(listed.get_by_text(SAID)).to_be_visible()
    await expect(listed.get_by_text("lærke@eksempel.dk")).to_be_visible()
    await picture(console, "supervisor-complaints")
    await must_be_accessible(console)
    await listed.get_by_role("button", name="Der er gjort noget ved den").click()
    await expect(listed.get_by_text("Afsluttet")).to_be_visible()
    await expect(listed.get_by_text("lærke@eksempel.dk")).to_have_count(0)
    assert not any(SAID.encode() in file.read_bytes() for file in house.serving.data.iterdir())
