from sqlalchemy import Connection

from chat.domain.audience import Kind, Viewer
from chat.domain.commands import AddNote, GiveFeedback, Leave, SaveMessage
from chat.domain.conversation import LeftHow
from chat.domain.event import Entry
from chat.storage import tables
from tests.chat.domain.building import SOFIE
from tests.chat.keeping import Kept
from tests.chat.storage.test_writer import says
from triage.verdict import Level


def chained(entries: list[Entry], viewer: Viewer) -> bool:
    """Whether each event names the one before it, as this viewer hears them."""
    seqs = [0, *(one.seq for one in entries)]
    return [one.prev_for(viewer) for one in entries] == seqs[:-1]


async def everything(kept: Kept, here: str, viewer: Viewer) -> list[Entry]:
    found: list[Entry] = []
    more = True
    while more:
        seq = found[-1].seq if found else 0
        page = await kept.log.since(here, seq, viewer)  # type: ignore[arg-type] # an id
        found += page.entries
        more = page.more
    return found


async def test_each_viewer_gets_an_unbroken_chain_of_what_they_hear(kept: Kept) -> None:
    here = await kept.talking()
    await kept.writer.submit(says(here, "x", "c1", Level.IMMINENT))
    await kept.writer.submit(AddNote(here, SOFIE, "n1", "note"))
    await kept.writer.submit(SaveMessage(here, SOFIE, "s1", "jeg er her"))
    await kept.writer.submit(Leave(here, LeftHow.LEAVE))
    await kept.writer.submit(GiveFeedback(here, felt_wrong=True))

    views = {viewer: await everything(kept, here, viewer) for viewer in Viewer}

    assert all(chained(entries, viewer) for viewer, entries in views.items())
    lengths = [
        len(views[viewer]) for viewer in (Viewer.YOUNG, Viewer.COUNSELLOR, Viewer.SUPERVISOR)
    ]
    assert lengths == sorted(set(lengths))
    heads = {viewer: (await kept.log.heads([here], viewer))[here] for viewer in Viewer}
    assert heads == {viewer: views[viewer][-1].seq for viewer in Viewer}


async def test_a_page_holds_two_hundred_events_at_most(kept: Kept) -> None:
    here = await kept.talking()
    for n in range(205):
        await kept.writer.submit(says(here, str(n), str(n)))

    page = await kept.log.since(here, 0, Viewer.YOUNG)

    assert (len(page.entries), page.more, page.last_seq) == (200, True, 207)
    assert len(await everything(kept, here, Viewer.YOUNG)) == 207


async def test_a_page_holds_128_kib_at_most_and_one_event_at_least(kept: Kept) -> None:
    here = await kept.talking()
    for n in range(20):
        await kept.writer.submit(says(here, "ø" * 4000, str(n)))

    page = await kept.log.since(here, 0, Viewer.YOUNG)

    assert page.more
    assert 10 < len(page.entries) < 20
    assert len(await everything(kept, here, Viewer.YOUNG)) == 22


async def test_the_last_messages_come_oldest_first(kept: Kept) -> None:
    here = await kept.talking()
    for n in range(10):
        await kept.writer.submit(says(here, str(n), str(n)))

    last = await kept.log.last(here, (Kind.MESSAGE,), 3)

    assert [one.event.data["text"] for one in last] == ["7", "8", "9"]


async def test_places_of_many_logs_are_read_at_once_each_log_in_order(kept: Kept) -> None:
    one, other = await kept.talking(), await kept.talking()
    for n in range(3):
        await kept.writer.submit(says(one, str(n), str(n)))
    await kept.writer.submit(says(other, "x", "x"))

    found = await kept.log.at([(one, 5), (other, 3), (one, 4), (one, 99)])

    assert {here: [entry.seq for entry in entries] for here, entries in found.items()} == {
        one: [4, 5],
        other: [3],
    }
    assert found[one][0].event.data["text"] == "1"


async def test_a_log_that_does_not_open_is_left_out_and_the_others_are_read(kept: Kept) -> None:
    shut, fine = await kept.talking(), await kept.talking()
    for here in (shut, fine):
        await kept.writer.submit(says(here, "x", "x"))
    table = tables.events

    def spoil(connection: Connection) -> None:
        here = table.c.conversation_id == shut
        connection.execute(
            table.update().where(here, table.c.seq == 3).values(data_sealed=b"?" * 40)
        )

    await kept.store.commit(spoil)

    found = await kept.log.at([(shut, 2), (shut, 3), (shut, 4), (fine, 3)])

    assert {here: [entry.seq for entry in those] for here, those in found.items()} == {
        shut: [2],
        fine: [3],
    }
