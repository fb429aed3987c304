"""Sparring over HTTP, on each kind of database: asked, seen first, answered, counted, forgotten."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, cast

from aiohttp import ClientSession, web
from sqlalchemy import Executable, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.actions.forgetting import sparring_clock
from chat.domain.identifiers import StaffId
from chat.domain.sparring_steps import SparringSteps
from chat.pages.listening import Runner
from chat.pages.settings import PagesSettings
from chat.pages.site import site
from chat.pages.sparring import SparringPages
from chat.staff.member import SessionId, StaffMember
from chat.staff.roles import Role
from chat.staff.sparring import ForgetSparring, Sparring
from chat.storage.tables import audit, keys, sparring, sparring_results
from chat.storage.vault import MasterKey, Vault
from chat.words import Words
from tests.chat.staffing import House
from tests.databases import Database, in_files

QUESTION = "Hvordan taler jeg med en, der ikke sover?"
SOFIE, JONAS = ({"X-Who": f"{name} counsellor"} for name in ("sofie", "jonas"))
IDA, BO = ({"X-Who": f"{name} bridge_builder"} for name in ("ida", "bo"))
KEPT = timedelta(days=30)


async def member_of(request: web.Request) -> StaffMember | None:
    """Take a request for whom it names: signing in has tests of its own."""
    who = request.headers.get("X-Who")
    if who is None:
        return None
    name, role = who.split()
    return StaffMember(StaffId(name), name.title(), frozenset({Role(role)}), "da", SessionId("x"))


def another_vault() -> Vault:
    """Return another than the writer's, as in another process: keys come from the store."""
    return Vault(MasterKey("test", bytes(32)))


