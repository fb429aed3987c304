"""Retention on a real store: key first, then rows; what is needed stays; what is doubted waits."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from chat.actions.retention import Retention, RetentionClock
from chat.domain.audience import Viewer
from chat.domain.bridge import BridgeStatus
from chat.domain.commands import (
    AddNote,
    AnswerSummary,
    Close,
    FreeSeat,
    GiveFeedback,
    Leave,
    MoveBridge,
    ProposeSummary,
    RaiseEscalation,
    Resolve,
    SaveMessage,
    TakeBridge,
    WrapUp,
)
from chat.domain.conversation import LeftHow
from chat.domain.escalation import Outcome
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.people import YOUNG, Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.retention import Brake, Doubt
from chat.domain.work_area import WorkArea
from chat.staff.legal_holds import HoldLegally, LegalHolds, ReleaseLegally
from chat.storage import tables
from chat.storage.conversations import Conversations
from chat.storage.return_codes import KeepReturnCode
from chat.storage.shredding import GOES, STAYS, DestroyKeys
from chat.storage.vault import VaultError
from chat.storage.video_links import KeepVideoLink, VideoSeat
from tests.chat.domain.building import KAREN, SOFIE, verdict
from tests.chat.keeping import process_on
from tests.chat.laddering import Watch, watching
from tests.databases import Database, in_files
from triage.verdict import Level

DAY = timedelta(days=1)
KEPT_FOR = 30 * DAY
BIRK = Person(Sender.BRIDGE, StaffId("birk"), "Birk")
CANARY = "kanariefuglen-8f2c-sang-her"


@pytest.fixture
async def watch(database: Database) -> AsyncIterator[Watch]:
    async with watching(database, {}) as here:
        yield here


def retention(watch: Watch, brake: Brake | None = None) -> Retention:
    return Retention(
        store=watch.kept.store,
        submit=watch.kept.writer.submit,
        forget=watch.kept.writer.forget,
        clock=watch.time,
        keep_for=KEPT_FOR,
        brake=brake or Brake(asleep=1000 * DAY),
    )


async def talked(watch: Watch, level: Level = Level.NONE) -> ConversationId:
    """Let somebody talk, in every place where something is written, and end it."""
    here, say = await watch.kept.talking(), watch.kept.writer.submit
    await say(SaveMessage(here, YOUNG, "c1", CANARY, verdict(level), 10**6))
    await say(AddNote(here, SOFIE, "n1", CANARY))
    if level < Level.HIGH:
        await say(Close(here, SOFIE))
        await say(WrapUp(here, SOFIE, "loneliness", (), "relief", CANARY))
        await say(GiveFeedback(here, comment=CANARY))
    else:
        await say(Leave(here, LeftHow.LEAVE))
        await say(FreeSeat(here))
    return here


async def leaves_all_it_can(watch: Watch) -> ConversationId:
    """Let everything happen that leaves a row behind, and all of it be over."""
    here, say = await watch.flagged(), watch.kept.writer.submit
    await watch.after(timedelta(seconds=46))  # a page waits in the outbox
    video = VideoSeat(here, 1)
    for kept_for_them in (
        KeepReturnCode(here, b"c" * 32, 2 * KEPT_FOR),
        KeepVideoLink(video, b"y" * 32, 2 * KEPT_FOR),
        KeepVideoLink(video._replace(staff_id=SOFIE.staff_id), b"s" * 32, 2 * KEPT_FOR),
    ):
        await say(kept_for_them)
    proposed = await say(ProposeSummary(here, SOFIE, CANARY))
    await say(AnswerSummary(here, proposed.after.summary_seq, "yes"))
    one = await watch.escalation(here)
    await watch.acknowledge(here, KAREN)
    await say(Resolve(here, KAREN, one.escalation_id, Outcome.FALSE_ALARM))
    still = await Conversations(watch.kept.store).of(here)
    assert still is not None
    assert still.bridge is not None
    everywhere, task = WorkArea.of("all"), still.bridge.bridge_id
    await say(TakeBridge(here, BIRK, task, everywhere))
    await say(MoveBridge(here, BIRK, task, BridgeStatus.WITHDRAWN, area=everywhere))
    await say(Leave(here, LeftHow.LEAVE))
    await say(FreeSeat(here))
    return here


async def naming(watch: Watch, here: ConversationId) -> set[str]:
    """Return the tables in which any column of any row names it."""
    async with watch.kept.store.read() as line:
        found = [
            (table.name, str(tuple(row)))
            for table in tables.metadata.sorted_tables
            for row in (await line.execute(select(table))).all()
        ]
    return {name for name, row in found if here in row}


async def rows(watch: Watch) -> dict[str, int]:
    """Count what is left in every table a conversation leaves something in."""
    async with watch.kept.store.read() as line:
        counts = {one.name: select(func.count()).select_from(one) for one in GOES}
        return {name: await line.scalar(query) or 0 for name, query in counts.items()}


async def wrapped(watch: Watch) -> list[bytes]:
    async with watch.kept.store.read() as line:
        return list((await line.scalars(select(tables.keys.c.wrapped))).all())


async def test_nothing_of_a_conversation_is_left_but_its_row_for_statistics(watch: Watch) -> None:
    here = await talked(watch)
    (key,) = await wrapped(watch)
    watch.time.now += KEPT_FOR - timedelta(minutes=1)
    run = retention(watch)
    assert (await run.run()).conversations == 0
    assert in_files(watch.kept.database, key)

    watch.time.now += timedelta(minutes=1)
    done = await run.run()

    assert (done.conversations, done.doubt) == (1, None)
    assert done.events >= 5
    assert not any((await rows(watch)).values())
    async with watch.kept.store.read() as line:
        assert await line.scalar(select(func.count()).select_from(tables.contacts)) == 1
    assert not in_files(watch.kept.database, key, CANARY.encode())
    with pytest.raises(Refused):
        await watch.kept.writer.submit(AddNote(here, KAREN, "n2", "for sent"))


async def test_no_table_names_it_any_more_whatever_it_had_left_behind(watch: Watch) -> None:
    here = await leaves_all_it_can(watch)
    # A held one is not due, so it has no row of holds when it goes.
    assert await naming(watch, here) == {table.name for table in GOES} - {"legal_holds"}

    watch.time.now += KEPT_FOR
    assert (await retention(watch).run()).conversations == 1

    assert await naming(watch, here) == {"shredded"}
    # A server's indexes keep hashes of what opens nothing any more until their pages are used anew.
    hashes = (b"c" * 32, b"y" * 32, b"s" * 32) if watch.kept.database.is_sqlite else ()
    assert not in_files(watch.kept.database, CANARY.encode(), *hashes)


async def test_a_process_forgets_what_another_has_shredded(
    database: Database, watch: Watch
) -> None:
    here = await talked(watch)
    watch.time.now += KEPT_FOR
    async with watching(database, {}, watch.time) as other:
        assert (await other.kept.log.since(here, 0, Viewer.YOUNG)).entries
        await RetentionClock(retention(watch)).look()
        not_our_turn = RetentionClock(retention(other), is_its_turn=lambda: False)

        await not_our_turn.look()

        assert not other.kept.vault.knows(here)
        assert not watch.kept.vault.knows(here)
        assert not_our_turn.last is None


async def test_what_was_killed_between_key_and_rows_is_finished_when_somebody_looks_next(
    database: Database, watch: Watch
) -> None:
    here = await talked(watch)
    watch.time.now += KEPT_FOR
    await watch.kept.writer.submit(DestroyKeys([here], KEPT_FOR))

    async with process_on(database) as after, watching(database, {}, watch.time) as later:
        with pytest.raises(VaultError):
            await after.log.since(here, 0, Viewer.SUPERVISOR)
        # Also while it is doubted whether anything more may be taken.
        again = await talked(later)
        watch.time.now += KEPT_FOR
        done = await retention(later, Brake(few=1, asleep=DAY)).run()

        assert (done.conversations, done.doubt) == (0, Doubt.CLOCK)
        assert await Conversations(later.kept.store).of(here) is None
        assert await Conversations(later.kept.store).of(again) is not None


async def test_nobody_is_forgotten_who_is_still_needed(watch: Watch) -> None:
    flagged = await talked(watch, Level.HIGH)
    asked_for = await talked(watch)
    await watch.kept.writer.submit(RaiseEscalation(asked_for, KAREN, "vi skal tale om det"))
    watch.time.now += 2 * KEPT_FOR
    run = retention(watch)

    held_back = await run.run()

    assert (held_back.conversations, held_back.found.kept_back) == (0, 2)
    for here in (flagged, asked_for):
        one = await watch.escalation(here)
        await watch.acknowledge(here, KAREN)
        await watch.kept.writer.submit(Resolve(here, KAREN, one.escalation_id, Outcome.FALSE_ALARM))
    # The tasks that opened with the danger are not ended yet.
    assert (await run.run()).found.kept_back == len((flagged, asked_for))
    still = await Conversations(watch.kept.store).of(asked_for)
    assert still is not None
    assert still.bridge is not None
    task = still.bridge.bridge_id
    everywhere = WorkArea.of("all")
    await watch.kept.writer.submit(TakeBridge(asked_for, BIRK, task, everywhere))
    ends = MoveBridge(asked_for, BIRK, task, BridgeStatus.WITHDRAWN, area=everywhere)
    await watch.kept.writer.submit(ends)

    assert (await run.run()).conversations == 1
    assert await Conversations(watch.kept.store).of(asked_for) is None
    assert await Conversations(watch.kept.store).of(flagged) is not None


async def test_what_has_no_key_is_there_for_nobody_whoever_still_had_it_open(
    database: Database, watch: Watch
) -> None:
    here = await talked(watch)
    async with watching(database, {}, watch.time) as other:
        await other.kept.writer.submit(AddNote(here, KAREN, "n1", "talt med hende"))
        watch.time.now += KEPT_FOR
        await watch.kept.writer.submit(DestroyKeys([here], KEPT_FOR))

        # On SQLite there is one process.
        for process in (watch,) if database.is_sqlite else (watch, other):
            with pytest.raises(Refused) as none:
                await process.kept.writer.submit(RaiseEscalation(here, KAREN, "ring til hende"))
            assert none.value.code is RefusalCode.NOT_FOUND
            assert not process.kept.vault.knows(here)


async def test_who_calls_as_the_key_is_to_go_is_heard_and_the_key_stays(watch: Watch) -> None:
    here, submit = await talked(watch), watch.kept.writer.submit
    watch.time.now += KEPT_FOR

    _, gone = await asyncio.gather(
        submit(RaiseEscalation(here, KAREN, "vi skal tale om det")),
        submit(DestroyKeys([here], KEPT_FOR)),
    )

    assert gone == []
    await watch.acknowledge(here, KAREN)


async def test_a_legal_hold_keeps_a_conversation_until_it_is_released(watch: Watch) -> None:
    here = await talked(watch)
    kept, submit = watch.kept, watch.kept.writer.submit
    holds = LegalHolds(kept.store, kept.vault)
    assert KAREN.staff_id is not None
    why = "politiet har bedt om den"
    await submit(HoldLegally(here, KAREN.staff_id, await holds.sealed(here, why)))
    watch.time.now += 2 * KEPT_FOR
    run = retention(watch)

    assert (await run.run()).found.kept_back == 1
    (held,) = await holds.all()
    assert (held.conversation_id, held.reason) == (here, why)
    assert not in_files(kept.database, why.encode())

    await submit(ReleaseLegally(here, KAREN.staff_id))
    assert (await run.run()).conversations == 1
    with pytest.raises(Refused) as none:
        await holds.sealed(here, why)
    assert none.value.code is RefusalCode.NOT_FOUND


async def test_more_than_its_share_is_taken_only_when_a_person_says_so(watch: Watch) -> None:
    for _ in range(3):
        await talked(watch)
    watch.time.now += KEPT_FOR
    run = retention(watch, Brake(share=0.5, few=2, asleep=1000 * DAY))

    assert (await run.run()).doubt is Doubt.SHARE
    assert (await rows(watch))["keys"] == 3

    assert (await run.run(a_person_says_so=True)).conversations == 3
    assert not any((await rows(watch)).values())


async def test_a_clock_that_jumped_takes_nothing_however_often_it_is_asked(watch: Watch) -> None:
    await talked(watch)
    run = retention(watch, Brake(asleep=3 * DAY))
    assert (await run.run()).doubt is None
    watch.time.now += 3650 * DAY

    for _ in range(3):
        assert (await run.run()).doubt is Doubt.CLOCK
        await talked(watch)  # what is written now has the wrong time too

    assert (await rows(watch))["keys"] == 4


def test_it_is_decided_of_every_table_whether_it_goes() -> None:
    goes = {table.name for table in GOES}

    assert goes | set(STAYS) == set(tables.metadata.tables)
    assert not goes & set(STAYS)
