"""Reports over HTTP, on each kind of database: what is asked for is held at the border."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientSession, web

from chat.domain.identifiers import StaffId
from chat.pages.listening import Runner
from chat.pages.settings import PagesSettings
from chat.pages.site import site
from chat.staff.member import SessionId, StaffMember
from chat.staff.roles import Role
from chat.words import Words
from config.directory import Directory
from config.reasons import load_reasons
from supervisor_console.reports.pages import ReportPages
from supervisor_console.reports.printed import Printing
from supervisor_console.reports.publishing import Publishing
from tests.chat.staffing import House
from tests.supervisor_console.reports.counted import contact, keep

VERA = StaffMember(StaffId("vera"), "vera", frozenset({Role.SUPERVISOR}), "da", SessionId("x"))
INJECTED = 'da><script>alert(1)</script><p title="'


async def vera_signed_in(_: web.Request) -> StaffMember | None:
    return VERA


@asynccontextmanager
async def asking(house: House) -> AsyncIterator[ClientSession]:
    words = Words.load()
    pages = ReportPages(
        vera_signed_in,
        Publishing(house.store, house.submit, load_reasons(), house.clock),
        Printing(words, Directory.load().municipalities),
        house.submit,
        ("plakat",),
    )
    runner = Runner(site(PagesSettings(), words, [pages]), words, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as client:
        yield client
    await runner.cleanup()


async def test_a_language_nobody_speaks_is_danish_in_the_file_that_is_sent(kept: House) -> None:
    await keep(kept.store, [contact("2025-W40") for _ in range(30)])
    async with asking(kept) as client:
        path = "/api/reports/2025-H2/country/html"
        async with client.get(path, params={"lang": INJECTED}) as answer:
            page = await answer.text()

    assert answer.status == 200
    assert page.startswith('<!doctype html><html lang="da"><meta charset=utf-8>')
    assert "<script" not in page
