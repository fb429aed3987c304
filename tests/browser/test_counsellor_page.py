"""The counsellor's console in a real Chromium against the real server, one promise at a time."""

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, WebSocketRoute, expect

from config.rehearsal.line import Refused
from config.rehearsal.wire_client import Account, StaffClient, YoungClient
from config.rehearsal.wire_client import House as Door
from tests.browser.conftest import House
from tests.browsing import LINE_DOWN, Visitors, picture

AXE: Final = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LEVELS_OF_AXE: Final = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
WORRYING: Final = "jeg tænker på at tage mit liv og jeg har en plan"
DANGER: Final = "jeg har pillerne her og jeg gør det nu"
AWAY: Final = "Du er uden forbindelse."
SIDEWAYS: Final = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass(frozen=True)
class Evening:
    """Who is at work on the counsellors' tests alone."""

    sofie: Account
    lars: Account


@pytest.fixture(scope="module")
def evening(house: House) -> Evening:
    return Evening(
        house.serving.staff("sofie_aften", "counsellor", "Sofie"),
        house.serving.staff("lars_aften", "counsellor", "Lars"),
    )


@dataclass
class Street:
    """Outside the house: the young people of one test, and staff without a page."""

    door: Door
    young: list[YoungClient] = field(default_factory=list)

    async def somebody_waits(self, **entry: object) -> YoungClient:
        young = YoungClient(self.door)
        await young.open(**entry)
        self.young.append(young)
        return young

    async def staff(self, account: Account, role: str = "counsellor") -> StaffClient:
        staff = StaffClient(self.door, role)
        await staff.open(account)
        return staff

    async def empty(self, *accounts: Account) -> None:
        """Let everybody go home, and leave nobody's desk as it was."""
        for young in self.young:
            with suppress(Refused):  # the counsellor ended it first
                await young.leave()
            await young.close()
        for account in accounts:
            staff = await self.staff(account)
            for held in staff.news["desk"]["conversations"]:
                about = {"conversation_id": held["conversation_id"], "main": "family"}
                with suppress(Refused):
                    await staff.line.ask("wrap_up:record", {**about, "outcome": "helped"})
            await staff.line.ask("shift:end", {})
            await staff.close()


@pytest_asyncio.fixture(loop_scope="session")
async def street(house: House, evening: Evening) -> AsyncIterator[Street]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        street = Street(Door(http, house.url))
        yield street
        await street.empty(evening.sofie, evening.lars)


async def signed_in(house: House, page: Page, account: Account) -> Page:
    """Open the console as somebody who has signed in."""
    await page.context.request.post(
        f"{house.url}/api/session",
        data={"username": account.username, "password": account.password},
        headers={"Origin": house.url},
    )
    await page.goto(f"{house.url}/counsellor")
    await expect(page.get_by_role("heading", name=re.compile("^I kø"))).to_be_visible()
    return page


async def on_shift(house: House, page: Page, account: Account, at_once: int = 2) -> Page:
    await signed_in(house, page, account)
    await page.get_by_label("Hvor mange på én gang?").select_option(str(at_once))
    await page.get_by_role("button", name="Begynd vagt").click()
    await expect(page.get_by_text("På vagt", exact=True)).to_be_visible()
    return page


@pytest_asyncio.fixture(loop_scope="session")
async def console(house: House, visitors: Visitors, evening: Evening, street: Street) -> Page:
    """Sofie's console, on shift with room for two; on a desktop."""
    assert street.young == []
    return await on_shift(house, await visitors.desktop(), evening.sofie)


async def meet(page: Page, young: YoungClient) -> str:
    """Take somebody out of the waiting room; return what staff call them."""
    first = page.locator(".waiter").first
    await expect(first).to_be_visible()
    call_word = await first.locator("b").first.inner_text()
    await page.get_by_role("button", name="Tag den næste").click()
    await expect(box_to(page, call_word)).to_be_focused()
    assert young.talk.conversation_id
    return call_word


def box_to(page: Page, call_word: str) -> Locator:
    return page.get_by_role("textbox", name=f"Besked til {call_word}")


