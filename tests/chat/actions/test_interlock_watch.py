"""The interlock: without a supervisor nobody new comes in, those who wait are told, and people."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from chat.actions.interlock_watch import InterlockWatch
from chat.actions.service import Service, ServiceSettings
from chat.domain.commands import ConfirmShift, StartShift
from chat.domain.identifiers import StaffId
from chat.domain.interlock import Interlock, Supervision, calls_since
from chat.domain.opening_hours import OpeningHours
from chat.domain.people import Sender
from chat.staff.holds import Holds
from chat.storage import tables
from chat.storage.shifts import Shifts
from chat.storage.waiting_line import WaitingLine
from tests.chat.actions.test_service import ALWAYS, on_shift
from tests.chat.domain.building import NOON
from tests.chat.laddering import LADDER, SECOND, Watch, watching
from tests.databases import Database

KAREN_ID = StaffId("one-supervisor")


@pytest.fixture
async def watch(database: Database) -> AsyncIterator[Watch]:
    async with watching(database, {}) as here:
        yield here


def guard(watch: Watch, hours: OpeningHours = ALWAYS) -> tuple[InterlockWatch, list[str]]:
    service = Service(
        settings=ServiceSettings(hours),
        line=WaitingLine(watch.kept.store),
        shifts=Shifts(watch.kept.store),
        holds=Holds(watch.kept.store),
        clock=watch.time,
        help_lines=lambda _: [],
        ready=lambda: True,
    )
    interlock = InterlockWatch(service, watch.kept.writer, watch.time, LADDER)
    told: list[str] = []
    interlock.tell(lambda: told.append("changed"))
    return interlock, told


async def called(watch: Watch) -> list[str]:
    query = select(tables.outbox.c.address).order_by(tables.outbox.c.made_at)
    async with watch.kept.store.read() as connection:
        return list(await connection.scalars(query))


async def test_presence_lost_is_told_after_the_grace_and_then_rung_by_rung(watch: Watch) -> None:
    interlock, told = guard(watch)
    await on_shift(watch.kept, Sender.SUPERVISOR)
    await interlock.look()
    assert interlock.service.supervision(await interlock.service.room()) is Supervision.PRESENT

    seen = []
    for seconds in (61, 28, 2, 45, 45):
        watch.time.now += seconds * SECOND
        await interlock.look()
        seen.append((len(told), await called(watch)))

    assert seen == [(2, []), (2, []), (3, []), (3, ["mail"]), (3, ["mail", "phone"])]


async def test_somebody_who_confirms_ends_it_and_the_next_loss_is_told_anew(watch: Watch) -> None:
    interlock, told = guard(watch)
    await on_shift(watch.kept, Sender.SUPERVISOR)
    watch.time.now += 140 * SECOND
    await interlock.look()
    assert await called(watch) == ["mail"]

    await watch.kept.writer.submit(ConfirmShift(KAREN_ID, Sender.SUPERVISOR))
    watch.time.now += 2 * SECOND
    await interlock.look()
    assert (await interlock.service.state()).state == "busy"

    watch.time.now += 140 * SECOND
    await interlock.look()
    assert await called(watch) == ["mail", "mail"]
    assert len(told) == 3


async def test_two_processes_that_watch_call_once(watch: Watch) -> None:
    one, _ = guard(watch)
    other, _ = guard(watch)
    await on_shift(watch.kept, Sender.SUPERVISOR)
    watch.time.now += 140 * SECOND

    await one.look()
    await other.look()

    assert await called(watch) == ["mail"]


async def test_outside_opening_hours_an_empty_house_calls_nobody(watch: Watch) -> None:
    interlock, _ = guard(watch, OpeningHours())
    await on_shift(watch.kept, Sender.SUPERVISOR)
    watch.time.now += timedelta(hours=2)
    await interlock.look()
    assert await called(watch) == []

    await watch.kept.opened()
    watch.time.now += 2 * SECOND
    await interlock.look()
    assert await called(watch) != []


async def test_a_confirmation_from_the_time_to_come_proves_nothing(watch: Watch) -> None:
    await on_shift(watch.kept, Sender.SUPERVISOR)
    await watch.kept.writer.submit(StartShift(KAREN_ID, Sender.SUPERVISOR))
    watch.time.now -= timedelta(hours=1)
    interlock, _ = guard(watch)

    assert (await interlock.service.state()).state == "held"


@given(st.integers(0, 200_000))
def test_time_only_adds_calls_and_the_last_comes_at_most_every_ten_minutes(seconds: int) -> None:
    def made(at: int) -> set[tuple[int, str]]:
        return set(calls_since(NOON, NOON + at * SECOND, LADDER))

    rungs = {(1, "mail"), (2, "phone"), (3, "phone")}

    assert made(seconds) & rungs <= made(seconds + 1)
    assert len(made(seconds) - rungs) <= 1


def test_switched_off_it_holds_nobody() -> None:
    assert Interlock(is_on=False).supervision(None, NOON) is Supervision.PRESENT