@asynccontextmanager
async def asking(house: House) -> AsyncIterator[ClientSession]:
    words = Words.load()
    found, steps = Sparring(house.store, another_vault()), SparringSteps()
    pages = SparringPages(member_of, found, house.submit, steps, house.clock, b"s" * 32)
    runner = Runner(site(PagesSettings(), words, [pages]), words, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as client:
        yield client
    await runner.cleanup()


async def post(client: ClientSession, path: str, body: object, who: Any = SOFIE) -> tuple[int, Any]:  # noqa: ANN401 - JSON
    async with client.post(f"/api/sparring{path}", json=body, headers=who) as answer:
        return answer.status, None if answer.status == 204 else await answer.json()


async def get(client: ClientSession, path: str, who: Any = SOFIE) -> Any:  # noqa: ANN401 - JSON
    async with client.get(f"/api/sparring{path}", headers=who) as answer:
        return (await answer.json())["questions"] if answer.status == 200 else answer.status


async def asks(client: ClientSession, text: str = QUESTION) -> str:
    """Ask as the page does, and return the question's id."""
    _, looked = await post(client, "/look", {"text": text})
    assert await post(client, "", {"text": text, "shown": looked["shown"]}) == (204, None)
    found = await get(client, "/open", IDA)
    return str(next(one["sparring_id"] for one in found if one["text"] == text))


async def test_nothing_goes_that_was_not_shown_and_one_answer_stands(house: House) -> None:
    async with asking(house) as client:
        _, looked = await post(client, "/look", {"text": "ring til Liv på 20304050"})
        assert [mark["kind"] for mark in looked["marks"]] == ["name", "number"]
        assert await get(client, "/open", IDA) == []
        other = {"text": QUESTION, "shown": looked["shown"]}
        assert (await post(client, "", other))[0] == 409
        theirs = {"text": "ring til Liv på 20304050", "shown": looked["shown"]}
        assert (await post(client, "", theirs, JONAS))[0] == 409

        where = await asks(client)
        (open_,) = await get(client, "/open", IDA)
        assert "sofie" not in str(open_).lower()
        assert await get(client, "/open", SOFIE) == 403
        assert await get(client, "", IDA) == 403
        assert await get(client, "", {}) == 401
        assert await get(client, "", JONAS) == []
        answer = {"text": "Begynd med natten."}
        assert (await post(client, f"/{where}/answer", answer, SOFIE))[0] == 403
        assert (await post(client, "/no-such/answer", answer, IDA))[0] == 404
        assert (await post(client, f"/{where}/answer", answer, IDA))[0] == 204
        again, said = await post(client, f"/{where}/answer", {"text": "Nej."}, BO)
        assert (again, said["error"]["code"]) == (409, "already_answered")
        (mine,) = await get(client, "")
        assert (mine["reply"], mine["answered_by"], mine["is_new"]) == (
            answer["text"],
            "Ida",
            True,
        )
        assert (await post(client, "/seen", {}))[0] == 204
        assert [one["is_new"] for one in await get(client, "")] == [False]

    async with house.store.read() as connection:
        row = (await connection.execute(select(sparring))).one()
        acts = (await connection.execute(select(audit.c.act))).scalars().all()
        counted = (await connection.execute(select(sparring_results))).one()
    assert QUESTION.encode() not in row.text_sealed
    assert acts == ["answer_sparring"]
    assert (counted.week, counted.result) == ("2026-W47", "answered")
    assert counted.result_id != where


async def test_a_supervisor_sees_how_many_wait_too_long_and_may_answer(house: House) -> None:
    karen = {"X-Who": "karen supervisor"}

    async def late(who: dict[str, str] = karen) -> Any:  # noqa: ANN401 - JSON
        async with client.get("/api/sparring/late", headers=who) as answer:
            return (await answer.json())["late"] if answer.status == 200 else answer.status

    async with asking(house) as client:
        first = await asks(client)
        house.clock.moves(timedelta(hours=1))
        await asks(client, "Og en til?")
        house.clock.moves(timedelta(hours=4, minutes=59))
        assert await late() == 0
        house.clock.moves(timedelta(minutes=1))
        assert [await late(), await late(SOFIE), await late({})] == [1, 403, 401]
        house.clock.moves(timedelta(hours=1))
        assert await late() == 2

        assert (await post(client, f"/{first}/answer", {"text": "Ja."}, karen))[0] == 204
        assert await late() == 1
        assert [one["answered_by"] for one in await get(client, "")] == [None, "Karen"]


async def test_kept_long_enough_it_goes_with_its_key_and_is_counted(
    house: House, database: Database
) -> None:
    found = Sparring(house.store, another_vault())
    clock = sparring_clock(found, house.submit, house.clock, KEPT)
    async with asking(house) as client:
        answered, unanswered = await asks(client), await asks(client, "Og en til?")
        assert (await post(client, f"/{answered}/answer", {"text": "Ja."}, IDA))[0] == 204
    async with house.store.read() as connection:
        query = select(keys.c.wrapped).where(keys.c.conversation_id == unanswered)
        key = bytes(await connection.scalar(query) or b"")
    if not database.is_sqlite:  # until then a server has it in memory alone
        database.meddle("CHECKPOINT")
    assert in_files(database, key)

    house.clock.moves(KEPT - timedelta(seconds=1))
    await clock.look()
    assert len(await found.of(StaffId("sofie"))) == 2
    house.clock.moves(timedelta(seconds=1))
    await clock.look()

    assert await found.of(StaffId("sofie")) == []
    assert not in_files(database, key)
    async with house.store.read() as connection:
        left = (await connection.scalars(select(keys.c.conversation_id))).all()
        ended = (await connection.scalars(select(sparring_results.c.result))).all()
    assert left == []
    assert sorted(ended) == ["answered", "unanswered"]


async def test_an_answer_that_comes_while_it_is_forgotten_is_never_lost_unread(
    house: House,
) -> None:
    async with asking(house) as client:
        await asks(client)
    now, hit = house.clock() + KEPT, 0

    class AnsweredBetween:
        """A connection where an answer is written right after the first statement."""

        def __init__(self, connection: AsyncConnection) -> None:
            self.connection = connection
            self.first = True

        async def execute(self, statement: Executable) -> object:
            nonlocal hit
            done = await self.connection.execute(statement)
            if self.first:
                self.first = False
                answer = update(sparring).values(answered_at=now)
                hit = (await self.connection.execute(answer)).rowcount
            return done

    class Forget:
        async def run(self, connection: AsyncConnection, _: datetime) -> int:
            between = cast("AsyncConnection", AnsweredBetween(connection))
            return await ForgetSparring(another_vault(), KEPT).run(between, now)

    assert await house.submit(Forget()) == 1
    assert hit == 0


async def test_what_a_process_deleted_before_it_was_killed_is_gone_after_the_next_ones_first_look(
    house: House, database: Database
) -> None:
    found = Sparring(house.store, another_vault())
    async with asking(house) as client:
        await asks(client)
    async with house.store.read() as connection:
        key = bytes(await connection.scalar(select(keys.c.wrapped)) or b"")
    if not database.is_sqlite:  # until then a server has it in memory alone
        database.meddle("CHECKPOINT")
    house.clock.moves(KEPT)
    await house.submit(ForgetSparring(another_vault(), KEPT))
    assert in_files(database, key)

    await sparring_clock(found, house.submit, house.clock, KEPT).look()

    assert not in_files(database, key)
