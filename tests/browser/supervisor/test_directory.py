"""The directory: a service is checked; a number is proposed by one, approved by another, shown."""

import re

from playwright.async_api import Locator, Page, expect

from config.rehearsal.wire_client import Account
from tests.browser.accessibility import must_be_accessible_in_every_look
from tests.browser.conftest import House
from tests.browser.reflow import must_keep_within
from tests.browser.supervisor.board import Night
from tests.browser.supervisor.looks import pictured
from tests.browsing import Visitors, clock_stops

LINE = "Livslinien"
NUMBER = "11 22 33 44"
CENTRE = "Det opfundne hus"


async def directory(house: House, page: Page, account: Account) -> Page:
    await page.context.request.post(
        f"{house.url}/api/session",
        data={"username": account.username, "password": account.password},
        headers={"Origin": house.url},
    )
    await page.goto(f"{house.url}/supervisor/directory")
    await expect(page.get_by_role("heading", name="Tilbudsoversigten")).to_be_visible()
    return page


async def opened(page: Page, shown: str = "all", name: str = LINE) -> Locator:
    await page.get_by_label("Vis", exact=True).select_option(shown)
    await page.get_by_label("Søg efter navn").fill(name)
    one = page.get_by_role("listitem", name=name, exact=True)
    await one.get_by_role("button", name=name).click()
    return one


async def test_a_helplines_number_goes_through_four_eyes_to_the_young(
    house: House, visitors: Visitors, night: Night
) -> None:
    visitors.expect(re.compile("400|409"))  # the refusals this is about
    birgit = await directory(house, await visitors.desktop(), house.supervisor)
    one = await opened(birgit, "stale")
    await expect(one).to_contain_text("Aldrig set efter")
    await one.get_by_role("button", name="Jeg har set efter i dag").click()
    await expect(one).to_have_count(0)  # it is fresh, and no longer among those to check
    one = birgit.get_by_role("listitem", name=LINE, exact=True)
    await birgit.get_by_label("Vis", exact=True).select_option("all")
    await expect(one).to_contain_text("Sidst set efter")

    await one.get_by_role("button", name="Ret", exact=True).click()
    await one.get_by_label("Telefon").fill("ring bare")
    await one.get_by_role("button", name="Gem ændringen").click()
    await expect(one).to_contain_text("contacts.phone")
    await expect(one.get_by_label("Telefon")).to_have_value("ring bare")
    await must_be_accessible_in_every_look(birgit)
    await pictured(birgit, "directory-form")
    await one.get_by_label("Telefon").fill(NUMBER)
    await expect(one.get_by_label("Sidst set efter")).to_have_value("")
    await expect(one.get_by_text("Dagen gjaldt den gamle")).to_be_visible()
    await one.get_by_role("button", name="Gem ændringen").click()
    await expect(one.get_by_label("Sidst set efter")).to_be_focused()
    await pictured(birgit, "directory-looked-up")
    await one.get_by_label("Jeg har slået numre og adresser op i dag").check()
    await one.get_by_role("button", name="Gem ændringen").click()
    await expect(one).to_contain_text("En anden vagthavende skal sige ja")
    await expect(one).to_contain_text("Du har selv foreslået det. En anden vagthavende")
    await expect(one.get_by_role("button", name="Godkend")).to_have_count(0)
    await must_keep_within(birgit, "directory")

    young = await visitors.phone(house.url)
    assert NUMBER not in await young.content()
    amina = await directory(house, await visitors.desktop(), night.amina)
    hers = await opened(amina, "waiting")
    await expect(hers.locator("ins")).to_contain_text([NUMBER])
    await pictured(amina, "directory-waits")
    await hers.get_by_role("button", name="Godkend").click()
    await amina.get_by_label("Vis", exact=True).select_option("all")
    await expect(hers).to_contain_text("Godkendt af Amina")
    await young.reload()
    assert NUMBER.replace(" ", "") in await young.content()
    await must_be_accessible_in_every_look(amina)
    await pictured(amina, "directory-live")
    await birgit.reload()
    await another_takes_back_what_the_young_see_of(birgit)

    await hers.get_by_text("Tag tilbage", exact=True).first.click()
    await hers.get_by_label("Hvorfor skal det tilbage?").first.fill("Det var ikke deres.")
    await hers.get_by_role("button", name="Tag tilbage").first.click()
    await expect(hers).to_contain_text("Taget tilbage af Amina")
    await young.reload()
    assert NUMBER.replace(" ", "") not in await young.content()


async def another_takes_back_what_the_young_see_of(page: Page) -> None:
    """Her own number is offered to another; her own check, which no young person sees, to her."""
    one = await opened(page)
    own = one.get_by_role("listitem").filter(has_text=NUMBER)
    await expect(own).to_contain_text("gør en anden vagthavende det.")
    await expect(own.get_by_text("Tag tilbage", exact=True)).to_have_count(0)
    await expect(one.locator("summary").filter(has_text="Tag tilbage")).to_have_count(1)
    await must_keep_within(page, "directory-own-live")


