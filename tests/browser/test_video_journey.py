"""A video talk: a small phone, a volunteer, and a room of the helpline's own."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Locator, Page, expect

from chat.domain.opening_hours import DENMARK
from tests.browser.accessibility import (
    must_be_accessible,
    must_be_accessible_by_day_and_night,
    must_fit_a_phone_at_night,
)
from tests.browser.conftest import House, staffed
from tests.browser.test_bridge_journey import NUMBER, Bridging, card, chooses
from tests.browser.video_room import SECRET, VideoRoom
from tests.browsing import Visitors, picture
from tests.journeys.people import Counsellor, YoungPerson, sign_in
from tests.ports import free_port
from tests.serving import OPEN_HOUSE


@dataclass(frozen=True)
class Street:
    """The house, and the room beside it."""

    house: House
    room: VideoRoom


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def street(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    room = VideoRoom(free_port())
    runner = web.AppRunner(room.application())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", room.port).start()
    folder = Path(tmp_path_factory.mktemp("video"))
    secret = {"BROBYGGER_VIDEO_SECRET": SECRET}
    with staffed(folder, policy=f"{OPEN_HOUSE}{room.policy}", environment=secret) as house:
        yield Street(house, room)
    await runner.cleanup()


def hosts_asked(page: Page) -> set[str]:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    return hosts


async def opens(page: Page, link: Locator) -> Page:
    """Open a link as one does, in a tab of its own."""
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    async with page.context.expect_page() as opened:
        await link.click()
    return await opened.value


async def goes_in(tab: Page, name: str) -> None:
    await tab.get_by_role("button", name="Gå ind").click()
    await expect(tab.get_by_role("heading", name=f"Velkommen, {name}")).to_be_visible()


async def fits(page: Page) -> None:
    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    await must_be_accessible_by_day_and_night(page)


async def asks_about_video(desk: Page) -> None:
    await desk.get_by_role("button", name="Mere", exact=True).click()
    await desk.get_by_role("button", name="Tilbyd video").click()
    await must_be_accessible_by_day_and_night(desk)
    await picture(desk, "video-offer")
    await desk.get_by_role("button", name="Spørg", exact=True).click()
    await expect(desk.get_by_role("dialog")).to_have_count(0)


def talk_on(desk: Page) -> Locator:
    """Return the conversation alone: what is booked stands beside it."""
    return desk.locator(".conversation")


async def is_spent(tab: Page, address: str) -> None:
    await tab.goto(address)
    await tab.get_by_role("button", name="Gå ind").click()
    await expect(tab.get_by_role("heading", name="Linket virker ikke mere")).to_be_visible()


async def agrees(phone: Page) -> Locator:
    """Read what it means and say yes; return the link one then has."""
    card = phone.get_by_role("region", name="Video med Mette")
    await expect(card).to_contain_text("Vi optager det ikke")
    await card.scroll_into_view_if_needed()
    await fits(phone)
    await picture(phone, "video-card")
    await card.get_by_role("button", name="Ja, det vil jeg gerne").click()
    link = card.get_by_role("link", name="Åbn videorummet")
    await expect(link).to_be_visible()
    await fits(phone)
    await picture(phone, "video-link")
    return link


async def comes_in_once(phone: Page, link: Locator, url: str) -> None:
    address = f"{url}{await link.get_attribute('href')}"
    tab = await opens(phone, link)
    await expect(tab).to_have_title("Startside")
    await expect(tab.get_by_role("button", name="Gå ind")).to_be_visible()
    assert "#" not in tab.url
    await fits(tab)
    await picture(tab, "video-door")
    await goes_in(tab, "Anonym")
    await expect(link).to_have_count(0)
    await is_spent(tab, address)
    await fits(tab)
    await picture(tab, "video-spent")
    await tab.close()


async def staff_come_in(desk: Page) -> None:
    await talk_on(desk).get_by_role("button", name="Få dit link").click()
    await picture(desk, "video-accepted-desk")
    await must_fit_a_phone_at_night(desk)
    await must_be_accessible_by_day_and_night(desk)
    tab = await opens(desk, talk_on(desk).get_by_role("link", name="Åbn videorummet"))
    await expect(tab.get_by_role("button", name="Gå ind")).to_be_visible()
    await picture(tab, "video-door-desk-dark")
    await goes_in(tab, "Mette")
    await tab.close()


async def has_had_enough(phone: Page, url: str) -> str:
    """End it with a link in hand; return the link, which leads nowhere any more."""
    card = phone.get_by_role("region", name="Video med Mette")
    await card.get_by_role("button", name="Få et link").click()
    link = card.get_by_role("link", name="Åbn videorummet")
    await expect(link).to_be_visible()
    address = f"{url}{await link.get_attribute('href')}"
    await card.get_by_role("button", name="Ikke mere video").click()
    await expect(phone.get_by_text("Du sagde, at I ikke skal bruge video mere.")).to_be_visible()
    late = await phone.context.new_page()
    await is_spent(late, address)
    await late.close()
    return address


async def test_two_meet_in_the_room_and_nobody_else_ever_does(
    street: Street, visitors: Visitors
) -> None:
    house, room = street.house, street.room
    phone = await visitors.phone(house.url)
    asked = hosts_asked(phone)
    desk = await visitors.desktop(f"{house.url}/counsellor", dark=True)
    mette, young = Counsellor(desk, house.counsellor), YoungPerson(phone)
    visitors.expect(re.compile("401"))  # a spent link
    await mette.come_on_duty()
    await young.come_in()
    await mette.take_the_next()

    await asks_about_video(desk)
    await expect(desk.get_by_text("er spurgt om video")).to_be_visible()
    await must_fit_a_phone_at_night(desk)
    link = await agrees(phone)
    await comes_in_once(phone, link, house.url)
    await staff_come_in(desk)

    first, second = room.came
    assert (first["room"], first["referrer"]) == (second["room"], "")
    assert not any(first["context"]["features"].values())
    assert room.asked == [f"/{first['room']}"] * 2

    await young.say("jeg kan se dig")
    await expect(mette.messages().last).to_contain_text("jeg kan se dig")
    address = await has_had_enough(phone, house.url)
    await expect(talk_on(desk).get_by_role("button", name="Få dit link")).to_have_count(0)
    await expect(desk.locator(".house-word--video_ended")).to_be_visible()
    assert len(room.came) == 2
    assert asked == {urlsplit(house.url).netloc}
    printed = house.serving.output.read_text(encoding="utf-8")
    secrets = [SECRET, first["room"], first["jwt"], address.partition("#")[2]]
    assert not [one for one in secrets if one in printed]
    await mette.close()


async def books(desk: Page, at: datetime) -> None:
    await desk.get_by_role("button", name="Mere", exact=True).click()
    await desk.get_by_role("button", name="Tilbyd video").click()
    await asks_for_later(desk, at)


async def asks_for_later(desk: Page, at: datetime) -> None:
    await desk.get_by_label("På et tidspunkt, vi aftaler").check()
    await desk.get_by_label("Tidspunkt", exact=True).fill(f"{at:%Y-%m-%dT%H:%M}")
    await must_be_accessible_by_day_and_night(desk)
    await picture(desk, "video-book")
    await desk.get_by_role("button", name="Spørg", exact=True).click()
    await expect(desk.get_by_role("dialog")).to_have_count(0)


async def calendar_from(page: Page, place: Locator) -> str:
    """Return the calendar file, which says when there is video and where one signs in."""
    async with page.expect_download() as file:
        await place.get_by_role("button", name="Hent til kalender").click()
    calendar = (await (await file.value).path()).read_text(encoding="utf-8")
    assert "SUMMARY:Videosamtale\\, Brobygger" in calendar
    return calendar


async def back_on(phone: Page, code: str) -> Page:
    await phone.get_by_role("button", name="Jeg har fire ord fra sidst").click()
    await phone.get_by_label("Dine fire ord").fill(code)
    await phone.get_by_role("button", name="Vis min samtale").click()
    return phone


async def test_a_booked_one_is_found_again_with_four_words_when_the_talk_is_over(
    street: Street, visitors: Visitors
) -> None:
    house, room, now = street.house, street.room, datetime.now(DENMARK)
    phone = await visitors.phone(house.url, dark=True)
    desk = await visitors.desktop(f"{house.url}/counsellor")
    mette = Counsellor(desk, house.counsellor)
    await mette.come_on_duty()
    await YoungPerson(phone).come_in()
    await mette.take_the_next()
    card = phone.get_by_role("region", name="Video med Mette")

    await books(desk, now + timedelta(days=5))
    await card.get_by_role("button", name="Ja, det vil jeg gerne").click()
    await expect(card).to_contain_text("Du kan få et link her fra kl.")
    await expect(card.get_by_role("link")).to_have_count(0)
    await card.scroll_into_view_if_needed()
    await fits(phone)
    await picture(phone, "video-booked-dark")
    bookings = desk.get_by_role("region", name="Aftalt video")
    await expect(bookings.get_by_role("button", name="Få dit link")).to_have_count(0)
    await picture(desk, "video-booked-desk")
    await must_fit_a_phone_at_night(desk)
    await bookings.get_by_role("button", name=re.compile("^Aflys video")).click()
    await expect(phone.get_by_text("Video med Mette er aflyst.")).to_be_visible()
    await expect(bookings).to_have_count(0)

    await books(desk, now + timedelta(days=1))
    await card.get_by_role("button", name="Ja, det vil jeg gerne").click()
    await mette.close()
    await expect(card).to_be_visible()
    await fits(phone)
    await phone.get_by_role("button", name="Giv mig fire ord").click()
    await expect(phone.locator(".return-code")).to_have_text(re.compile(r"^\S+ \S+ \S+ \S+$"))
    code = await phone.locator(".return-code").inner_text()
    assert await phone.evaluate("localStorage.length") == 0
    other = await back_on(await visitors.phone(house.url), code)
    card = other.get_by_role("region", name="Video med Mette")
    await card.get_by_role("button", name="Få et link").click()
    await picture(other, "video-after")
    before = len(room.came)
    await goes_in(await opens(other, card.get_by_role("link")), "Anonym")

    await must_be_accessible_by_day_and_night(desk)
    calendar = await calendar_from(desk, bookings)
    assert f"URL:{house.url}/counsellor" in calendar
    await bookings.get_by_role("button", name="Få dit link").click()
    await picture(desk, "video-booking-open-desk")
    await goes_in(await opens(desk, bookings.get_by_role("link")), "Mette")
    young, staff = room.came[before:]
    assert young["room"] == staff["room"]
    assert young["room"] not in calendar


async def test_a_supervisor_with_the_pen_meets_them_too(street: Street, visitors: Visitors) -> None:
    house, room = street.house, street.room
    phone = await visitors.phone(house.url)
    board = await visitors.desktop(f"{house.url}/supervisor")
    await sign_in(board, house.supervisor)
    await YoungPerson(phone).come_in()
    await board.get_by_role("table").get_by_role("button").first.click()
    pane = board.locator(".reading")
    await pane.get_by_role("button", name="Mere", exact=True).click()
    await expect(pane.get_by_role("button", name="Spørg om fare")).to_be_visible()
    await expect(pane.get_by_role("button", name="Tilbyd video")).to_have_count(0)
    await pane.get_by_role("button", name="Tag over").click()
    await pane.get_by_role("button", name="Tilbyd video").click()
    await must_be_accessible(board)
    await picture(board, "supervisor-video-offer")
    await board.get_by_role("button", name="Spørg", exact=True).click()
    card = phone.get_by_role("region", name="Video med Birgit")
    await card.get_by_role("button", name="Ja, det vil jeg gerne").click()
    await expect(card.get_by_role("link", name="Åbn videorummet")).to_be_visible()
    await pane.get_by_role("button", name="Få dit link").click()
    await picture(board, "supervisor-video")
    before = len(room.came)
    await goes_in(await opens(board, pane.get_by_role("link", name="Åbn videorummet")), "Birgit")
    assert len(room.came) == before + 1

    await pane.get_by_role("button", name="Afslut samtalen").click()
    await pane.get_by_role("radio").first.check()
    await pane.locator("form").get_by_role("button", name="Afslut samtalen").click()
    await expect(phone.get_by_text("Video med Birgit er slut.")).to_be_attached()
    await expect(phone.get_by_role("link", name="Åbn videorummet")).to_have_count(0)
    await expect(pane.get_by_role("button", name="Få dit link")).to_have_count(0)


async def test_what_a_supervisor_has_booked_stands_on_their_board_when_the_talk_is_over(
    street: Street, visitors: Visitors
) -> None:
    house, room = street.house, street.room
    phone = await visitors.phone(house.url)
    board = await visitors.desktop(f"{house.url}/supervisor")
    await sign_in(board, house.supervisor)
    await YoungPerson(phone).come_in()
    await board.get_by_role("table").get_by_role("button").first.click()
    pane = board.locator(".reading")
    await pane.get_by_role("button", name="Tag over").click()
    await pane.get_by_role("button", name="Mere", exact=True).click()
    await pane.get_by_role("button", name="Tilbyd video").click()
    await asks_for_later(board, datetime.now(DENMARK) + timedelta(days=1))
    card = phone.get_by_role("region", name="Video med Birgit")
    await card.get_by_role("button", name="Ja, det vil jeg gerne").click()

    bookings = board.get_by_role("region", name="Aftalt video")
    await expect(bookings.get_by_role("button", name=re.compile("^Aflys video"))).to_be_visible()
    await pane.get_by_role("button", name="Afslut samtalen").click()
    await pane.get_by_role("radio").first.check()
    await pane.locator("form").get_by_role("button", name="Afslut samtalen").click()
    await expect(card).to_be_visible()
    await board.reload()
    await expect(bookings.get_by_role("button", name="Få dit link")).to_be_visible()
    await must_be_accessible_by_day_and_night(board)
    await picture(board, "supervisor-video-booked")
    await bookings.get_by_role("button", name="Få dit link").click()
    before = len(room.came)
    await goes_in(await opens(board, bookings.get_by_role("link")), "Birgit")
    assert len(room.came) == before + 1
    await bookings.get_by_role("button", name=re.compile("^Aflys video")).click()
    await expect(bookings).to_have_count(0)
    await expect(card).to_have_count(0)


async def a_task_taken(pages: Bridging) -> None:
    """A hand-over with a yes, and somebody who goes with them."""
    await pages.offers("Ventilen", "Sammen med en brobygger")
    await pages.desk.get_by_label("Telefon", exact=True).check()
    await pages.desk.get_by_role("button", name="Vis den unge forslaget").click()
    offered = card(pages.phone, "Ventilen")
    await offered.get_by_role("button", name="Se, hvad jeg kan dele").click()
    await chooses(offered, "Dit nummer", NUMBER)
    await offered.get_by_role("button", name="Se, hvad der bliver sendt").click()
    await offered.get_by_role("button", name="Ja, send det").click()
    await pages.tasks.get_by_role("button", name=re.compile("Til: Ventilen")).click()
    await pages.tasks.get_by_role("button", name="Jeg tager den").click()


async def test_a_bridge_builder_meets_who_is_handed_over_to_them(
    street: Street, visitors: Visitors
) -> None:
    house, room = street.house, street.room
    ida = house.serving.staff("ida", "bridge_builder", "Ida")
    desk = await visitors.desktop(f"{house.url}/counsellor")
    tasks = await visitors.desktop(f"{house.url}/bridge")
    pages = Bridging(await visitors.phone(house.url), desk, tasks)
    await sign_in(tasks, ida)
    mette = Counsellor(desk, house.counsellor)
    await mette.come_on_duty()
    await YoungPerson(pages.phone).come_in()
    await mette.take_the_next()
    await a_task_taken(pages)

    section = tasks.get_by_role("region", name="Video")
    await section.scroll_into_view_if_needed()
    await must_be_accessible(tasks)
    await picture(tasks, "video-task")
    await section.get_by_label("Eller på et tidspunkt").fill(
        f"{datetime.now(DENMARK) + timedelta(days=2):%Y-%m-%dT%H:%M}"
    )
    await section.get_by_role("button", name="Spørg om det tidspunkt").click()
    booked = pages.phone.get_by_role("region", name="Video med Ida")
    await booked.get_by_role("button", name="Ja, det vil jeg gerne").click()
    calendar = await calendar_from(tasks, section)
    assert f"URL:{house.url}/bridge" in calendar
    assert NUMBER not in calendar
    await picture(tasks, "video-task-booked")
    await must_fit_a_phone_at_night(tasks)
    await section.get_by_role("button", name="Aflys").click()
    await section.get_by_role("button", name="Spørg om video nu").click()
    offer = pages.phone.get_by_role("region", name="Video med Ida")
    await offer.get_by_role("button", name="Ja, det vil jeg gerne").click()
    await expect(talk_on(desk).get_by_role("button", name="Få dit link")).to_have_count(0)
    before = len(room.came)
    link = offer.get_by_role("link", name="Åbn videorummet")
    await goes_in(await opens(pages.phone, link), "Anonym")
    await section.get_by_role("button", name="Få dit link").click()
    await picture(tasks, "video-task-open")
    await goes_in(await opens(tasks, section.get_by_role("link")), "Ida")
    young, staff = room.came[before:]
    assert young["room"] == staff["room"]

    await tasks.get_by_role("button", name="Broen holder", exact=True).click()
    await expect(pages.phone.get_by_text("Video med Ida er slut.")).to_be_visible()
    await expect(section).to_have_count(0)
    await mette.close()
