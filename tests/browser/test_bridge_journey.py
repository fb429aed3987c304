"""The whole bridge: a young person on a small phone, a volunteer, and a bridge-builder."""

import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, Page, expect

from chat.actions.delivering import signature
from config.rehearsal.wire_client import Account
from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House, staffed
from tests.browsing import Visitors, picture
from tests.chat.service_system import CERTIFICATE, Receiver, certified
from tests.journeys.people import Counsellor, Supervisor, YoungPerson, sign_in

NUMBER = "20 30 40 50"
NOW, DAY = datetime.now(ZoneInfo("Europe/Copenhagen")), timedelta(days=1)
NO_TASKS = "Ingen opgaver lige nu."
DIRECT, KEY = "broen", "en-noegle-der-kun-er-til-proever-0123456789"


@dataclass(frozen=True)
class System:
    """The case system of one service, and what it serves with."""

    receiver: Receiver
    serving: ssl.SSLContext


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> System:
    return System(Receiver(), certified(tmp_path_factory.getbasetemp())[0])


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory, system: System) -> Iterator[House]:
    """Serve a house that tells one service's own system, and trusts its certificate."""
    environment = {
        "BROBYGGER_BRIDGE_WEBHOOKS": f"{DIRECT}={system.receiver.url}",
        "BROBYGGER_BRIDGE_WEBHOOK_KEYS": f"{DIRECT}={KEY}",
        "SSL_CERT_FILE": str(tmp_path_factory.getbasetemp() / CERTIFICATE),
    }
    with staffed(tmp_path_factory.mktemp("house"), environment) as house:
        yield house


async def find_help(page: Page, need: str) -> Locator:
    """Open the list of who could help, with a need chosen beside what has been said."""
    await page.get_by_role("button", name="Mere", exact=True).click()
    await page.get_by_role("button", name="Find hjælp").click()
    dialog = page.get_by_role("dialog", name=re.compile("^Find hjælp til"))
    await dialog.get_by_label("Læg til, hvad der skal hjælp til").select_option(need)
    return dialog


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=re.compile(f"^{re.escape(name)}")).first


