from chat.domain.audience import Kind, Viewer
from chat.domain.commands import AddNote, GiveFeedback, Leave, SaveMessage
from chat.domain.conversation import LeftHow
from chat.domain.event import Entry
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
