"""Visits over HTTP, on each kind of database: supervisors alone enter them, in numbers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from aiohttp import ClientSession, web
from sqlalchemy import select

from chat.domain.identifiers import StaffId
from chat.pages.listening import Runner
from chat.pages.settings import PagesSettings
from chat.pages.site import site
from chat.staff.member import SessionId, StaffMember
from chat.staff.roles import Role
from chat.storage.tables import audit
from chat.words import Words
from supervisor_console.reports.document import Document
from supervisor_console.reports.half_year import HalfYear
from supervisor_console.reports.publishing import Publish
from supervisor_console.visits.pages import VisitPages
from supervisor_console.visits.statements import Visits
from tests.chat.staffing import House

VERA = {"X-Role": "supervisor"}
VISIT = {
    "visit_id": "0b6f9c5e-5a0c-4d0e-9c3c-3f1d5f0c7a11",
    "day": "2026-11-20",
    "municipality": "0751",
    "kind": "school",
    "participants": 24,
    "minutes": 90,
}


async def member_of(request: web.Request) -> StaffMember | None:
    """Take a request for whose role it names: signing in has tests of its own."""
    role = request.headers.get("X-Role")
    if role is None:
        return None
    return StaffMember(StaffId(role), role, frozenset({Role(role)}), "da", SessionId("x"))


@asynccontextmanager
async def asking(house: House) -> AsyncIterator[ClientSession]:
    words = Words.load()
    pages = VisitPages(member_of, {"0751"}, Visits(house.store), house.submit)
    runner = Runner(site(PagesSettings(), words, [pages]), words, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as client:
        yield client
    await runner.cleanup()


async def listed(client: ClientSession) -> list[dict[str, object]]:
    async with client.get("/api/visits", headers=VERA) as answer:
        assert answer.status == 200
        found: list[dict[str, object]] = (await answer.json())["visits"]
        return found


async def sent(
    client: ClientSession, told: object, path: str = "", role: str | None = "supervisor"
) -> int:
    headers = {} if role is None else {"X-Role": role}
    async with client.post(f"/api/visits{path}", json=told, headers=headers) as answer:
        return answer.status


async def test_a_visit_is_entered_seen_and_taken_back_and_who_did_it_is_known(kept: House) -> None:
    async with asking(kept) as client:
        for role in ("counsellor", "bridge_builder", "admin"):
            assert await sent(client, VISIT, role=role) == 403
        assert await sent(client, VISIT, role=None) == 401
        assert await sent(client, VISIT) == 204
        assert await sent(client, VISIT) == 204  # its answer was lost, and it is sent again
        (one,) = await listed(client)
        assert one["fixed"] is False
        assert await sent(client, {}, f"/{one['visit_id']}/remove") == 204
        assert await sent(client, {}, f"/{one['visit_id']}/remove") == 404
        assert await listed(client) == []

    assert {name: one[name] for name in VISIT} == VISIT
    async with kept.store.read() as connection:
        rows = (await connection.execute(select(audit).order_by(audit.c.n))).all()
    assert [(row.act, row.subject) for row in rows if "visit" in row.act] == [
        ("enter_visit", one["visit_id"]),
        ("remove_visit", one["visit_id"]),
    ]


async def test_what_cannot_be_is_refused(kept: House) -> None:
    async with asking(kept) as client:
        for slip in (
            {"day": "2027-01-01"},
            {"day": "2026-11-31"},
            {"day": "20261120"},
            {"municipality": "9999"},
            {"kind": "party"},
            {"participants": -1},
            {"minutes": 0},
            {"name": "Ida"},
            {"visit_id": "1"},
        ):
            assert await sent(client, {**VISIT, **slip}) == 400, slip
        assert await listed(client) == []


async def test_once_its_report_stands_a_half_years_visits_stand_too(kept: House) -> None:
    async with asking(kept) as client:
        assert await sent(client, VISIT) == 204
        (one,) = await listed(client)
        await kept.submit(Publish(Document.of(HalfYear(2026, 2), {}, [], {}), None))

        assert [one["fixed"] for one in await listed(client)] == [True]
        assert await sent(client, VISIT) == 409
        assert await sent(client, {}, f"/{one['visit_id']}/remove") == 409
        earlier = {"visit_id": str(uuid4()), "day": "2026-06-30"}
        assert await sent(client, {**VISIT, **earlier}) == 204
        assert len(await listed(client)) == 2