@dataclass
class Bridging:
    """Three pages, each on a device of its own."""

    phone: Page
    desk: Page
    tasks: Page

    async def offers(self, service: str, way: str) -> None:
        """Find a service, and open what is said with it."""
        dialog = await find_help(self.desk, "Ensomhed, mangel på fællesskab")
        found = dialog.locator(".find-help__one", has_text=service)
        await expect(found).to_contain_text("Hjælper med det, du har valgt")
        await picture(self.desk, "bridge-find-help")
        await must_be_accessible(self.desk)
        await dialog.get_by_label("Den unge vil også være anonym dér").uncheck()
        await expect(dialog.get_by_text("som den unge ønsker")).to_have_count(0)
        await found.get_by_role("button", name=re.compile("^Tilbyd")).click()
        await self.desk.get_by_label(way).check()

    async def seen_on_the_phone(self, name: str) -> None:
        await picture(self.phone, name)
        wide = await self.phone.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
        await must_be_accessible(self.phone)

    async def a_card_to_keep(self) -> None:
        await self.offers("BørneTelefonen", "Den unge kontakter selv")
        words = self.desk.get_by_label(re.compile("^Et par ord til den unge"))
        await words.fill("De er gode at tale med.")
        await self.desk.get_by_role("button", name="Vis den unge forslaget").click()
        offered = card(self.phone, "BørneTelefonen")
        await expect(offered).to_contain_text("116 111")
        await expect(offered).to_contain_text("De er gode at tale med.")
        await self.seen_on_the_phone("bridge-card")
        await offered.get_by_role("button", name="Ja tak").click()
        await offered.get_by_role("button", name="Vis stort").click()
        await expect(self.phone.locator(".bridge-large__number")).to_have_text("116 111")
        await picture(self.phone, "bridge-card-large")
        await self.phone.get_by_role("button", name="Luk", exact=True).click()
        answered = self.desk.locator(".house-word--bridge_answered")
        await expect(answered).to_contain_text("sagde ja tak")

    async def a_hand_over_with_a_yes(self) -> None:
        """Nothing is chosen beforehand, and one sees what will be sent."""
        await self.offers("Ventilen", "Sammen med en brobygger")
        for field in ("Navn", "Telefon", "Det skal vi passe på med"):
            await self.desk.get_by_label(field, exact=True).check()
        await picture(self.desk, "bridge-offer")
        await self.desk.get_by_role("button", name="Vis den unge forslaget").click()
        offered = card(self.phone, "Ventilen")
        await offered.get_by_role("button", name="Se, hvad jeg kan dele").click()
        for box in await offered.get_by_role("checkbox").all():
            await expect(box).not_to_be_checked()
        await chooses(offered, "Dit navn", "Liv")
        await offered.get_by_role("button", name="Se, hvad der bliver sendt").click()
        await expect(offered.get_by_role("alert")).to_contain_text("Vælg dit nummer")
        await chooses(offered, "Dit nummer", NUMBER)
        await chooses(offered, "Det skal de passe på med", "Ikke til min mor")
        await self.seen_on_the_phone("bridge-share")
        await offered.get_by_role("button", name="Se, hvad der bliver sendt").focus()
        for _ in ("opens", "held too long"):
            await self.phone.keyboard.press("Enter")
        await expect(offered.get_by_role("heading", name="Det her bliver sendt")).to_be_focused()
        await expect(offered.locator("dd")).to_have_text(["Liv", NUMBER, "Ikke til min mor"])
        await expect(self.tasks.get_by_text(NO_TASKS)).to_be_visible()
        await offered.get_by_role("button", name="Ja, send det").scroll_into_view_if_needed()
        await self.seen_on_the_phone("bridge-consent")
        await offered.get_by_role("button", name="Ja, send det").click()
        await expect(offered).to_contain_text("Det er sendt.")
        await offered.get_by_role("button", name="Giv mig fire ord").click()
        await expect(offered.locator(".return-code")).to_have_text(re.compile(r"^\S+ \S+ \S+ \S+$"))
        await self.seen_on_the_phone("bridge-sent")

    async def a_bridge_builder_who_follows_up(self) -> None:
        tasks = self.tasks
        await self.back_at_the_list()
        await tasks.get_by_role("button", name=re.compile("Til: Ventilen")).click()
        assert NUMBER not in await tasks.content()
        await tasks.get_by_role("button", name="Jeg tager den").click()
        await tasks.get_by_role("button", name="Vis, hvad den unge har delt").click()
        await expect(tasks.locator(".task-shared")).to_contain_text(NUMBER)
        await self.a_letter_that_is_on_the_page_while_it_prints()
        note = tasks.get_by_label("Note. Kun personale ser den. Ingen navne.")
        await note.fill("ringer tirsdag")
        await tasks.get_by_label(re.compile("^Næste opfølgning")).fill(
            f"{NOW + DAY:%Y-%m-%dT%H:%M}"
        )
        await tasks.get_by_role("button", name="Gem tidspunktet").click()
        await expect(tasks.locator(".task-moves")).to_contain_text("Ida følger op")
        await self.back_at_the_list()
        async with tasks.expect_download() as download:
            await tasks.get_by_role("button", name="Hent til kalender").click()
        await tasks.get_by_role("button", name=re.compile("Til: Ventilen")).click()
        calendar = (await (await download.value).path()).read_text(encoding="utf-8")
        assert calendar.count("BEGIN:VEVENT") == 1
        assert not any(word in calendar for word in (NUMBER, "Ventilen", "Liv"))
        message = tasks.get_by_label(re.compile("^Besked, den unge kan se"))
        await message.fill("Jeg ringer tirsdag.")
        await tasks.get_by_role("button", name="Ikke brug for den").click()
        await expect(tasks.get_by_role("heading", name="Slet det, den unge delte?")).to_be_focused()
        await tasks.get_by_role("button", name="Nej, behold det").click()
        await picture(tasks, "bridge-task")
        await must_be_accessible(tasks)
        await tasks.get_by_role("button", name="Jeg har haft kontakt").click()
        offered = card(self.phone, "Ventilen")
        await expect(offered).to_contain_text("Ida har taget kontakt til dig.")
        await expect(self.phone.locator(".log")).to_contain_text("Jeg ringer tirsdag.")
        await self.phone.reload()
        await expect(offered).to_contain_text("Ida har taget kontakt til dig.")

    async def back_at_the_list(self) -> None:
        """Where a phone shows the task alone."""
        back = self.tasks.get_by_role("button", name="Alle opgaver")
        if await back.is_visible():
            await back.click()

    async def a_letter_that_is_on_the_page_while_it_prints(self) -> None:
        tasks = self.tasks
        await tasks.evaluate("window.print = () => {}")
        await tasks.get_by_role("button", name="Print som brev").click()
        await tasks.emulate_media(media="print")
        letter = tasks.locator(".letter-sheet")
        await expect(letter).to_be_visible()
        await expect(letter.locator("dd")).to_have_text(["Liv", NUMBER, "Ikke til min mor"])
        await expect(tasks.locator("main")).to_be_hidden()
        await picture(tasks, "bridge-letter")
        await tasks.emulate_media(media="screen")
        await tasks.evaluate("window.dispatchEvent(new Event('afterprint'))")
        await expect(letter).to_have_count(0)
        assert NUMBER not in await tasks.content()
        await tasks.get_by_role("button", name="Vis, hvad den unge har delt").click()
        await expect(tasks.locator(".task-shared")).to_contain_text(NUMBER)

    async def four_words_to_come_back_with(self) -> str:
        """On the closing page, where what one said yes to stands too."""
        after = self.phone.get_by_role("region", name="Det, du sagde ja til")
        await expect(after).to_contain_text("116 111")
        await self.seen_on_the_phone("bridge-afterwards")
        await self.phone.get_by_role("button", name="Giv mig fire ord").click()
        code = self.phone.locator(".return-code")
        await expect(code).to_have_text(re.compile(r"^\S+ \S+ \S+ \S+$"))
        await code.scroll_into_view_if_needed()
        await self.seen_on_the_phone("return-code")
        return await code.inner_text()

    async def a_yes_taken_back(self, other_phone: Page, code: str) -> None:
        """Another day, on another phone, after it was read."""
        self.phone = other_phone
        await self.phone.get_by_role("button", name="Jeg har fire ord fra sidst").click()
        await self.phone.get_by_label("Dine fire ord").fill("solhat havsti kagebro fuglehus")
        await self.phone.get_by_role("button", name="Vis min samtale").click()
        await expect(self.phone.get_by_text("De ord passer ikke")).to_be_visible()
        await self.seen_on_the_phone("return-door")
        await self.phone.get_by_label("Dine fire ord").fill(code.upper())
        await self.phone.get_by_role("button", name="Vis min samtale").click()
        after = self.phone.get_by_role("region", name="Det, du sagde ja til")
        await after.get_by_role("button", name="Jeg vil ikke alligevel").click()
        await expect(after).to_contain_text("Ida kan have læst det")
        await after.get_by_role("button", name="Ja, slet det").click()
        await expect(after.get_by_role("heading", name=re.compile("^Ventilen"))).to_have_count(0)
        await expect(self.tasks.locator(".task-detail")).to_contain_text("Kontakt ikke den unge.")
        await expect(self.tasks.locator(".task-shared")).to_have_count(0)
        await picture(self.tasks, "bridge-task-withdrawn")