async def test_a_number_changed_at_once_is_not_kept_under_the_day_of_the_old_one(
    house: House, visitors: Visitors
) -> None:
    page = await visitors.desktop()
    await page.clock.install()
    birgit = await directory(house, page, house.supervisor)
    one = await opened(birgit, name="Giftlinjen (Bispebjerg Hospital)")
    await one.get_by_role("button", name="Jeg har set efter i dag").click()
    await expect(one).to_contain_text("Sidst set efter")
    await clock_stops(birgit)

    await one.get_by_role("button", name="Ret", exact=True).click()
    await one.get_by_label("Telefon").fill(NUMBER)

    await expect(one.get_by_text("Dagen gjaldt den gamle")).to_be_visible()
    await expect(one.get_by_label("Sidst set efter")).to_have_value("")


async def a_new_service_with_a_slip(birgit: Page) -> None:
    await birgit.get_by_role("button", name="Nyt tilbud").click()
    await expect(birgit.get_by_role("heading", name="Et nyt tilbud")).to_be_focused()
    await pictured(birgit, "directory-new-service")
    form = birgit.get_by_role("form", name="Et nyt tilbud")
    await form.get_by_label("Navn", exact=True).fill("Et opfundet fællesskab")
    await form.get_by_label("Slags").select_option("Fællesskab")
    await form.get_by_text("Alle behov").click()
    await form.get_by_role("button", name="Ensomhed").click()
    await form.get_by_label("Kommuner", exact=True).fill("Aalborg, Ingensteds")
    await form.get_by_role("button", name="Foreslå det").click()
    await expect(form.get_by_label("Kommuner", exact=True)).to_be_focused()
    await must_be_accessible_in_every_look(birgit)
    await pictured(birgit, "directory-new-service-wrong")
    await birgit.get_by_role("button", name="Fortryd").click()


async def a_new_centre(birgit: Page) -> None:
    """Propose one, told of each slip at its field."""
    await birgit.get_by_role("button", name="Nyt center").click()
    form = birgit.get_by_role("form", name="Et nyt center")
    await form.get_by_label("Navn", exact=True).fill(CENTRE)
    await form.get_by_label("Hører til").select_option("headspace-centre")
    await form.get_by_label("Kommune", exact=True).select_option("Aalborg")
    await form.get_by_role("textbox", name="Adresse").fill("Opfundet Gade 1, Aalborg")
    await form.get_by_label("Faste tider").check()
    await form.get_by_role("textbox", name="Mandag").fill("12-17")
    await form.get_by_role("textbox", name="Tirsdag").fill("hele dagen")
    await form.get_by_role("checkbox", name="Onsdag").check()
    await form.get_by_label("Kilder").fill("opfundet")
    await form.get_by_label("Kontrolleret").check()
    await form.get_by_role("button", name="Foreslå det").click()
    tuesday = form.get_by_role("textbox", name="Tirsdag")
    await expect(tuesday).to_be_focused()
    await expect(tuesday).to_have_accessible_description(re.compile("Skriv tider som"))
    await tuesday.fill("")
    await form.get_by_role("button", name="Foreslå det").click()
    await expect(form.get_by_label("Sidst set efter")).to_be_focused()
    await must_be_accessible_in_every_look(birgit)
    await pictured(birgit, "directory-new-centre")
    await form.get_by_label("Sidst set efter").fill("2026-11-01")
    await form.get_by_label("Hvem så efter").fill("Birgit")
    await form.get_by_role("button", name="Foreslå det").click()


async def test_a_new_centre_is_proposed_by_one_made_live_by_another_taken_out_and_put_back(
    house: House, visitors: Visitors, night: Night
) -> None:
    visitors.expect(re.compile("400|409"))
    birgit = await directory(house, await visitors.desktop(), house.supervisor)
    await a_new_service_with_a_slip(birgit)
    await a_new_centre(birgit)
    one = birgit.get_by_role("listitem", name=CENTRE)
    await expect(one).to_contain_text("Nyt: venter på et ja")
    await expect(one.get_by_role("button", name=CENTRE)).to_be_focused()

    amina = await directory(house, await visitors.desktop(), night.amina)
    await amina.get_by_label("Vis", exact=True).select_option("waiting")
    hers = amina.get_by_role("listitem", name=CENTRE)
    await hers.get_by_role("button", name=CENTRE).click()
    await expect(hers.locator("ins")).to_contain_text(["mandag: 12:00-17:00; Helligdage: lukket"])
    await pictured(amina, "directory-new-waits")
    await hers.get_by_role("button", name="Godkend").click()
    await amina.get_by_label("Vis", exact=True).select_option("centres")
    await expect(hers).to_contain_text("Kontrolleret")
    await hers.get_by_role("button", name="Tag ud").click()
    await hers.get_by_role("button", name="Ja, tag det ud").click()
    await expect(hers).to_contain_text("Du har selv taget tilbuddet ud.")
    await must_be_accessible_in_every_look(amina)
    await pictured(amina, "directory-out")

    await birgit.reload()
    await birgit.get_by_label("Vis", exact=True).select_option("out")
    await one.get_by_role("button", name=CENTRE).click()
    await one.get_by_text("Sæt ind igen", exact=True).first.click()
    await one.get_by_label("Hvorfor skal det ind igen?").fill("De er her endnu.")
    await one.get_by_role("button", name="Sæt ind igen").click()
    await birgit.get_by_label("Vis", exact=True).select_option("centres")
    await expect(one).to_contain_text("Sat ind igen.")
    await expect(one).to_contain_text("fremskudt medarbejder")
