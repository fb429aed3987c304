"""Several processes on one PostgreSQL: what each decides is true for all of them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
import pytest
from sqlalchemy import Connection

from chat.domain.audience import Viewer
from chat.domain.commands import (
    Accept,
    Arrive,
    Close,
    OpenConversation,
    SaveMessage,
    SetLevel,
    StartShift,
)
from chat.domain.conversation import Conversation
from chat.domain.identifiers import ConversationId, StaffId, new_conversation_id
from chat.domain.people import Sender
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.staff.audit import Audit, verify
from chat.storage import loading
from chat.storage.conversations import Conversations
from chat.storage.loading import Loaded
from chat.storage.submitted import Committed
from chat.storage.vault import Vault
from tests.chat.domain.building import JONAS, KAREN, SOFIE, verdict
from tests.chat.keeping import Kept, process_on
from tests.chat.storage.test_writer import says
from tests.databases import OnServer
from triage.verdict import Level

EACH = 150
SLOW_COMMIT = """
CREATE FUNCTION wait() RETURNS trigger AS 'BEGIN PERFORM pg_sleep(5); RETURN NULL; END'
    LANGUAGE plpgsql;
CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION wait();
"""
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND {}"
OURS = "application_name = 'brobygger'"


@pytest.fixture
async def both(on_server: OnServer) -> AsyncIterator[tuple[Kept, Kept]]:
    """Two processes on one database."""
    async with AsyncExitStack() as stack:
        one, other = [await stack.enter_async_context(process_on(on_server)) for _ in range(2)]
        yield one, other


async def numbers(kept: Kept, here: ConversationId) -> list[int]:
    page = await kept.log.since(here, 0, Viewer.SUPERVISOR)
    found = [one.seq for one in page.entries]
    while page.more:
        page = await kept.log.since(here, found[-1], Viewer.SUPERVISOR)
        found += [one.seq for one in page.entries]
    return found


async def state_of(kept: Kept, here: ConversationId) -> Conversation | None:
    return await Conversations(kept.store).of(here)


async def test_two_who_write_at_once_never_give_a_number_twice_nor_leave_one_out(
    both: tuple[Kept, Kept],
) -> None:
    one, other = both
    talks = [await one.talking() for _ in range(3)]

    async def write(kept: Kept, name: str) -> list[tuple[ConversationId, int]]:
        done = []
        for n in range(EACH):
            here = talks[n % len(talks)]
            committed = await kept.writer.submit(SaveMessage(here, SOFIE, f"{name}{n}", "hej"))
            done.append((here, committed.entries[0].seq))
        return done

    written = await asyncio.gather(
        write(one, "a"), write(one, "b"), write(other, "c"), write(other, "d")
    )

    given = {place for each in written for place in each}
    assert len(given) == 4 * EACH
    for here in talks:
        seqs = [seq for place, seq in given if place == here]
        assert await numbers(other, here) == [1, 2, *sorted(seqs)]
        assert sorted(seqs) == list(range(3, 3 + len(seqs)))


async def test_the_same_request_in_two_processes_at_once_is_kept_once(
    both: tuple[Kept, Kept],
) -> None:
    here = await both[0].talking()

    for n in range(20):
        one, other = await asyncio.gather(
            *(kept.writer.submit(says(here, "hej", str(n))) for kept in both)
        )
        assert one.entries[0].seq == other.entries[0].seq
        assert sorted((one.again, other.again)) == [False, True]


async def test_what_another_process_has_changed_is_not_decided_on_from_memory(
    both: tuple[Kept, Kept],
) -> None:
    one, other = both
    here = await one.talking()
    await one.writer.submit(says(here, "hej", "c1"))

    await other.writer.submit(Close(here, SOFIE))

    with pytest.raises(Refused) as refused:
        await one.writer.submit(says(here, "er du der?", "c2"))
    assert refused.value.code is RefusalCode.CLOSED
    assert (await one.writer.submit(says(here, "hej", "c1"))).again


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[ConversationId]]:
    """What is read whole from here on, by any process."""
    read: list[Sequence[ConversationId]] = []
    reads = loading._conversations

    def noted(
        connection: Connection, vault: Vault, ids: Sequence[ConversationId], loaded: Loaded
    ) -> None:
        read.append(ids)
        reads(connection, vault, ids, loaded)

    monkeypatch.setattr(loading, "_conversations", noted)
    return read


async def test_where_only_messages_were_written_no_state_is_read_again(
    both: tuple[Kept, Kept], read: list[Sequence[ConversationId]]
) -> None:
    one, other = both
    here = await one.talking()
    await other.writer.submit(says(here, "hej", "e0"))
    read.clear()

    for n in range(3):
        await one.writer.submit(says(here, "hej", f"d{n}"))
        said = await other.writer.submit(SaveMessage(here, SOFIE, f"s{n}", "hej med dig"))
    await one.writer.submit(Arrive(here))
    assert read == []

    assert said.after == await state_of(one, here)


@pytest.mark.parametrize("row", ["level = 3", "staff_seen = 1", "token_hash = '\\x01'"])
async def test_whoever_writes_and_says_nothing_has_changed_everything(
    both: tuple[Kept, Kept], read: list[Sequence[ConversationId]], on_server: OnServer, row: str
) -> None:
    one, _ = both
    here = await one.talking()
    read.clear()

    line = await asyncpg.connect(on_server.url)
    try:
        statement = f"UPDATE conversations SET {row} WHERE conversation_id = $1"  # noqa: S608
        await line.execute(statement, here)
    finally:
        await line.close()
    said = await one.writer.submit(says(here, "hej", "c1"))

    assert read == [[here]]
    assert said.after == await state_of(one, here)


async def test_a_change_in_another_process_is_read_also_after_messages_of_both(
    both: tuple[Kept, Kept], read: list[Sequence[ConversationId]]
) -> None:
    one, other = both
    here = await one.talking()
    await other.writer.submit(says(here, "hej", "c1"))
    await one.writer.submit(says(here, "hej", "c2"))
    read.clear()

    await other.writer.submit(SetLevel(here, KAREN, Level.HIGH, "hun er alene"))
    await other.writer.submit(says(here, "ja", "c3"))
    said = await one.writer.submit(says(here, "nej", "c4"))

    assert read == [[here]]
    assert said.after.level is Level.HIGH
    assert said.after == await state_of(other, here)


async def whole_readings(both: Sequence[Kept], on_server: OnServer, *, written: int) -> int:
    """Return how often the whole log was read, when the server has counted what was written."""
    count = "SELECT n_tup_ins, seq_scan FROM pg_stat_user_tables WHERE relname = 'events'"
    for _ in range(100):
        inserted, read_whole = on_server.server.ask(count, on_server.name).split("|")
        if int(inserted) >= written:
            return int(read_whole)
        await asyncio.sleep(0.1)
        for kept in both:  # a connection tells what it did when it is next asked something
            await kept.writer.submit(Audit("counted"))
            await kept.log.at([(ConversationId("nowhere"), 1)])
    raise AssertionError(inserted)


async def test_no_message_reads_the_whole_log_however_the_table_was_when_it_was_planned(
    both: tuple[Kept, Kept], on_server: OnServer
) -> None:
    """Fail where a plan made on the empty table of a new house is kept while it fills."""

    here = await both[0].talking()
    read_whole = await whole_readings(both, on_server, written=2)
    for n in range(15):  # a plan is kept from the sixth time on
        for kept in both:
            said = await kept.writer.submit(says(here, "hej", f"{n}{id(kept)}"))
            await kept.log.at([(here, said.entries[0].seq)])

    assert await whole_readings(both, on_server, written=32) == read_whole


async def test_of_all_who_accept_at_once_in_two_processes_one_gets_it(
    both: tuple[Kept, Kept],
) -> None:
    people = (SOFIE, JONAS)
    for person in people:
        assert person.staff_id is not None
        await both[0].writer.submit(StartShift(person.staff_id, Sender.COUNSELLOR, 100))

    for _ in range(20):
        here = await both[0].opened()
        results = await asyncio.gather(
            *(
                kept.writer.submit(Accept(here, person))
                for kept, person in zip(both, people, strict=True)
            ),
            return_exceptions=True,
        )
        assert sorted(type(one).__name__ for one in results) == ["Committed", "Refused"]


async def test_capacity_holds_across_processes(both: tuple[Kept, Kept]) -> None:
    rooms = [await both[0].opened() for _ in range(8)]
    await both[0].writer.submit(StartShift(StaffId("jonas"), Sender.COUNSELLOR, 3))

    results = await asyncio.gather(
        *(both[n % 2].writer.submit(Accept(here, JONAS)) for n, here in enumerate(rooms)),
        return_exceptions=True,
    )

    assert sum(isinstance(one, Committed) for one in results) == 3
    codes = {one.code for one in results if isinstance(one, Refused)}
    assert codes == {RefusalCode.AT_CAPACITY}


async def test_a_secret_opens_one_conversation_in_two_processes(both: tuple[Kept, Kept]) -> None:
    for n in range(10):
        secret = bytes([n]) * 32
        results = await asyncio.gather(
            *(
                kept.writer.submit(
                    OpenConversation(new_conversation_id(), secret, "Birk", "da", verdict())
                )
                for kept in both
            ),
            return_exceptions=True,
        )
        assert sorted(type(one).__name__ for one in results) == ["Committed", "Refused"]


async def test_the_audit_log_is_one_chain_whoever_writes_it(both: tuple[Kept, Kept]) -> None:
    await asyncio.gather(*(kept.writer.submit(Audit("tried")) for kept in both for _ in range(15)))

    async with both[0].store.read() as connection:
        found = await verify(connection)
    assert (found.first_bad_row, found.head.rows) == (None, 30)


@asynccontextmanager
async def row_held(database: OnServer, here: ConversationId) -> AsyncIterator[None]:
    """Sit on one conversation's row."""
    other = await asyncpg.connect(database.url)
    try:
        async with other.transaction():
            await other.execute(
                "SELECT 1 FROM conversations WHERE conversation_id = $1 FOR UPDATE", here
            )
            yield
    finally:
        await other.close()


