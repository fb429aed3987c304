"""The clock of the ladder, on a real store: any process may fire, one does, none is forgotten."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from chat.domain.audience import Viewer
from chat.domain.bridge import Bridge, BridgeStatus
from chat.domain.commands import (
    Acknowledge,
    RaiseEscalation,
    Resolve,
    StaffGone,
    StaffHere,
    TakeBridge,
)
from chat.domain.escalation import EscalationState, Outcome
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.people import Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.work_area import WorkArea
from chat.staff.account_statements import AddStaff, DisableStaff, MoveStaff, NewAccount, WayIn
from chat.staff.roles import Role
from chat.storage.conversations import Conversations
from tests.chat.domain.building import AMINA, KAREN
from tests.chat.laddering import SECOND, Time, Watch, watching
from tests.databases import Database, OnServer
from triage.verdict import Level

HOUR = timedelta(hours=1)


@pytest.fixture
async def watch(database: Database) -> AsyncIterator[Watch]:
    async with watching(database, {}) as here:
        yield here


async def steps(watch: Watch, here: ConversationId) -> list[object]:
    """Return the steps the log tells of, in its order."""
    page = await watch.kept.log.since(here, 0, Viewer.SUPERVISOR)
    return [one.event.data["step"] for one in page.entries if one.event.kind == "paged"]


async def test_ten_clocks_that_fire_at_once_make_one_step(watch: Watch) -> None:
    here = await watch.flagged()
    watch.time.now += 46 * SECOND

    await asyncio.gather(*(watch.clock.tick() for _ in range(10)))

    assert await steps(watch, here) == [1]


async def test_a_process_that_starts_fires_at_once_what_was_due_while_none_ran(
    database: Database, watch: Watch
) -> None:
    here = await watch.flagged()
    watch.time.now += HOUR

    async with watching(database, {}, watch.time) as after:
        await after.clock.tick()
        one = await after.escalation(here)

    assert one.step == 1
    assert one.due_at == watch.time.now + 45 * SECOND


async def test_two_processes_whose_clocks_fire_at_once_make_one_step(on_server: OnServer) -> None:
    async with watching(on_server, {}) as one:
        here = await one.flagged()
        async with watching(on_server, {}, one.time) as other:
            one.time.now += 46 * SECOND

            await asyncio.gather(*(watch.clock.tick() for watch in (one, other) * 5))

        assert await steps(one, here) == [1]


async def test_two_machines_whose_clocks_disagree_flood_nobody(on_server: OnServer) -> None:
    """The house agrees on the database's time when it starts; this is for when it could not."""
    async with watching(on_server, {}) as ahead:
        behind_time = Time(ahead.time.now - HOUR)
        async with watching(on_server, {}, behind_time) as behind:
            here = await ahead.flagged()
            seconds = 0.0
            for one in (ahead, behind):
                one.clock.steady = lambda: seconds
            for _ in range(120):
                seconds += 0.5
                for one in (ahead, behind):
                    one.time.now += SECOND / 2
                    await one.clock.tick()

            told = await steps(ahead, here)

    assert told == list(range(1, len(told) + 1))
    assert 1 <= len(told) <= 12  # a minute at twice the pace of two machines, and not 240


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
async def test_an_hours_jump_fires_what_is_open_once_and_changes_no_order(
    watch: Watch, jump: timedelta
) -> None:
    first, second = await watch.flagged(Level.IMMINENT), await watch.flagged()
    await watch.after(jump)
    await watch.after(jump * 0)
    assert (await steps(watch, first), await steps(watch, second)) == ([1], [1])

    await watch.after(-jump)
    await watch.after(46 * SECOND)

    for here in (first, second):
        told = await steps(watch, here)
        assert told == list(range(1, len(told) + 1))
        due_at = (await watch.escalation(here)).due_at
        assert due_at is not None
        assert watch.time.now < due_at <= watch.time.now + 90 * SECOND


async def test_a_supervisor_who_took_it_and_is_gone_a_minute_has_it_no_more(watch: Watch) -> None:
    here = await watch.flagged()
    assert KAREN.staff_id is not None
    await watch.kept.writer.submit(StaffHere(KAREN.staff_id, Sender.SUPERVISOR))
    await watch.acknowledge(here, KAREN)
    await watch.kept.writer.submit(StaffGone(KAREN.staff_id, Sender.SUPERVISOR))

    await watch.after(59 * SECOND)
    assert (await watch.escalation(here)).state is EscalationState.ACKNOWLEDGED

    await watch.after(2 * SECOND)
    assert (await watch.escalation(here)).calls


async def test_somebody_flagged_whom_nobody_answers_is_seen_by_the_clock(watch: Watch) -> None:
    here = await watch.flagged(Level.ELEVATED)
    await watch.after(2 * 60 * SECOND)
    await watch.after(61 * SECOND)

    assert (await watch.escalation(here)).trigger == "unanswered"


async def test_two_hundred_times_twenty_supervisors_press_at_once_and_one_wins(
    watch: Watch,
) -> None:
    twenty = [
        Person(Sender.SUPERVISOR, StaffId(f"s{number}"), f"Vagt {number}") for number in range(20)
    ]
    here = await watch.flagged()
    for number in range(200):
        one = (await watch.escalation(here)).escalation_id
        pressing = (Acknowledge(here, who, one) for who in twenty[number % 20 :] + twenty)
        answers = await asyncio.gather(
            *map(watch.kept.writer.submit, list(pressing)[:20]), return_exceptions=True
        )

        won = [who for who in answers if not isinstance(who, BaseException)]
        refused = [who for who in answers if isinstance(who, Refused)]
        taken = await watch.escalation(here)
        assert (len(won), len(refused)) == (1, 19)
        assert {who.code for who in refused} == {RefusalCode.ALREADY_ACKNOWLEDGED}
        winner = next(who for who in twenty if who.staff_id == taken.acknowledged_by)
        assert {who.extras["by"] for who in refused} == {winner.display_name}
        await watch.kept.writer.submit(Resolve(here, AMINA, one, Outcome.STAYED))
        await watch.kept.writer.submit(_asks(here))


def _asks(here: ConversationId) -> RaiseEscalation:
    return RaiseEscalation(here, KAREN, "igen")


@pytest.mark.parametrize("how", ["moved", "disabled"])
async def test_a_task_is_not_stranded_with_whoever_may_not_see_to_it(
    watch: Watch, how: str
) -> None:
    here = await watch.flagged()
    everywhere = WorkArea.of("all")
    new = NewAccount.of("ida.bro", "Ida", frozenset({Role.BRIDGE_BUILDER}), everywhere)
    made = await watch.kept.writer.submit(AddStaff(new, WayIn(password_hash="x")))
    ida = Person(Sender.BRIDGE, StaffId(str(made)), "Ida")
    before = await task_of(watch, here)
    await watch.kept.writer.submit(TakeBridge(here, ida, before.bridge_id, everywhere))
    await watch.clock.tick()
    assert (await task_of(watch, here)).owner == ida.staff_id

    moves = MoveStaff("ida.bro", WorkArea.of("0461"))
    await watch.kept.writer.submit(moves if how == "moved" else DisableStaff("ida.bro"))
    await watch.clock.tick()

    free = await task_of(watch, here)
    assert (free.owner, free.status) == (None, BridgeStatus.SUGGESTED)
    assert free.due_at == watch.time.now + HOUR


async def task_of(watch: Watch, here: ConversationId) -> Bridge:
    found = await Conversations(watch.kept.store).of(here)
    assert found is not None
    assert found.bridge is not None
    return found.bridge
