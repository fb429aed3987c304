"""Drills: a marked conversation goes the whole way, and is on no figure and in no line."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from chat.actions.drills import DrillFailed, Drills
from chat.actions.reading import Reading
from chat.domain.commands import Leave
from chat.domain.conversation import LeftHow
from chat.domain.identifiers import conversation_of
from chat.domain.ladder import Drill, Ladder
from chat.storage import tables
from chat.storage.conversations import Conversations
from chat.storage.escalations import Escalations
from chat.storage.waiting_line import WaitingLine
from config.triage import Triage
from tests.chat.domain.building import KAREN, verdict
from tests.chat.laddering import LADDER, SECOND, Watch, watching
from tests.chat.outside import Webhook
from tests.databases import Database
from triage.verdict import Level, Verdict

TRIED: Ladder = replace(LADDER, synthetic=("machine",))


@pytest.fixture
async def machine() -> AsyncIterator[Webhook]:
    async with Webhook().open() as receiver:
        yield receiver


@pytest.fixture
async def watch(database: Database, machine: Webhook) -> AsyncIterator[Watch]:
    urls = dict.fromkeys(("mail", "phone", "machine"), machine.url)
    async with watching(database, urls, ladder=TRIED) as here:
        yield here


def drills_of(watch: Watch, read: Verdict | None = None) -> Drills:
    reading = Reading(lambda _text, _before=(): read or verdict(Level.IMMINENT), watch.kept.log)
    return Drills(reading, watch.kept.writer, Escalations(watch.kept.store), watch.time)


async def test_a_drill_calls_every_address_at_once_and_says_what_it_is(
    watch: Watch, machine: Webhook
) -> None:
    drills = drills_of(watch)
    raised = await drills.begin()
    here = conversation_of(raised.escalation_id)
    await watch.after(1 * SECOND)

    assert len(machine.taken) == 2
    assert all("ØVELSE" in text for text in machine.texts)
    await watch.acknowledge(here, KAREN)
    went = await drills.went(raised.escalation_id)
    assert went is not None
    assert (went.pages, went.sent) == (2, 2)
    assert went.answered_at == watch.time.now


async def test_a_drill_stands_in_no_line_and_is_no_contact(watch: Watch) -> None:
    raised = await drills_of(watch).begin()
    here = conversation_of(raised.escalation_id)
    talks = Conversations(watch.kept.store)
    assert (await WaitingLine(watch.kept.store).read(list, 1)).ordered == []
    assert [one.drill for one in await talks.on_board()] == [Drill.DRILL]

    await watch.kept.writer.submit(Leave(here, LeftHow.GONE))

    async with watch.kept.store.read() as connection:
        assert (await connection.execute(select(tables.contacts))).all() == []


async def test_a_trial_goes_the_whole_way_by_itself_and_is_on_no_screen(
    watch: Watch, machine: Webhook
) -> None:
    drills = drills_of(watch)
    watch.pager.writer.tell(watch.pager.told)
    paging = asyncio.create_task(watch.pager.run())

    went = await drills.try_the_way()
    paging.cancel()

    assert (went.pages, went.sent) == (1, 1)
    assert went.resolved_at is not None
    assert len(machine.taken) == 1
    assert "Ingen skal gøre noget" in machine.texts[0]
    assert await Conversations(watch.kept.store).on_board() == []


async def test_a_trial_that_a_killed_process_left_is_ended_by_the_next(watch: Watch) -> None:
    left = await drills_of(watch).begin(Drill.SYNTHETIC)
    kept, drills = Escalations(watch.kept.store), drills_of(watch)
    await drills._end_what_was_left()
    assert [one.escalation_id for one in await kept.open_trials(watch.time.now)] == [
        left.escalation_id
    ]

    watch.time.now += 121 * SECOND
    await drills._end_what_was_left()

    assert await kept.open_trials(watch.time.now) == []


async def test_a_triage_that_flags_nothing_is_found_out(watch: Watch) -> None:
    with pytest.raises(DrillFailed, match="not_flagged"):
        await drills_of(watch, verdict(Level.NONE)).begin()


async def test_a_trial_that_fails_is_known_until_one_goes_well(watch: Watch) -> None:
    drills = drills_of(watch)
    flags, drills.reading = drills.reading, drills_of(watch, verdict(Level.NONE)).reading
    await drills.try_and_tell()
    assert drills.has_failed

    drills.reading = flags
    watch.pager.writer.tell(watch.pager.told)
    paging = asyncio.create_task(watch.pager.run())
    await drills.try_and_tell()
    paging.cancel()

    assert not drills.has_failed


async def test_the_drills_message_raises_an_escalation_with_the_real_triage(watch: Watch) -> None:
    triage = Triage()
    await triage.load()
    reading = Reading(triage, watch.kept.log)
    drills = Drills(reading, watch.kept.writer, Escalations(watch.kept.store), watch.time)

    assert (await drills.begin()).level >= Level.HIGH
