import asyncio
import gc
from contextlib import suppress
from datetime import datetime

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.audience import Viewer
from chat.domain.commands import (
    Accept,
    Acknowledge,
    AddNote,
    Arrive,
    Close,
    Drop,
    Judge,
    OpenConversation,
    SaveMessage,
    StartShift,
)
from chat.domain.identifiers import StaffId, new_conversation_id
from chat.domain.people import YOUNG, Person, Sender
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.storage import tables
from chat.storage.batch import Batch
from chat.storage.conversations import Conversations
from chat.storage.prepared import CHUNK
from chat.storage.submitted import Committed
from chat.storage.writer import Told
from tests.chat.domain.building import AMINA, JONAS, KAREN, SOFIE, verdict
from tests.chat.keeping import Kept, Open
from triage.verdict import Level


def says(here: str, text: str, client_id: str, level: Level = Level.NONE) -> SaveMessage:
    return SaveMessage(here, YOUNG, client_id, text, verdict(level), 10**6)  # type: ignore[arg-type] # an id


async def texts(kept: Kept, here: str) -> list[object]:
    page = await kept.log.since(here, 0, Viewer.YOUNG)  # type: ignore[arg-type] # an id
    return [one.event.data["text"] for one in page.entries if "text" in one.event.data]


async def test_what_was_committed_is_there_after_a_restart(kept: Kept, another: Open) -> None:
    here = await kept.talking()
    await kept.writer.submit(says(here, "hej", "c1"))
    await kept.writer.stop()

    restarted = await another()

    assert await texts(restarted, here) == ["hej"]
    again = await restarted.writer.submit(says(here, "mere", "c2"))
    assert again.entries[0].seq == 4


async def test_all_that_waited_goes_into_one_commit(kept: Kept) -> None:
    here = await kept.talking()
    before = sum(kept.writer.took.counts)

    await asyncio.gather(*(kept.writer.submit(says(here, "x", str(n))) for n in range(100)))

    assert sum(kept.writer.took.counts) - before <= 2


