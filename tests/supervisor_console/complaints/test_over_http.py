"""Complaints over HTTP, on each kind of database: anybody writes, supervisors alone read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from aiohttp import ClientSession, web
from sqlalchemy import select

from chat.counts import InProcessCounts
from chat.domain.identifiers import StaffId
from chat.networks import Networks
from chat.pages.listening import Runner
from chat.pages.opening_limit import PerMinute
from chat.pages.settings import PagesSettings
from chat.pages.site import site
from chat.staff.member import SessionId, StaffMember
from chat.staff.roles import Role
from chat.storage.tables import audit, complaints, keys
from chat.storage.vault import MasterKey, Vault
from chat.words import Words
from supervisor_console.complaints.forgetting import ComplaintClock
from supervisor_console.complaints.pages import ComplaintPages
from supervisor_console.complaints.statements import KEPT, Complaints
from tests.chat.staffing import House
from tests.databases import Database, in_files

WORDS = {"kind": "complaint", "text": "Der var ingen, der svarede.", "contact": "12 34 56 78"}
PER_MINUTE = 3


async def member_of(request: web.Request) -> StaffMember | None:
    """Take a request for whose role it names: signing in has tests of its own."""
    role = request.headers.get("X-Role")
    if role is None:
        return None
    return StaffMember(StaffId(role), role, frozenset({Role(role)}), "da", SessionId("x"))


@asynccontextmanager
async def asking(house: House) -> AsyncIterator[ClientSession]:
    words = Words.load()
    # Another vault than the writer's, as in another process: keys come from the store.
    found = Complaints(house.store, Vault(MasterKey("test", bytes(32))))
    limit = PerMinute(PER_MINUTE, InProcessCounts(), lambda: house.clock().timestamp())
    pages = ComplaintPages(member_of, Networks(), limit, found, house.submit)
    runner = Runner(site(PagesSettings(), words, [pages]), words, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as client:
        yield client
    await runner.cleanup()


async def test_supervisors_alone_read_and_closing_destroys_the_way_to_answer(kept: House) -> None:
    vera = {"X-Role": "supervisor"}
    async with asking(kept) as client:
        async with client.post("/api/complaints", json=WORDS) as answer:
            assert answer.status == 204
        for role in ("counsellor", "bridge_builder", "admin"):
            async with client.get("/api/complaints", headers={"X-Role": role}) as answer:
                assert answer.status == 403
        async with client.get("/api/complaints") as answer:
            assert answer.status == 401
        async with client.get("/api/complaints", headers=vera) as answer:
            (one,) = (await answer.json())["complaints"]
        close = f"/api/complaints/{one['complaint_id']}/close"
        statuses = []
        for _ in range(2):
            async with client.post(close, json={}, headers=vera) as answer:
                statuses.append(answer.status)
        async with client.get("/api/complaints", headers=vera) as answer:
            (closed,) = (await answer.json())["complaints"]

    assert {key: one[key] for key in WORDS} == WORDS
    assert one["day"] == "2026-11-22"
    assert statuses == [204, 404]
    assert (closed["is_open"], closed["contact"]) == (False, "")
    async with kept.store.read() as connection:
        row = (await connection.execute(select(complaints))).one()
        acts = (await connection.execute(select(audit.c.act).order_by(audit.c.n))).scalars().all()
    assert (row.day.hour, row.day.minute, row.contact_sealed) == (23, 0, None)
    assert WORDS["text"].encode() not in row.text_sealed
    assert acts == ["read_complaints", "close_complaint", "read_complaints"]


async def test_nobody_fills_the_list_from_one_network(kept: House) -> None:
    async with asking(kept) as client:
        statuses = []
        for _ in range(PER_MINUTE + 1):
            async with client.post("/api/complaints", json=WORDS) as answer:
                statuses.append(answer.status)
        async with client.post("/api/complaints", json={**WORDS, "text": "  "}) as answer:
            assert answer.status == 400

    assert statuses == [204, 204, 204, 429]


async def test_closed_for_a_year_it_goes_although_no_other_comes(
    kept: House, database: Database
) -> None:
    vera, vault = {"X-Role": "supervisor"}, Vault(MasterKey("test", bytes(32)))
    clock = ComplaintClock(kept.store, kept.submit, vault, kept.clock)
    async with asking(kept) as client:
        for _ in range(2):
            async with client.post("/api/complaints", json=WORDS) as answer:
                assert answer.status == 204
        async with client.get("/api/complaints", headers=vera) as answer:
            closed, still_open = [
                one["complaint_id"] for one in (await answer.json())["complaints"]
            ]
        close = f"/api/complaints/{closed}/close"
        async with client.post(close, json={}, headers=vera) as answer:
            assert answer.status == 204
    await Complaints(kept.store, vault).latest()
    assert vault.knows(closed)
    key = await key_of(kept, closed)
    if not database.is_sqlite:  # until then a server has it in memory alone
        database.meddle("CHECKPOINT")
    assert in_files(database, key)

    kept.clock.moves(KEPT)
    await clock.look()
    a_year_old = await stored(kept)
    kept.clock.moves(timedelta(seconds=1))
    await clock.look()

    assert a_year_old == ({closed, still_open}, {closed, still_open})
    assert await stored(kept) == ({still_open}, {still_open})
    assert not vault.knows(closed)
    assert not in_files(database, key)


async def key_of(kept: House, complaint_id: str) -> bytes:
    query = select(keys.c.wrapped).where(keys.c.conversation_id == complaint_id)
    async with kept.store.read() as connection:
        return bytes(await connection.scalar(query) or b"")


async def stored(kept: House) -> tuple[set[str], set[str]]:
    """Return which complaints there are, and which keys."""
    async with kept.store.read() as connection:
        left = await connection.scalars(select(complaints.c.complaint_id))
        known = await connection.scalars(select(keys.c.conversation_id))
    return set(left), set(known)
