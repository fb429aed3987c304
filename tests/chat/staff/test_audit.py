"""The audit log shows every way of tampering with it."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import StaffId
from chat.staff.audit import Audit, Head, Verified, append, head, verify
from chat.staff.audit_watch import AuditWatch
from chat.storage.store import Store
from chat.storage.tables import audit
from tests.chat.staffing import House
from tests.databases import OnServer

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
THE_HOUSES_RIGHTS = (
    "DO $$ BEGIN CREATE ROLE served LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
    "GRANT ALL ON ALL TABLES IN SCHEMA public TO served",
)
RIGHTS_ON_AUDIT = ("REVOKE ALL ON audit FROM served", "GRANT SELECT, INSERT ON audit TO served")
"""As docs/operations.md has it."""
SOFIE = StaffId("11111111-1111-4111-8111-111111111111")
Tampering = Callable[[Connection], object]


async def verified(house: House, witnessed: Head | None = None) -> Verified:
    async with house.store.read() as connection:
        return await verify(connection, witnessed)


@pytest.fixture
async def ten_rows(house: House) -> Head:
    end = Head(0, b"")
    for n in range(10):
        end = await house.submit(Audit("read_conversation", SOFIE, subject=f"conversation-{n}"))
    return end


async def tamper(house: House, how: Tampering) -> None:
    async with house.store.write() as connection:
        await connection.run_sync(how)


async def test_an_untouched_chain_holds(house: House, ten_rows: Head) -> None:
    assert await verified(house) == Verified(ten_rows, first_bad_row=None)
    assert await verified(house, witnessed=ten_rows) == Verified(ten_rows, first_bad_row=None)


async def test_an_empty_log_holds(house: House) -> None:
    assert (await verified(house)).first_bad_row is None


def rows(connection: Connection) -> list[Row[tuple[object, ...]]]:
    return list(connection.execute(select(audit).order_by(audit.c.n)))


def change_who(connection: Connection) -> None:
    connection.execute(update(audit).where(audit.c.n == 4).values(staff_id=None))


def change_what(connection: Connection) -> None:
    connection.execute(update(audit).where(audit.c.n == 4).values(subject="conversation-x"))


def delete_one(connection: Connection) -> None:
    connection.execute(delete(audit).where(audit.c.n == 4))


def delete_the_first(connection: Connection) -> None:
    connection.execute(delete(audit).where(audit.c.n == 1))


def close_the_gap(connection: Connection) -> None:
    delete_one(connection)
    for n in range(5, 11):
        connection.execute(update(audit).where(audit.c.n == n).values(n=n - 1))


def swap_two(connection: Connection) -> None:
    fourth, fifth = rows(connection)[3:5]
    for n, other in ((4, fifth), (5, fourth)):
        values = {**other._mapping, "n": n}
        connection.execute(update(audit).where(audit.c.n == n).values(values))


def put_one_in(connection: Connection) -> None:
    forged = {**rows(connection)[3]._mapping, "n": 11, "hash": hashlib.sha256(b"x").digest()}
    connection.execute(insert(audit).values(forged))


@pytest.mark.parametrize(
    ("how", "first_bad"),
    [
        (change_who, 4),
        (change_what, 4),
        (delete_one, 4),
        (delete_the_first, 1),
        (close_the_gap, 4),
        (swap_two, 4),
        (put_one_in, 11),
    ],
)
async def test_tampering_is_named_by_its_first_row(
    house: House, ten_rows: Head, how: Tampering, first_bad: int
) -> None:
    await tamper(house, how)

    assert (await verified(house)).first_bad_row == first_bad


async def test_a_cut_off_end_shows_against_a_witness(house: House, ten_rows: Head) -> None:
    await tamper(house, lambda connection: connection.execute(delete(audit).where(audit.c.n > 7)))

    assert (await verified(house)).first_bad_row is None
    assert (await verified(house, witnessed=ten_rows)).first_bad_row == 8


async def test_a_chain_written_anew_shows_against_a_witness(house: House, ten_rows: Head) -> None:
    await tamper(house, lambda connection: connection.execute(delete(audit).where(audit.c.n > 7)))
    for n in range(3):
        await house.submit(Audit("read_conversation", SOFIE, subject=f"forged-{n}"))

    assert (await verified(house)).first_bad_row is None
    assert (await verified(house, witnessed=ten_rows)).first_bad_row == 10


async def test_rows_and_deed_stand_or_fall_together(house: House) -> None:
    class Failing:
        async def run(self, connection: AsyncConnection, now: object) -> None:
            await Audit("read_conversation", SOFIE).run(connection, house.clock())
            raise OSError

    with pytest.raises(Exception, match=r"^$"):
        await house.submit(Failing())

    async with house.store.read() as connection:
        assert await head(connection) == Head(0, bytes(32))


async def test_a_watch_says_the_head_where_it_moves_and_no_more(
    house: House, ten_rows: Head
) -> None:
    watch = AuditWatch(house.store, house.clock)
    with structlog.testing.capture_logs() as said:
        await watch.look()
        await watch.look()
        await house.submit(Audit("sign_in", SOFIE))
        await watch.look()

    assert [line["event"] for line in said] == ["audit_head", "audit_head"]
    assert Head.read(said[0]["head"]) == ten_rows
    assert watch.head.rows == ten_rows.rows + 1


@pytest.mark.parametrize(
    ("how", "first_bad"), [(change_who, 4), (delete_one, 4), (swap_two, 4), (put_one_in, 11)]
)
async def test_what_was_changed_is_found_at_the_start(
    house: House, ten_rows: Head, how: Tampering, first_bad: int
) -> None:
    await tamper(house, how)
    watch = AuditWatch(house.store, house.clock)
    with structlog.testing.capture_logs() as said:
        await watch.look()

    assert watch.first_bad_row == first_bad
    assert [line["event"] for line in said] == ["audit_broken"]


async def test_a_watch_is_a_witness_of_what_it_has_seen(house: House, ten_rows: Head) -> None:
    watch = AuditWatch(house.store, house.clock)
    await watch.look()
    await tamper(house, lambda connection: connection.execute(delete(audit).where(audit.c.n > 7)))
    for n in range(5):  # and as if nothing had been, it goes on
        await house.submit(Audit("read_conversation", SOFIE, subject=f"forged-{n}"))
    assert (await verified(house)).first_bad_row is None

    await watch.look()

    assert watch.first_bad_row == 10
    await watch.look()
    assert watch.first_bad_row == 10


async def test_on_a_server_the_house_needs_no_right_but_to_read_it_and_add_to_it(
    on_server: OnServer,
) -> None:
    await on_server.make_tables()
    for statement in (*THE_HOUSES_RIGHTS, *RIGHTS_ON_AUDIT):
        on_server.meddle(statement)
    store = Store(on_server.url.replace("//brobygger@", "//served@"))

    async with store.write() as connection:
        assert (await append(connection, NOON, Audit("sign_in", SOFIE))).rows == 1
    for statement in ("UPDATE audit SET n = 2", "DELETE FROM audit", "TRUNCATE audit"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            async with store.write() as connection:
                await connection.exec_driver_sql(statement)
    await store.close()


@pytest.mark.parametrize("written", ["", "7", "7:", "x:00", "7:00ff", f"-1:{'0' * 64}"])
def test_what_is_no_head_is_not_read_as_one(written: str) -> None:
    with pytest.raises(ValueError, match=r"int\(\)|hexadecimal|head"):
        Head.read(written)


async def test_who_opens_one_conversation_after_another_shows(house: House) -> None:
    watch = AuditWatch(house.store, house.clock)
    for who, count in ((SOFIE, 3), (StaffId("karen"), 30)):
        for n in range(count):
            await house.submit(Audit("read_conversation", who, subject=f"conversation-{n}"))
    await house.submit(Audit("read_conversation", StaffId("karen"), subject="conversation-1"))
    await house.submit(Audit("sign_out", StaffId("karen"), subject="conversation-x"))

    await watch.look()
    assert watch.most_read == 30

    house.clock.moves(timedelta(hours=13))
    await house.submit(Audit("read_conversation", SOFIE, subject="conversation-1"))
    await watch.look()
    assert watch.most_read == 1
