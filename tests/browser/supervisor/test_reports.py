"""The reports: chosen, read, and fetched to send; on a desk and on a phone, light and dark."""

from csv import reader
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from playwright.async_api import Page, expect

from chat.storage.store import Store
from config.rehearsal.demo_past import a_half_year
from supervisor_console.reports.half_year import HalfYear
from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browser.reflow import must_keep_within
from tests.browser.supervisor.looks import SIZES
from tests.browsing import SCREENSHOTS, picture
from tests.supervisor_console.reports.counted import ended, keep, rating


def latest() -> HalfYear:
    """Return the latest half-year there can be a report of."""
    today = datetime.now(UTC).date()
    before = HalfYear.around(today).before
    return before if before.is_settled(today) else before.before


async def counted(house: House) -> None:
    half_year, store = latest(), Store(house.serving.database_url)
    rows = [*a_half_year(half_year, 40), *a_half_year(half_year.before, 30)]
    answers = [rating(str(half_year), 8, 4) for _ in range(31)]
    ends = [ended(half_year.weeks[3], "held") for _ in range(14)]
    await keep(store, rows, answers=answers, ended=ends)
    await store.close()


def read_back(file: Path) -> list[list[str]]:
    return list(reader(StringIO(file.read_text("utf-8-sig"))))


async def visits_are_entered(console: Page) -> None:
    visits = console.get_by_role("region", name="Opsøgende arbejde og skolebesøg")
    await visits.get_by_label("Dag").fill(datetime.now(UTC).date().replace(day=1).isoformat())
    await visits.get_by_label("Kommune").select_option(label="Aarhus")
    await visits.get_by_label("Slags").select_option(label="Skole")
    for again in (False, True):
        await visits.get_by_label("Deltagere").fill("24")
        await visits.get_by_label("Timer").fill("1.5")
        await visits.get_by_role("button", name="Skriv ind").click()
        if again:
            await expect(visits.get_by_role("alert")).to_contain_text("de samme tal")
        else:
            await expect(visits.get_by_role("status")).to_contain_text("24 deltagere")
            await expect(visits.get_by_label("Kommune")).to_have_value("0751")
    row = visits.get_by_role("listitem").filter(has_text="Aarhus")
    await expect(row).to_contain_text("1,5")
    await must_be_accessible(console)
    for size, width, height in SIZES:
        await console.set_viewport_size({"width": width, "height": height})
        await visits.get_by_role("button", name="Skriv det ind igen").scroll_into_view_if_needed()
        await picture(console, f"supervisor-visits-{size}")
    await row.get_by_role("button", name="Slet").click()
    await row.get_by_role("button", name="Ja, slet").click()
    await expect(visits.get_by_text("Der er ingen besøg endnu.")).to_be_visible()


async def a_campaigns_link_is_there_to_copy(console: Page, house: House) -> None:
    await console.get_by_role("link", name="Kampagner").click()
    campaigns = console.get_by_role("region", name="Kampagner")
    await expect(campaigns).to_contain_text(f"{house.url}/?campaign=plakat")
    await picture(console, "supervisor-campaigns")


async def test_a_report_is_chosen_read_and_fetched_to_send(house: House, console: Page) -> None:
    await counted(house)
    await console.goto(f"{house.url}/supervisor/reports")
    await console.get_by_label("Sted").select_option(label="Aarhus")
    await console.get_by_role("button", name="Vis rapporten").click()

    report = console.get_by_role("article", name="Halvårsrapport: Aarhus")
    await expect(report.get_by_text("200", exact=True)).to_be_visible()
    reasons = report.get_by_role("region", name="Hvad de skrev om")
    await expect(reasons.get_by_role("row")).to_have_count(13)
    await expect(reasons.get_by_role("row", name="Psykisk trivsel")).to_contain_text("%")
    await expect(report.get_by_text("skjult", exact=True).first).to_be_visible()
    async with console.expect_download() as fetched:
        await report.get_by_role("link", name="CSV").click()
    rows = read_back(await (await fetched.value).path())
    assert rows[0][0] == "Halvårsrapport: Aarhus"
    assert all(int(row[2]) >= 10 for row in rows if row[2].isdecimal())
    async with console.expect_download() as fetched:
        await report.get_by_role("link", name="PDF").click()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    await (await fetched.value).save_as(SCREENSHOTS / "supervisor-report.pdf")
    await console.screenshot(path=SCREENSHOTS / "supervisor-report.png", full_page=True)
    await must_be_accessible(console)

    await visits_are_entered(console)
    await a_campaigns_link_is_there_to_copy(console, house)

    await console.set_viewport_size({"width": 360, "height": 640})
    await console.emulate_media(color_scheme="dark")
    await console.get_by_label("Sted").select_option(label="Læsø")
    await console.get_by_role("button", name="Vis rapporten").click()
    await expect(console.get_by_text("for få henvendelser")).to_be_visible()
    await console.get_by_label("Sted").select_option(label="Hele landet")
    await console.get_by_role("button", name="Vis rapporten").click()
    country = console.get_by_role("article", name="Halvårsrapport: Hele landet")
    await expect(country.get_by_role("region", name="Alder")).to_be_visible()
    await country.scroll_into_view_if_needed()
    await picture(console, "supervisor-reports-phone-dark")
    await must_keep_within(console, "supervisor-reports")
    await must_be_accessible(console)
