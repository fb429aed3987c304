"""The alarm on the alarm: all is well is told outside, and nothing else is."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import update

from chat.actions.auditor import Auditor, Found, Heartbeat
from chat.domain.commands import OpenConversation, Resolve
from chat.domain.escalation import Outcome
from chat.domain.identifiers import new_conversation_id
from chat.domain.ladder import Drill
from chat.storage import tables
from chat.storage.escalations import Escalations
from tests.chat.domain.building import KAREN, verdict
from tests.chat.laddering import LADDER, SECOND, Watch, watching
from tests.chat.outside import Webhook
from tests.databases import Database
from triage.verdict import Level


@dataclass
class Looked:
    """An auditor on a house, and whoever watches outside."""

    watch: Watch
    auditor: Auditor
    outside: Webhook

    async def at(self, span: timedelta) -> tuple[Found, int]:
        """Let time pass without any clock, look, and return what was found and heard so far."""
        self.watch.time.now += span
        await self.auditor.look()
        return self.auditor.found, self.outside.asked


@pytest.fixture
async def looked(database: Database) -> AsyncIterator[Looked]:
    async with Webhook().open() as outside, watching(database, {}) as watch:
        auditor = Auditor(
            escalations=Escalations(watch.kept.store),
            outbox=watch.pager.outbox,
            clock=watch.time,
            ladder=LADDER,
            deadlines={Level.HIGH: 120 * SECOND},
            heartbeat=Heartbeat(f"http://127.0.0.1:{outside.port}/alive"),
            ticking=(),
        )
        yield Looked(watch, auditor, outside)


async def test_all_well_is_a_heartbeat(looked: Looked) -> None:
    await looked.watch.flagged()

    assert await looked.at(0 * SECOND) == (Found(), 1)
    assert await looked.at(30 * SECOND) == (Found(), 2)


async def test_a_ladder_whose_clock_stands_is_found_and_there_is_no_heartbeat(
    looked: Looked,
) -> None:
    await looked.watch.flagged()

    assert await looked.at(56 * SECOND) == (Found(escalations=1), 0)

    await looked.watch.after(0 * SECOND)
    assert await looked.at(0 * SECOND) == (Found(), 1)


async def test_a_deadline_that_was_lost_is_found_and_the_clock_gives_a_new_one(
    looked: Looked,
) -> None:
    here = await looked.watch.flagged()
    async with looked.watch.kept.store.write() as connection:
        await connection.execute(update(tables.escalations).values(due_at=None))
    assert (await looked.at(0 * SECOND))[0] == Found(escalations=1)

    async with watching(looked.watch.kept.database, {}, looked.watch.time) as after:
        await after.clock.tick()
        assert (await after.escalation(here)).due_at is not None


async def test_pages_that_do_not_go_out_are_found(looked: Looked) -> None:
    await looked.watch.flagged()
    looked.watch.time.now += 46 * SECOND
    await looked.watch.clock.tick()
    looked.watch.time.now += 46 * SECOND
    await looked.watch.clock.tick()

    assert (await looked.at(61 * SECOND))[0] == Found(waiting=2)


async def test_a_clock_that_says_it_stands_is_found(looked: Looked) -> None:
    looked.auditor.ticking = (lambda: False, lambda: True)

    assert await looked.at(0 * SECOND) == (Found(standing=1), 0)


async def test_a_way_that_was_tried_and_is_broken_gives_no_heartbeat(looked: Looked) -> None:
    looked.auditor.trial_has_failed = lambda: True

    assert await looked.at(0 * SECOND) == (Found(trials=1), 0)


async def test_a_watcher_who_is_away_disturbs_nobody(looked: Looked) -> None:
    looked.outside.answer = 500

    assert (await looked.at(0 * SECOND))[0] == Found()


async def test_the_figures_leave_drills_out(looked: Looked) -> None:
    real = await looked.watch.flagged()
    drill = OpenConversation(
        new_conversation_id(),
        b"d" * 32,
        "Øvelse",
        "da",
        verdict(Level.HIGH),
        opening="øvelse",
        drill=Drill.DRILL,
    )
    await looked.watch.kept.writer.submit(drill)
    looked.watch.time.now += 20 * SECOND
    await looked.watch.acknowledge(real, KAREN)
    one = await looked.watch.escalation(real)
    looked.watch.time.now += 40 * SECOND
    await looked.watch.kept.writer.submit(Resolve(real, KAREN, one.escalation_id, Outcome.STAYED))
    await looked.watch.clock.tick()

    await looked.at(0 * SECOND)

    figures = looked.auditor.figures
    assert figures is not None
    assert (figures.raised, figures.in_time) == (1, 1.0)
    assert figures.acknowledge is not None
    assert figures.acknowledge.median == 20 * SECOND
    assert figures.resolve is not None
    assert figures.resolve.longest == 60 * SECOND
