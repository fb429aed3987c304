"""Four people at two processes: danger reaches a bridge-builder, and a supervisor takes the pen."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from config.rehearsal.wire_client import Account
from tests.browsing import picture, visiting
from tests.databases import Databases
from tests.journeys.people import Counsellor, Supervisor, YoungPerson
from tests.redis_server import redis_server
from tests.serving import Serving
from tests.several import made

DANGER = "jeg har sagt farvel og jeg gør det nu"


@pytest.fixture
def processes(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Serving, ...]]:
    """Two processes of one house, on PostgreSQL and Redis."""
    folder: Path = tmp_path_factory.mktemp("two")
    with redis_server() as redis, ExitStack() as stack:
        both = made(folder, databases.empty(), redis)
        yield tuple(stack.enter_context(process) for process in both)


async def at_the_bridge(page: Page, house: Serving, account: Account) -> Page:
    """Open a bridge-builder's page."""
    await page.context.request.post(
        f"{house.url}/api/session",
        data={"username": account.username, "password": account.password},
        headers={"Origin": house.url},
    )
    await page.goto(f"{house.url}/bridge")
    await expect(page.get_by_text("Ingen opgaver lige nu.")).to_be_visible()
    return page


async def test_a_task_and_a_take_over_are_seen_whichever_process_one_is_at(
    browser: Browser, processes: tuple[Serving, ...]
) -> None:
    here, there = processes
    accounts = {
        role: here.staff(role, role, name)
        for role, name in (
            ("counsellor", "Mette"),
            ("supervisor", "Birgit"),
            ("bridge_builder", "Ida"),
        )
    }
    async with visiting(browser) as visitors:
        young = YoungPerson(await visitors.phone(here.url))
        counsellor = Counsellor(
            await visitors.desktop(f"{there.url}/counsellor"), accounts["counsellor"]
        )
        await counsellor.come_on_duty()
        supervisor = Supervisor(
            await visitors.desktop(f"{here.url}/supervisor"), accounts["supervisor"]
        )
        await supervisor.come_on_duty()
        builder = await at_the_bridge(await visitors.desktop(), there, accounts["bridge_builder"])

        await young.come_in()
        call_word = await counsellor.take_the_next()
        await young.is_met_by("Mette")
        await young.say(DANGER)

        # The task reaches the other process, without a word of what was written.
        await builder.locator(".task").click()
        await builder.get_by_role("button", name="Jeg tager den").click()
        await expect(builder.get_by_role("button", name="Broen holder")).to_be_visible()
        assert "sagt farvel" not in await builder.content()

        board = supervisor.page
        await supervisor.acknowledge(call_word)
        await supervisor.read_along(call_word)
        await board.get_by_role("button", name="Tag over").click()
        await board.get_by_label(f"Skriv til {call_word}").fill("Jeg hedder Birgit")
        await board.get_by_role("button", name="Send", exact=True).click()
        await expect(counsellor.page.get_by_text("Birgit skriver nu.")).to_be_visible()
        await young.sees(DANGER, "Jeg hedder Birgit")
        await expect(young.page.get_by_role("heading", name="Birgit, fagperson")).to_be_visible()
        await picture(counsellor.page, "two-processes-taken-over")

        await board.get_by_role("button", name="Giv pennen tilbage til Mette").click()
        await counsellor.say("Nu er det mig igen")
        everything = (DANGER, "Jeg hedder Birgit", "Nu er det mig igen")
        await young.sees(*everything)
        await supervisor.sees(*everything)
        await builder.get_by_role("button", name="Broen holder").click()
        await expect(builder.get_by_text("Ingen opgaver lige nu.")).to_be_visible()
        visitors.must_be_content()