def log_of(page: Page, call_word: str) -> Locator:
    return page.get_by_role("region", name=f"Samtalen med {call_word}")


def panel_of(page: Page, call_word: str) -> Locator:
    return page.locator(".conversation", has=page.get_by_role("heading", name=call_word))


async def choose(page: Page, what: str) -> None:
    await page.get_by_role("button", name="Mere", exact=True).first.click()
    await page.get_by_role("button", name=what, exact=True).click()


async def must_be_accessible(page: Page) -> None:
    await page.evaluate(AXE)
    found = await page.evaluate("only => axe.run(document, { runOnly: only })", LEVELS_OF_AXE)
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []


async def test_the_waiting_room_shows_facts_and_never_a_word_of_theirs(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    await street.somebody_waits(age_band="15_17", opening="min kat hedder Pjuske")
    page = await signed_in(house, await visitors.desktop(), evening.sofie)

    row = page.locator(".waiter")
    await expect(row).to_have_count(1)
    await expect(row).to_contain_text("15–17 år")
    await expect(row).to_contain_text(re.compile(r"ventet \d+\.\d\d"))
    assert "Pjuske" not in await page.content()
    await expect(page.get_by_text("Begynd din vagt, så kan du tage den næste.")).to_be_visible()
    await row.press("Enter")
    await expect(page.locator(".conversation")).to_have_count(0)
    await must_be_accessible(page)


async def test_one_takes_the_next_and_talks(console: Page, street: Street) -> None:
    young = await street.somebody_waits(opening="hej, er der nogen?", suicide_question="sometimes")
    call_word = await meet(console, young)
    log, box = log_of(console, call_word), box_to(console, call_word)
    await expect(log).to_contain_text("hej, er der nogen?")
    await expect(log).to_contain_text("Tanker om ikke at ville leve: Nogle gange")

    await console.keyboard.type("Hej, jeg er her.")
    await console.keyboard.press("Shift+Enter")
    await console.keyboard.type("Jeg har god tid.")
    await console.keyboard.press("Enter")
    await expect(log.locator(".message--own")).to_have_text("Hej, jeg er her.\nJeg har god tid.")
    await expect(log.get_by_text("Sendt", exact=True)).to_be_visible()
    await expect(box).to_be_focused()
    await expect(box).to_have_value("")

    young.talk.seen()
    await expect(log.get_by_text("Set", exact=True)).to_be_visible()
    young.talk.typing(on=True)
    await expect(log.get_by_text(f"{call_word} skriver")).to_be_visible()
    await young.talk.say("tak fordi du er der")
    await expect(log.get_by_text("tak fordi du er der")).to_be_visible()
    await expect(log.get_by_text(f"{call_word} skriver")).to_be_hidden()
    await expect(console.get_by_role("status")).to_contain_text("tak fordi du er der")
    await expect(log.get_by_role("heading", name=re.compile("^Dig"))).to_have_count(1)
    await must_be_accessible(console)
    await picture(console, "counsellor-talk")


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


async def test_flagged_words_say_why_by_keyboard_and_can_be_judged(
    console: Page, street: Street
) -> None:
    young = await street.somebody_waits()
    call_word = await meet(console, young)
    await young.talk.say(WORRYING)
    flag = log_of(console, call_word).locator(".flagged").first
    await expect(flag).to_be_visible()

    await flag.focus()
    await console.keyboard.press("Enter")
    reason = console.locator(".reason:popover-open")
    await expect(reason).to_contain_text("Selvmordstanker")
    await expect(reason).to_contain_text("Den unge selv")
    await expect(reason).to_contain_text("ordliste")
    await must_be_accessible(console)
    await picture(console, "counsellor-reason")
    await console.keyboard.press("Escape")
    await expect(reason).to_have_count(0)
    await expect(flag).to_be_focused()

    await flag.click()
    await reason.get_by_role("button", name="Nej").click()
    await expect(reason).to_contain_text("Sofie: Det passer ikke.")
    await expect(flag).to_be_focused()


async def test_danger_shows_112_and_whether_the_supervisor_has_seen_it(
    house: House, console: Page, street: Street
) -> None:
    young = await street.somebody_waits()
    call_word = await meet(console, young)
    birgit = await street.staff(house.supervisor, "supervisor")

    await young.talk.say(DANGER)

    panel = panel_of(console, call_word)
    await expect(panel.get_by_role("link", name="Ring 112")).to_be_visible()
    await expect(console.get_by_role("alert")).to_contain_text(f"{call_word} er nu på niveau 4")
    await expect(panel.get_by_text("Ingen har svaret endnu.")).to_be_visible()
    await expect(box_to(console, call_word)).to_be_focused()
    await must_be_accessible(console)
    await picture(console, "counsellor-danger")

    await choose(console, "Afslut samtalen")
    await expect(console.get_by_text("Vagthavende er kaldt til samtalen.")).to_be_visible()
    await console.get_by_label("Vi er færdige").check()
    await console.get_by_role("button", name="Afslut", exact=True).click()
    refusal = console.get_by_role("dialog").get_by_role("alert")
    await expect(refusal).to_contain_text("Den skal afsluttes, før samtalen kan lukkes.")
    await console.keyboard.press("Escape")

    escalation_id = birgit.news["escalation"]["escalation_id"]
    await birgit.line.ask("escalation:acknowledge", {"escalation_id": escalation_id})
    await expect(panel.locator(".strip").get_by_text("Birgit har set den.")).to_be_visible()
    outcome = {"escalation_id": escalation_id, "outcome": "stayed", "note": None}
    await birgit.line.ask("escalation:resolve", outcome)
    await expect(panel.locator(".strip")).to_have_count(0)
    await birgit.close()


async def test_the_supervisor_is_called_with_a_reason_and_the_level_can_be_raised(
    console: Page, street: Street
) -> None:
    call_word = await meet(console, await street.somebody_waits())
    panel = panel_of(console, call_word)

    await choose(console, "Hæv niveauet")
    await console.get_by_label("2 Forhøjet").check()
    await console.get_by_role("button", name="Hæv", exact=True).click()
    await expect(console.get_by_text("Skriv kort hvorfor.")).to_be_visible()
    await console.get_by_label("Hvorfor?").fill("Stemningen er tung")
    await console.get_by_role("button", name="Hæv", exact=True).click()
    await expect(panel.locator(".conversation__facts")).to_contain_text("2 Forhøjet")
    await expect(panel).to_contain_text("„Stemningen er tung“")

    await panel.get_by_role("button", name=re.compile("^Hent")).click()
    await console.get_by_label("Hvad har du brug for?").fill("Jeg er i tvivl")
    await console.get_by_role("dialog").get_by_role("button", name=re.compile("^Hent")).click()
    await expect(panel.get_by_text("Vagthavende er kaldt.")).to_be_visible()
    await expect(panel).to_contain_text("„Jeg er i tvivl“")
    await expect(panel.get_by_role("button", name=re.compile("^Hent"))).to_have_count(0)


async def test_notes_stay_with_staff_and_have_a_key(console: Page, street: Street) -> None:
    young = await street.somebody_waits()
    await meet(console, young)

    await console.keyboard.press("Alt+n")
    await console.keyboard.type("Lillebror på 6")
    await console.keyboard.press("Control+Enter")

    await expect(console.locator(".note .pre")).to_have_text("Lillebror på 6")
    await expect(console.get_by_label("Ny note. Den unge ser den ikke.")).to_have_value("")
    assert all(event["kind"] != "note" for event in young.talk.cursor.events)


async def test_a_wrap_up_by_keyboard_frees_the_seat(console: Page, street: Street) -> None:
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
    also = console.get_by_role("group", name="Også (højst tre)")
    for topic in ("Familie", "Vold", "Mobning"):
        await also.get_by_label(topic, exact=True).check()
    await also.get_by_label("Angst og uro").press("Space")
    await expect(also.get_by_label("Angst og uro")).not_to_be_checked()
    await console.get_by_role("group", name="Hvordan sluttede det?").get_by_label("Andet").focus()
    await console.keyboard.press("1")
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


@dataclass
class Cable:
    """The page's line, which one can pull out and put in again."""

    is_in: bool = True
    ends: list[WebSocketRoute] = field(default_factory=list)

    def plug(self, end: WebSocketRoute) -> None:
        self.ends.append(end)
        if self.is_in:
            end.connect_to_server()

    async def pull(self) -> None:
        self.is_in = False
        for end in self.ends:
            await end.close()


async def test_a_lost_line_loses_nothing_written_or_said(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    visitors.expect(LINE_DOWN)
    cable, page = Cable(), await visitors.desktop()
    await page.route_web_socket(re.compile("socket.io"), cable.plug)
    await on_shift(house, page, evening.sofie)
    young = await street.somebody_waits()
    call_word = await meet(page, young)
    box, log = box_to(page, call_word), log_of(page, call_word)

    await cable.pull()
    await expect(page.get_by_text(AWAY)).to_be_visible()
    for text in ("et", "to"):
        await box.fill(text)
        await box.press("Enter")
    await expect(log.get_by_text("Venter på nettet").first).to_be_visible()
    await box.fill("halvt skrevet")
    await young.talk.say("imens")
    await picture(page, "counsellor-line-lost")
    cable.is_in = True

    await expect(log.locator(".message")).to_have_text(["imens", "et", "to"], timeout=20_000)
    await expect(log.get_by_text("Sendt", exact=True)).to_be_visible()
    await expect(page.get_by_text(AWAY)).to_be_hidden()
    await expect(box).to_have_value("halvt skrevet")


async def test_a_tab_that_slept_says_what_came_meanwhile(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    visitors.expect(LINE_DOWN)
    cable, page = Cable(), await visitors.desktop()
    await page.route_web_socket(re.compile("socket.io"), cable.plug)
    await page.clock.install()
    await on_shift(house, page, evening.sofie)
    young = await street.somebody_waits()
    call_word = await meet(page, young)

    await cable.pull()
    for text in ("en", "to", "tre"):
        await young.talk.say(text)
    cable.is_in = True
    await page.clock.fast_forward("10:00")

    await expect(page.get_by_text("Fanen har været i dvale.")).to_be_visible(timeout=20_000)
    await expect(page.get_by_text("Der er kommet 3 beskeder siden kl.")).to_be_visible()
    await expect(log_of(page, call_word).locator(".message")).to_have_text(["en", "to", "tre"])


async def test_an_ended_session_asks_to_sign_in_and_keeps_what_was_written(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    visitors.expect(re.compile("401|WebSocket"))
    page = await on_shift(house, await visitors.desktop(), evening.sofie)
    call_word = await meet(page, await street.somebody_waits())
    await box_to(page, call_word).fill("halvt skrevet")

    await page.context.request.delete(f"{house.url}/api/session", headers={"Origin": house.url})

    dialog = page.get_by_role("dialog", name="Du er logget ud")
    await expect(dialog).to_be_visible(timeout=20_000)
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_visible()
    await dialog.get_by_label("Brugernavn").fill(evening.sofie.username)
    await dialog.get_by_label("Adgangskode").fill(evening.sofie.password)
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()
    await expect(box_to(page, call_word)).to_have_value("halvt skrevet")
    await box_to(page, call_word).press("Enter")
    await expect(log_of(page, call_word).get_by_text("Sendt", exact=True)).to_be_visible()


@dataclass
class OldNews:
    """A page's line on which the waiting room stands still once it is told to."""

    still: bool = False

    def plug(self, end: WebSocketRoute) -> None:
        server = end.connect_to_server()

        def pass_on(frame: str | bytes) -> None:
            if not (self.still and '"waiting_room"' in str(frame)):
                end.send(frame)

        server.on_message(pass_on)


async def test_whoever_reaches_for_somebody_taken_is_told_so(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    news, late = OldNews(), await visitors.desktop()
    await late.route_web_socket(re.compile("socket.io"), news.plug)
    sofie = await on_shift(house, await visitors.desktop(), evening.sofie)
    await on_shift(house, late, evening.lars)
    young = await street.somebody_waits()
    await expect(late.locator(".waiter")).to_have_count(1)
    news.still = True
    call_word = await meet(sofie, young)

    await late.locator(".waiter").click()

    said = late.locator(".waiting-said")
    await expect(said).to_contain_text(f"{call_word} er taget af en anden.")
    await expect(late.locator(".conversation")).to_have_count(0)
    await said.get_by_role("button", name="OK").click()
    await expect(said).to_have_count(0)


async def test_a_colleague_is_asked_says_no_and_then_takes_over(
    house: House, visitors: Visitors, evening: Evening, street: Street
) -> None:
    sofie = await on_shift(house, await visitors.desktop(), evening.sofie)
    lars = await on_shift(house, await visitors.desktop(), evening.lars)
    young = await street.somebody_waits()
    call_word = await meet(sofie, young)
    await young.talk.say("jeg vil gerne tale med en mand")

    await choose(sofie, "Giv videre")
    await expect(sofie.get_by_label(re.compile("^Lars"))).to_be_visible()
    await must_be_accessible(sofie)
    await sofie.get_by_label(re.compile("^Lars")).check()
    await sofie.get_by_label("Note til den, der tager over").fill("Vil helst tale med en mand")
    await sofie.get_by_role("button", name="Giv videre", exact=True).click()
    await expect(sofie.get_by_text("Lars har 30 sekunder til at svare.")).to_be_visible()
    await sofie.get_by_role("button", name="OK").click()

    offer = lars.get_by_role("group", name="Tilbud fra en kollega")
    await expect(offer).to_contain_text(f"Sofie spørger, om du vil tage {call_word}.")
    await expect(panel_of(sofie, call_word).get_by_text("Lars er spurgt.")).to_be_visible()
    await expect(offer).to_contain_text(re.compile(r"Du har \d+ sekunder til at svare\."))
    await must_be_accessible(lars)
    await picture(lars, "counsellor-offer")
    await offer.get_by_role("button", name="Nej tak").click()
    await expect(sofie.get_by_text(f"Lars kunne ikke tage {call_word}.")).to_be_visible()
    await sofie.get_by_role("button", name="OK").click()

    await choose(sofie, "Giv videre")
    await sofie.get_by_label(re.compile("^Lars")).check()
    await sofie.get_by_role("button", name="Giv videre", exact=True).click()
    await sofie.get_by_role("button", name="OK").click()
    await offer.get_by_role("button", name="Tag den").click()

    await expect(log_of(lars, call_word)).to_contain_text("jeg vil gerne tale med en mand")
    await expect(lars.locator(".note .pre")).to_have_text("Vil helst tale med en mand")
    await expect(sofie.get_by_text(f"Du har ikke længere {call_word}.")).to_be_visible()
    await expect(sofie.locator(".conversation")).to_have_count(0)


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
    await box_to(page, call_word).press_sequentially("en")
    await box_to(page, call_word).press("Enter")
    await expect(box_to(page, call_word)).to_have_value("en\n")

    await page.get_by_role("button", name="Noter", exact=True).click()
    await expect(page.get_by_label("Ny note. Den unge ser den ikke.")).to_be_visible()
    await page.get_by_role("button", name="Til samtalen").click()
    await expect(box_to(page, call_word)).to_have_value("en\n")

    another = await street.somebody_waits()
    await page.get_by_role("button", name=re.compile("^I kø")).click()
    await meet(page, another)
    await expect(page.get_by_role("tab")).to_have_count(2)
    assert not await page.evaluate(SIDEWAYS)
    await picture(page, "counsellor-tabs-phone")


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


async def test_signing_out_with_somebody_on_the_desk_says_what_happens_to_them(
    house: House, console: Page, street: Street
) -> None:
    await meet(console, await street.somebody_waits())

    await console.get_by_role("button", name="Log ud").click()
    dialog = console.get_by_role("dialog", name="Du har 1 samtale")
    await expect(dialog).to_contain_text("går de forrest i køen")
    await dialog.get_by_role("button", name="Tilbage").click()
    await expect(dialog).to_have_count(0)
    await console.get_by_role("button", name="Log ud").click()
    await dialog.get_by_role("button", name="Log ud alligevel").click()

    await console.wait_for_url(f"{house.url}/sign-in")