@pytest.mark.parametrize("number", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
async def test_a_commit_of_any_size_is_written_whole_and_in_order(kept: Kept, number: int) -> None:
    here = await kept.talking()
    said = [str(n) for n in range(number)]

    await asyncio.gather(*(kept.writer.submit(says(here, one, one)) for one in said))

    assert await texts(kept, here) == said


@pytest.mark.parametrize("number", [1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 5])
async def test_of_however_many_that_move_in_one_commit_each_is_kept_as_it_was_decided(
    kept: Kept, number: int
) -> None:
    places = [await kept.opened() for _ in range(number)]
    for one in places[::2]:
        await kept.writer.submit(says(one, "før", "c0"))

    done = await asyncio.gather(*(kept.writer.submit(says(one, "hej", "c1")) for one in places))

    found = {one.conversation_id: one for one in await Conversations(kept.store).of_many(places)}
    assert found == {one.after.conversation_id: one.after for one in done}
    assert {one.seq for one in found.values()} == ({2, 3} if number > 1 else {3})


async def test_numbers_have_no_gaps_and_follow_the_order_of_asking(kept: Kept) -> None:
    here = await kept.talking()

    done = await asyncio.gather(
        *(kept.writer.submit(says(here, str(n), str(n))) for n in range(50))
    )

    assert [one.entries[0].seq for one in done] == list(range(3, 53))


async def test_a_refusal_leaves_nothing_of_its_commit_to_the_collector(kept: Kept) -> None:
    here = await kept.talking()
    gc.collect()
    gc.disable()
    try:
        for n in range(3):
            together = (
                kept.writer.submit(says(here, "hej", f"c{n}")),
                kept.writer.submit(AddNote(here, JONAS, f"n{n}", "not his to write in")),
            )
            said, noted = await asyncio.gather(*together, return_exceptions=True)
            assert isinstance(said, Committed)
            assert isinstance(noted, Refused)
        del said, noted, together

        left = [one for one in gc.get_objects() if isinstance(one, Batch)]
    finally:
        gc.enable()

    assert left == []


async def test_the_same_request_again_gets_the_first_answer(kept: Kept, another: Open) -> None:
    here = await kept.talking()
    first = await kept.writer.submit(says(here, "hej", "c1"))

    again = await kept.writer.submit(says(here, "hej", "c1"))
    await kept.writer.stop()
    later = await (await another()).writer.submit(says(here, "hej", "c1"))

    assert (again.again, later.again) == (True, True)
    assert again.entries[0].seq == later.entries[0].seq == first.entries[0].seq


async def test_the_same_request_twice_in_one_commit_is_kept_once(kept: Kept) -> None:
    here = await kept.talking()

    one, two = await asyncio.gather(
        *(kept.writer.submit(says(here, "hej", "c1")) for _ in range(2))
    )

    assert one.entries[0].seq == two.entries[0].seq
    assert await texts(kept, here) == ["hej"]


async def test_the_same_id_with_other_words_is_a_conflict(kept: Kept) -> None:
    here = await kept.talking()
    await kept.writer.submit(says(here, "hej", "c1"))

    with pytest.raises(Refused) as refused:
        await kept.writer.submit(says(here, "noget andet", "c1"))

    assert refused.value.code is RefusalCode.CONFLICT


async def test_a_message_kept_before_a_restart_is_answered_also_when_all_is_over_since(
    kept: Kept, another: Open
) -> None:
    here = await kept.talking()
    first = await kept.writer.submit(says(here, "hej", "c1"))
    await kept.writer.stop()
    restarted = await another()
    await restarted.writer.submit(Close(here, SOFIE))

    again = await restarted.writer.submit(says(here, "hej", "c1"))

    assert again.again
    assert again.entries[0].seq == first.entries[0].seq
    with pytest.raises(Refused) as refused:
        await restarted.writer.submit(says(here, "noget nyt", "c2"))
    assert refused.value.code is RefusalCode.CLOSED


async def test_a_change_asked_twice_under_one_id_is_made_once(kept: Kept) -> None:
    here = await kept.talking()
    judged = Judge(here, SOFIE, 1, correct=True, request_id="r1")

    first, again = await kept.writer.submit(judged), await kept.writer.submit(judged)

    assert again.again
    assert [one.event.data for one in again.entries] == [one.event.data for one in first.entries]
    assert again.entries[0].seq == first.entries[0].seq
    with pytest.raises(Refused) as refused:
        await kept.writer.submit(Judge(here, SOFIE, 1, correct=False, request_id="r1"))
    assert refused.value.code is RefusalCode.CONFLICT


async def test_a_note_under_a_messages_id_is_a_conflict(kept: Kept) -> None:
    here = await kept.talking()
    await kept.writer.submit(AddNote(here, SOFIE, "x1", "det samme"))

    with pytest.raises(Refused):
        await kept.writer.submit(SaveMessage(here, SOFIE, "x1", "det samme"))


async def test_one_party_cannot_burn_anothers_ids(kept: Kept) -> None:
    here = await kept.talking()
    await kept.writer.submit(says(here, "hej", "c1"))

    mine = await kept.writer.submit(SaveMessage(here, SOFIE, "c1", "hej med dig"))

    assert not mine.again


async def test_of_fifty_who_accept_at_once_one_gets_it(kept: Kept) -> None:
    here = await kept.opened()
    people = [Person(Sender.COUNSELLOR, StaffId(f"s{n}"), f"S{n}") for n in range(50)]
    for person in people:
        await kept.writer.submit(StartShift(person.staff_id or StaffId(""), Sender.COUNSELLOR, 1))

    results = await asyncio.gather(
        *(kept.writer.submit(Accept(here, person)) for person in people), return_exceptions=True
    )

    won = [one for one in results if isinstance(one, Committed)]
    lost = [one.code for one in results if isinstance(one, Refused)]
    assert len(won) == 1
    assert lost == [RefusalCode.TAKEN] * 49


async def test_capacity_holds_for_all_that_is_accepted_in_one_commit(kept: Kept) -> None:
    rooms = [await kept.opened() for _ in range(5)]
    await kept.writer.submit(StartShift(StaffId("jonas"), Sender.COUNSELLOR, 2))

    results = await asyncio.gather(
        *(kept.writer.submit(Accept(here, JONAS)) for here in rooms), return_exceptions=True
    )

    assert sum(isinstance(one, Committed) for one in results) == 2
    codes = {one.code for one in results if isinstance(one, Refused)}
    assert codes == {RefusalCode.AT_CAPACITY}


async def test_of_two_who_acknowledge_at_once_one_wins(kept: Kept) -> None:
    here = await kept.talking()
    raised = await kept.writer.submit(says(here, "x", "c1", Level.IMMINENT))
    escalation = raised.after.open_escalation()
    assert escalation is not None

    results = await asyncio.gather(
        *(
            kept.writer.submit(Acknowledge(here, person, escalation.escalation_id))
            for person in (KAREN, AMINA)
        ),
        return_exceptions=True,
    )

    assert sorted(type(one).__name__ for one in results) == ["Committed", "Refused"]


class Poison:
    """A statement the database refuses."""

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        row = {"token_hash": b"x", "staff_id": "s", "started_at": now, "used_at": now}
        await connection.execute(insert(tables.sessions), [row, row])


async def test_a_bad_command_fails_alone(kept: Kept) -> None:
    here = await kept.talking()

    results = await asyncio.gather(
        kept.writer.submit(says(here, "før", "c1")),
        kept.writer.submit(Poison()),
        kept.writer.submit(says(here, "efter", "c2")),
        return_exceptions=True,
    )

    assert [type(one).__name__ for one in results] == ["Committed", "Refused", "Committed"]
    assert await texts(kept, here) == ["før", "efter"]


async def test_a_secret_opens_one_conversation_even_when_asked_twice_at_once(kept: Kept) -> None:
    secret = b"s" * 32
    asked = [
        OpenConversation(new_conversation_id(), secret, "Birk", "da", verdict()) for _ in range(2)
    ]

    results = await asyncio.gather(*map(kept.writer.submit, asked), return_exceptions=True)

    assert sorted(type(one).__name__ for one in results) == ["Committed", "Refused"]


async def test_a_caller_who_goes_away_cancels_no_commit(kept: Kept) -> None:
    here = await kept.talking()
    for n in range(200):
        task = asyncio.create_task(kept.writer.submit(says(here, "x", str(n))))
        for _ in range(n % 4):
            await asyncio.sleep(0)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    last = await kept.writer.submit(says(here, "til sidst", "last"))

    # A task cancelled before its first step has asked for nothing; all others are kept.
    assert last.entries[0].seq == 3 + 150
    assert (await texts(kept, here))[-1] == "til sidst"


async def test_nothing_is_acknowledged_while_the_store_is_locked_and_all_goes_on_after(
    kept: Kept,
) -> None:
    here = await kept.talking()

    async with kept.database.held():
        with pytest.raises(Unavailable):
            await kept.writer.submit(says(here, "hej", "c1"))

    assert not (await kept.writer.submit(says(here, "hej", "c1"))).again


async def test_a_key_whose_commit_failed_never_seals_anything(kept: Kept) -> None:
    here = new_conversation_id()

    async with kept.database.held():
        with pytest.raises(Unavailable):
            await kept.writer.submit(OpenConversation(here, b"s" * 32, "Eg", "da", verdict()))

    assert not kept.vault.knows(here)


async def test_commits_are_told_in_order_before_callers_go_on(kept: Kept) -> None:
    heard: list[Told] = []
    kept.writer.tell(heard.extend)
    here = await kept.talking()
    heard.clear()

    await asyncio.gather(*(kept.writer.submit(says(here, "x", str(n))) for n in range(20)))

    seqs = [one.result.entries[0].seq for one in heard if isinstance(one.result, Committed)]
    assert seqs == list(range(3, 23))


async def test_what_only_grows_a_log_is_told_to_those_who_want_to_hear_of_it(kept: Kept) -> None:
    all_of_it: list[Told] = []
    stirring: list[Told] = []
    kept.writer.tell(all_of_it.extend)
    kept.writer.tell(stirring.extend, growth=False)
    here = await kept.talking()
    came = len(stirring)

    await kept.writer.submit(says(here, "hej", "c1"))
    assert (len(all_of_it), len(stirring)) == (came + 1, came)

    for number, change in enumerate(
        (Drop(here), Arrive(here), says(here, "!", "c2", Level.ELEVATED), Close(here, SOFIE)), 1
    ):
        await kept.writer.submit(change)
        assert len(stirring) == came + number, change


async def test_after_the_stop_nothing_is_promised(kept: Kept) -> None:
    await kept.writer.stop()

    with pytest.raises(Unavailable):
        await kept.opened()