async def chooses(offered: Locator, field: str, text: str) -> None:
    await offered.get_by_role("checkbox", name=field).check()
    await offered.get_by_role("textbox", name=field).fill(text)


async def at_the_directory(
    page: Page, house: House, account: Account, path: str, body: object = None
) -> dict[str, Any]:
    """Ask as a supervisor does, signed in on a page of their own."""
    ask, headers = page.context.request, {"Origin": house.url}
    who = {"username": account.username, "password": account.password}
    await ask.post(f"{house.url}/api/session", data=who, headers=headers)
    url = f"{house.url}/api/directory/{path}".removesuffix("/")
    answer = await (ask.get(url) if body is None else ask.post(url, data=body, headers=headers))
    assert answer.ok
    return dict(await answer.json())


async def the_service_is_taken_out(page: Page, house: House) -> dict[str, Any]:
    """While somebody is on their way there."""
    known = await at_the_directory(page, house, house.supervisor, "")
    one = next(one for one in known["services"] if one["entry"]["name"].startswith("Ventilen"))
    path, body = f"{one['service_id']}/retire", {"version": one["version"]}
    return await at_the_directory(page, house, house.supervisor, path, body)


async def test_from_a_suggestion_to_a_bridge_and_back(house: House, visitors: Visitors) -> None:
    phone = await visitors.phone(house.url)
    desk = await visitors.desktop(f"{house.url}/counsellor")
    tasks = await visitors.desktop(f"{house.url}/bridge")
    await the_whole_bridge(house, visitors, phone, desk, tasks)