async def test_a_row_somebody_sits_on_holds_up_only_its_own_conversation(
    both: tuple[Kept, Kept], on_server: OnServer
) -> None:
    kept, _ = both
    held, free = await kept.talking(), await kept.talking()

    async with row_held(on_server, held):
        first, second, third = await asyncio.gather(
            kept.writer.submit(says(held, "en", "h1")),
            kept.writer.submit(says(held, "to", "h2")),
            kept.writer.submit(says(free, "hej", "f1")),
            return_exceptions=True,
        )

    assert isinstance(first, Unavailable)
    assert isinstance(second, Unavailable)
    assert isinstance(third, Committed)
    assert not (await kept.writer.submit(says(held, "en", "h1"))).again


async def test_a_line_cut_between_two_commits_is_noticed_by_nobody(
    both: tuple[Kept, Kept], on_server: OnServer
) -> None:
    kept, _ = both
    here = await kept.talking()

    for n in range(5):
        on_server.meddle(CUT.format(on_server.name, OURS))
        await kept.writer.submit(says(here, "hej", str(n)))
        assert (await numbers(kept, here))[-1] == 3 + n


async def test_a_line_cut_before_the_commit_is_made_good_on_a_new_one(
    both: tuple[Kept, Kept], on_server: OnServer
) -> None:
    kept, _ = both
    here = await kept.talking()

    async with row_held(on_server, here):
        writing = asyncio.create_task(kept.writer.submit(says(here, "hej", "c1")))
        await until_waiting(on_server, "wait_event_type = 'Lock'")
        on_server.meddle(CUT.format(on_server.name, f"{OURS} AND wait_event_type = 'Lock'"))
    committed = await writing

    assert not committed.again
    assert await numbers(kept, here) == [1, 2, 3]


async def test_a_line_cut_during_the_commit_promises_nothing_and_the_same_id_tells(
    both: tuple[Kept, Kept], on_server: OnServer
) -> None:
    kept, _ = both
    here = await kept.talking()
    on_server.meddle(SLOW_COMMIT)

    writing = asyncio.create_task(kept.writer.submit(says(here, "hej", "c1")))
    await until_waiting(on_server, "wait_event = 'PgSleep'")
    on_server.meddle(CUT.format(on_server.name, f"{OURS} AND wait_event = 'PgSleep'"))

    with pytest.raises(Unavailable):
        await writing
    on_server.meddle("DROP TRIGGER slow ON events")
    await kept.writer.submit(says(here, "hej", "c1"))
    assert await numbers(kept, here) == [1, 2, 3]


async def until_waiting(database: OnServer, condition: str) -> None:
    """Return when one of our connections waits for this."""
    query = f"SELECT count(*) FROM pg_stat_activity WHERE {OURS} AND {condition}"  # noqa: S608 - our own words
    async with asyncio.timeout(10):
        while database.server.ask(query) == "0":  # noqa: ASYNC110 - seen in another process
            await asyncio.sleep(0.02)
