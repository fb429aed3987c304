"""Complaints over HTTP, on each kind of database: anybody writes, supervisors alone read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, web
from sqlalchemy import delete, select

from chat.counts import InProcessCounts
from chat.domain.identifiers import StaffId
from chat.networks import Networks
from chat.pages.listening import Runner
from chat.pages.opening_limit import NoLimit, OpeningLimit
from chat.pages.settings import PagesSettings
from chat.pages.site import site
from chat.staff.member import SessionId, StaffMember
from chat.staff.roles import Role
from chat.storage.tables import audit, complaints, keys, outbox
from chat.storage.vault import MasterKey, Vault
from chat.words import Words
from supervisor_console.complaints import statements
from supervisor_console.complaints.calling import ComplaintCalls
from supervisor_console.complaints.forgetting import complaint_clock
from supervisor_console.complaints.limit import MOST, FewFromEach
from supervisor_console.complaints.pages import ComplaintPages
from supervisor_console.complaints.statements import KEPT, Complaints
from tests.chat.laddering import LADDER
from tests.chat.staffing import House
from tests.databases import Database, in_files
from triage.verdict import UNASSESSED, Level, Verdict

WORDS = {"kind": "complaint", "text": "Der var ingen, der svarede.", "contact": "12 34 56 78"}
QUIET = replace(UNASSESSED, status="assessed", level=Level.NONE)
VERA = {"X-Role": "supervisor"}
CRY = "Jeg gør det i aften."


def verdict(text: str) -> Verdict:
    """Read it as triage would; the real one has tests of its own, and takes a second to load."""
    match text:
        case "Jeg gør det i aften.":
            return replace(QUIET, level=Level.HIGH, acute=True)
        case "Jeg har det ikke godt.":
            return replace(QUIET, level=Level.ELEVATED)
        case "det kan ingen læse":
            return UNASSESSED
    return QUIET


async def member_of(request: web.Request) -> StaffMember | None:
    """Take a request for whose role it names: signing in has tests of its own."""
    role = request.headers.get("X-Role")
    if role is None:
        return None
    return StaffMember(StaffId(role), role, frozenset({Role(role)}), "da", SessionId("x"))


@asynccontextmanager
async def asking(house: House, many: OpeningLimit | None = None) -> AsyncIterator[ClientSession]:
    words = Words.load()
    # Another vault than the writer's, as in another process: keys come from the store.
    found = Complaints(house.store, Vault(MasterKey("test", bytes(32))))
    limit = FewFromEach(InProcessCounts()) if many is None else many
    pages = ComplaintPages(member_of, Networks(), limit, found, verdict, house.submit)
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


def calling(house: House) -> ComplaintCalls:
    found = Complaints(house.store, Vault(MasterKey("test", bytes(32))))
    return ComplaintCalls(found, house.submit, house.clock, LADDER)


async def test_nobody_fills_the_list_from_one_network(kept: House) -> None:
    async with asking(kept) as client:
        statuses = []
        for _ in range(MOST + 1):
            async with client.post("/api/complaints", json=WORDS) as answer:
                statuses.append(answer.status)
        async with client.post("/api/complaints", json={**WORDS, "text": "  "}) as answer:
            assert answer.status == 400

    assert statuses == [*[204] * MOST, 429]


async def test_closed_for_a_year_it_goes_although_no_other_comes(
    kept: House, database: Database
) -> None:
    vera, vault = {"X-Role": "supervisor"}, Vault(MasterKey("test", bytes(32)))
    clock = complaint_clock(kept.store, kept.submit, vault, kept.clock)
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
    await Complaints(kept.store, vault).page(0)
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


async def test_a_cry_for_help_calls_until_a_supervisor_has_read_it(kept: House) -> None:
    async with asking(kept) as client:
        for text in ("Ros herfra.", "det kan ingen læse", "Jeg har det ikke godt.", CRY):
            async with client.post("/api/complaints", json={**WORDS, "text": text}) as answer:
                assert answer.status == 204
        path = "/api/complaints/waiting"
        async with client.get(path, headers={"X-Role": "counsellor"}) as answer:
            assert answer.status == 403
        async with client.get(path, headers=VERA) as answer:
            assert await answer.json() == {"unread": 4, "calling": 3, "paging": 1}

        calls = calling(kept)
        await calls.look()
        await calls.look()
        kept.clock.moves(LADDER.rungs[0].lasts)
        await calls.look()
        once = await paged(kept)

        async with client.get("/api/complaints", headers=VERA) as answer:
            found = await answer.json()
        async with client.get(path, headers=VERA) as answer:
            assert await answer.json() == {"unread": 0, "calling": 0, "paging": 0}
        kept.clock.moves(timedelta(hours=1))
        await calls.look()

    assert [one["text"] for one in found["complaints"]] == [
        CRY,
        *sorted(["Jeg har det ikke godt.", "det kan ingen læse"], key=texts(found).index),
        "Ros herfra.",
    ]
    assert once
    assert await paged(kept) == once


async def test_junk_hides_nobody_and_fills_no_wall_for_a_cry_for_help(
    kept: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "SHOWN", 3)
    monkeypatch.setattr(statements, "MOST_OPEN", 5)
    statuses = []
    async with asking(kept, NoLimit()) as client:
        for text in (*(f"skrald {n}" for n in range(6)), CRY):
            async with client.post("/api/complaints", json={**WORDS, "text": text}) as answer:
                statuses.append(answer.status)
        seen, asked = [list[str]() for _ in range(2)], "/api/complaints"
        for n in range(2):
            async with client.get(asked, headers=VERA) as answer:
                found = await answer.json()
                seen[n] = texts(found)
        async with client.get(f"{asked}?skip=5", headers=VERA) as answer:
            last = await answer.json()
        async with client.get(f"{asked}?skip=-1", headers=VERA) as answer:
            assert answer.status == 400

    assert statuses == [*[204] * 5, 409, 204]
    assert seen[0][0] == CRY
    assert len({*seen[0], *seen[1]}) == 6  # what was read sinks: the next page has none of it
    assert (found["unread"], found["total"], len(last["complaints"])) == (0, 6, 1)


async def test_one_whose_key_is_gone_holds_up_no_other(kept: House) -> None:
    async with asking(kept) as client:
        for text in ("Den ene.", "Den anden."):
            async with client.post("/api/complaints", json={**WORDS, "text": text}) as answer:
                assert answer.status == 204
    async with kept.store.write() as connection:
        lost = await connection.scalar(select(keys.c.conversation_id).limit(1))
        await connection.execute(delete(keys).where(keys.c.conversation_id == lost))
    async with asking(kept) as client, client.get("/api/complaints", headers=VERA) as answer:
        found = (await answer.json())["complaints"]

    words = {one["complaint_id"]: one["text"] for one in found}
    assert words.pop(lost) is None
    assert next(iter(words.values())) in {"Den ene.", "Den anden."}


def texts(found: dict[str, Any]) -> list[str]:
    return [one["text"] for one in found["complaints"]]


async def paged(house: House) -> list[str]:
    query = select(outbox.c.page_id).where(outbox.c.about == "complaint")
    async with house.store.read() as connection:
        return sorted(await connection.scalars(query))


async def test_what_was_deleted_before_a_process_was_killed_is_gone_after_the_next_first_look(
    kept: House, database: Database
) -> None:
    vault = Vault(MasterKey("test", bytes(32)))
    async with asking(kept) as client:
        async with client.post("/api/complaints", json=WORDS) as answer:
            assert answer.status == 204
        async with client.get("/api/complaints", headers=VERA) as answer:
            (one,) = (await answer.json())["complaints"]
        close = f"/api/complaints/{one['complaint_id']}/close"
        async with client.post(close, json={}, headers=VERA) as answer:
            assert answer.status == 204
    key = await key_of(kept, one["complaint_id"])
    if not database.is_sqlite:  # until then a server has it in memory alone
        database.meddle("CHECKPOINT")
    kept.clock.moves(KEPT + timedelta(seconds=1))
    await kept.submit(statements.ForgetOld(vault))
    assert in_files(database, key)

    await complaint_clock(kept.store, kept.submit, vault, kept.clock).look()

    assert not in_files(database, key)
