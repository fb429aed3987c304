"""A complaint from a phone, without a name, to a supervisor, who closes it."""

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browsing import Visitors, picture

CRY = "Jeg gør det i aften."
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
    await expect(phone.get_by_role("link", name="Ring 112")).to_be_visible()
    await expect(phone.get_by_role("status")).to_contain_text("De vagthavende har fået det")
    assert await phone.evaluate("localStorage.length + sessionStorage.length") == 0
    talk = "sessionStorage.setItem('token', 'x'); sessionStorage.setItem('conversation_id', 'y')"
    await phone.evaluate(talk)  # it was opened from the end of a talk, in the same tab
    async with phone.expect_request("**/api/conversations/leave"):
        await phone.keyboard.press("Escape")
        await phone.keyboard.press("Escape")
    await phone.wait_for_url("**/blank")
    assert await phone.evaluate("sessionStorage.length") == 0
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
    cry = {"kind": "praise", "text": CRY, "contact": ""}
    assert (await phone.request.post(f"{house.url}/api/complaints", data=cry)).ok
    await console.goto(f"{house.url}/supervisor")
    called = console.get_by_text("Der er skrevet noget alvorligt")
    await expect(called).to_be_visible()
    await picture(console, "supervisor-complaint-calls")
    async with console.expect_popup() as opened:
        await console.get_by_role("button", name="Læs det").click()
    reports = await opened.value
    await reports.get_by_role("button", name="Læs dem").click()
    first = reports.get_by_role("region", name="Klager, ros og idéer").get_by_role("listitem").first
    await expect(first).to_contain_text("Kan være fare nu · Niveau 4")
    await expect(first).to_contain_text(CRY)
    await picture(reports, "supervisor-complaints-flagged")
    await expect(called).to_have_count(0, timeout=20_000)
    assert not any(SAID.encode() in file.read_bytes() for file in house.serving.data.iterdir())