async def test_the_same_with_staff_on_phones_and_a_young_person_at_a_computer(
    house: House, visitors: Visitors, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = picture

    async def named_apart(page: Page, name: str) -> None:
        await kept(page, f"{name}-turned")

    monkeypatch.setattr(f"{__name__}.picture", named_apart)
    computer = await visitors.desktop(house.url)
    desk = await visitors.phone(f"{house.url}/counsellor")
    tasks = await visitors.phone(f"{house.url}/bridge")
    await the_whole_bridge(house, visitors, computer, desk, tasks)


async def the_whole_bridge(
    house: House, visitors: Visitors, phone: Page, desk: Page, tasks: Page
) -> None:
    visitors.expect(re.compile(r"status of 401"))  # the words that open nothing
    ida = house.serving.staff("ida.bro", "bridge_builder", "Ida")
    mette, bridging = Counsellor(desk, house.counsellor), Bridging(phone, desk, tasks)
    await sign_in(tasks, ida)
    await expect(tasks.get_by_text(NO_TASKS)).to_be_visible()
    await mette.come_on_duty()
    await YoungPerson(phone).come_in()
    await mette.take_the_next()

    await bridging.a_card_to_keep()
    await bridging.a_hand_over_with_a_yes()
    out = await the_service_is_taken_out(await visitors.desktop(), house)
    task = tasks.get_by_role("button", name=re.compile("Til: Ventilen"))
    await task.click()
    await expect(tasks.get_by_text("er taget ud af tilbudsoversigten")).to_be_visible()
    await must_be_accessible(tasks)
    await picture(tasks, "bridge-task-retired")
    other = house.serving.staff("amina.ud", "supervisor", "Amina")
    path = f"edits/{out['edit_id']}/withdraw"
    await at_the_directory(await visitors.desktop(), house, other, path, {"reason": "x"})
    await expect(tasks.get_by_text("er taget ud af tilbudsoversigten")).to_have_count(0)
    await bridging.a_bridge_builder_who_follows_up()
    await mette.close()
    code = await bridging.four_words_to_come_back_with()
    await bridging.a_yes_taken_back(await visitors.phone(house.url), code)

    for page in (phone, desk, tasks):
        assert NUMBER not in await page.content()


@dataclass
class Directly:
    """A young person, a bridge-builder and a supervisor, and the system of a service."""

    phone: Page
    tasks: Page
    supervisor: Supervisor
    receiver: Receiver

    @property
    def board(self) -> Page:
        return self.supervisor.page

    async def says_yes_knowing_where_it_goes(self) -> None:
        offered = card(self.phone, "BROEN")
        await offered.get_by_role("button", name="Se, hvad jeg kan dele").click()
        await chooses(offered, "Dit nummer", NUMBER)
        await offered.get_by_role("button", name="Se, hvad der bliver sendt").click()
        await expect(offered).to_contain_text("Det bliver også sendt til BROEN")
        await offered.get_by_role("button", name="Ja, send det").scroll_into_view_if_needed()
        await picture(self.phone, "bridge-direct-consent")
        await must_be_accessible(self.phone)
        assert self.receiver.taken == []
        await offered.get_by_role("button", name="Ja, send det").click()
        await expect(offered).to_contain_text("Det er sendt.")

    async def their_system_has_what_was_said_yes_to_and_can_hold_it_to_us(self) -> str:
        await self.receiver.until(1)
        headers, body = self.receiver.taken[0]
        (said,) = self.receiver.said
        assert (said["event"], said["service"]) == ("shared", DIRECT)
        assert said["fields"] == {"phone": NUMBER}
        signed = signature(KEY.encode(), headers["Brobygger-Timestamp"], body)
        assert headers["Brobygger-Signature"] == f"v1={signed}"
        return str(said["task"])

    async def is_taken_and_then_let_go_by_a_supervisor(self, call_word: str) -> None:
        task = self.tasks.get_by_role("button", name=re.compile("Til: BROEN"))
        await task.click()
        await self.tasks.get_by_role("button", name="Jeg tager den").click()
        shown = self.tasks.get_by_role("button", name="Vis, hvad den unge har delt")
        await expect(shown).to_be_visible()
        await self.supervisor.read_along(call_word)
        await self.board.get_by_role("button", name="Mere", exact=True).click()
        await self.board.get_by_role("button", name="Giv brobyggeropgaven fri").click()
        legend = self.board.get_by_text("Ida har brobyggeropgaven")
        await expect(legend).to_be_visible()
        await picture(self.board, "supervisor-let-go")
        await must_be_accessible(self.board)
        await self.board.get_by_role("button", name="Giv den fri").click()
        await expect(legend).to_have_count(0)
        await expect(shown).to_have_count(0)
        free = self.tasks.get_by_role("button", name="Jeg tager den")
        await expect(free).to_be_visible()
        await picture(self.tasks, "bridge-task-free-again")
        await free.click()
        await expect(shown).to_be_visible()

    async def takes_the_yes_back_there_too(self, task: str) -> None:
        offered = card(self.phone, "BROEN")
        await offered.get_by_role("button", name="Jeg vil ikke alligevel").click()
        await expect(offered).to_contain_text("De kan have læst det")
        await offered.get_by_role("button", name="Ja, slet det").click()
        await self.receiver.until(2)
        assert self.receiver.said[1] == {"task": task, "service": DIRECT, "event": "withdrawn"}
        await expect(self.tasks.locator(".task-detail")).to_contain_text("Kontakt ikke den unge.")


async def test_a_service_is_told_in_its_own_system_and_a_supervisor_lets_the_task_go(
    house: House, visitors: Visitors, system: System
) -> None:
    ida = house.serving.staff("ida.direkte", "bridge_builder", "Ida")
    phone = await visitors.phone(house.url)
    desk = await visitors.desktop(f"{house.url}/counsellor")
    tasks = await visitors.desktop(f"{house.url}/bridge")
    board = Supervisor(await visitors.desktop(f"{house.url}/supervisor"), house.supervisor)
    jonas, bridging = Counsellor(desk, house.colleague), Bridging(phone, desk, tasks)
    await sign_in(tasks, ida)
    await jonas.come_on_duty()
    await board.come_on_duty()
    await YoungPerson(phone).come_in()
    call_word = await jonas.take_the_next()
    await bridging.offers("BROEN", "Sammen med en brobygger")
    await desk.get_by_label("Telefon", exact=True).check()
    await desk.get_by_role("button", name="Vis den unge forslaget").click()

    async with system.receiver.open(system.serving) as receiver:
        directly = Directly(phone, tasks, board, receiver)
        await directly.says_yes_knowing_where_it_goes()
        task = await directly.their_system_has_what_was_said_yes_to_and_can_hold_it_to_us()
        await directly.is_taken_and_then_let_go_by_a_supervisor(call_word)
        await directly.takes_the_yes_back_there_too(task)
