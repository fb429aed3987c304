from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete

from chat.actions.clock import Graces, HouseClock
from chat.actions.reading import Reading
from chat.domain.commands import (
    Accept,
    AnswerCall,
    AskCompanion,
    CallAdviser,
    Close,
    Drop,
    Join,
    LoseDuty,
    SaveMessage,
    SitBeside,
    StaffGone,
    StaffHere,
    StartShift,
    Transfer,
)
from chat.domain.conversation import ConversationState
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.people import YOUNG, Person, Sender
from chat.domain.shift import ShiftState
from chat.domain.work_area import WorkArea
from chat.storage import tables
from chat.storage.conversations import Conversations
from chat.storage.shifts import Shifts
from chat.storage.writer import Writer
from tests.chat.domain.building import JONAS, KAREN, NOON, RULES, SOFIE, verdict
from tests.chat.keeping import SOFIE_ID, Kept
from triage.verdict import UNASSESSED, Level

SECOND = timedelta(seconds=1)
MIA = Person(Sender.COUNSELLOR, StaffId("mia"), "Mia")
IDA = Person(Sender.BRIDGE, StaffId("ida"), "Ida")


@dataclass
class Time:
    """A clock that goes when it is told to."""

    now: datetime = field(default=NOON)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Ticking:
    """A house clock on a real store, in its own time."""

    kept: Kept
    time: Time
    clock: HouseClock

    async def after(self, span: timedelta) -> None:
        self.time.now += span
        await self.clock.tick()

    async def state(self, here: ConversationId) -> ConversationState:
        one = await Conversations(self.kept.store).of(here)
        assert one is not None
        return one.state


@pytest.fixture
async def ticking(kept: Kept) -> Ticking:
    time = Time()
    await kept.writer.stop()
    kept.writer = Writer(kept.store, kept.vault, RULES, time)
    kept.writer.start()
    reading = Reading(lambda _text, _before=(): verdict(Level.HIGH), kept.log)
    clock = HouseClock(
        Conversations(kept.store),
        kept.store,
        kept.log,
        reading,
        kept.writer,
        time,
        Graces(),
    )
    return Ticking(kept, time, clock)


async def test_a_place_is_kept_for_ten_minutes_without_a_line(ticking: Ticking) -> None:
    here = await ticking.kept.opened()
    await ticking.kept.writer.submit(Drop(here))

    await ticking.after(599 * SECOND)
    assert await ticking.state(here) is ConversationState.WAITING

    await ticking.after(2 * SECOND)
    assert await ticking.state(here) is ConversationState.CLOSED


async def test_a_counsellor_who_is_gone_a_minute_gives_back_what_they_hold(
    ticking: Ticking,
) -> None:
    here = await ticking.kept.talking()
    await ticking.kept.writer.submit(StaffGone(SOFIE_ID, Sender.COUNSELLOR))

    await ticking.after(59 * SECOND)
    assert await ticking.state(here) is ConversationState.ACTIVE

    await ticking.after(2 * SECOND)
    assert await ticking.state(here) is ConversationState.WAITING


async def test_who_came_in_beside_a_talk_and_is_gone_a_minute_is_in_it_no_more(
    ticking: Ticking,
) -> None:
    here, writer = await ticking.kept.talking(), ticking.kept.writer
    roles = ((KAREN, Sender.SUPERVISOR), (MIA, Sender.COUNSELLOR), (IDA, Sender.BRIDGE))
    for one, role in roles:
        await writer.submit(StartShift(StaffId(str(one.staff_id)), role, 1))
    await writer.submit(Join(here, KAREN))
    await writer.submit(AskCompanion(here, SOFIE, StaffId("mia")))
    await writer.submit(SitBeside(here, MIA))
    called = await writer.submit(CallAdviser(here, SOFIE, "hvad gør jeg?"))
    assert called.after.call is not None
    everywhere = WorkArea(frozenset({"all"}))
    await writer.submit(AnswerCall(here, IDA, called.after.call.seq, everywhere))

    async def beside() -> tuple[bool, bool, bool]:
        one = await Conversations(ticking.kept.store).of(here)
        assert one is not None
        advised = one.call is not None and one.call.adviser == IDA.staff_id
        return one.beside is not None, one.is_accompanied_by(MIA), advised

    for one, role in roles:
        await writer.submit(StaffGone(StaffId(str(one.staff_id)), role))
    await ticking.after(59 * SECOND)
    assert await beside() == (True, True, True)

    await ticking.after(2 * SECOND)
    assert await beside() == (False, False, False)
    assert await ticking.state(here) is ConversationState.ACTIVE


async def test_an_offer_runs_out(ticking: Ticking) -> None:
    here = await ticking.kept.talking()
    assert JONAS.staff_id is not None
    await ticking.kept.writer.submit(StartShift(JONAS.staff_id, Sender.COUNSELLOR, 1))
    await ticking.kept.writer.submit(Transfer(here, SOFIE, JONAS.staff_id))

    await ticking.after(31 * SECOND)

    one = await Conversations(ticking.kept.store).of(here)
    assert one is not None
    assert one.offer is None
    assert one.counsellor == SOFIE.staff_id


async def test_a_seat_nobody_wraps_up_is_free_after_five_minutes(ticking: Ticking) -> None:
    here = await ticking.kept.talking()
    await ticking.kept.writer.submit(Close(here, SOFIE))

    await ticking.after(301 * SECOND)

    shift = await Shifts(ticking.kept.store).of(StaffId("sofie"), Sender.COUNSELLOR)
    assert shift.load == 0


async def test_what_could_not_be_read_is_read_when_triage_is_back(ticking: Ticking) -> None:
    here = await ticking.kept.talking()
    unread = SaveMessage(here, YOUNG, "c1", "hej", UNASSESSED, 10**6)
    await ticking.kept.writer.submit(unread)

    await ticking.clock.assess_again()

    one = await Conversations(ticking.kept.store).of(here)
    assert one is not None
    assert one.unassessed == ()
    assert one.level is Level.HIGH
    assert one.open_escalation() is not None


async def test_a_clock_that_jumps_an_hour_ends_only_what_was_left_alone(ticking: Ticking) -> None:
    left, talking = await ticking.kept.opened(), await ticking.kept.talking()
    await ticking.kept.writer.submit(Drop(left))
    await ticking.kept.writer.submit(Accept(talking, SOFIE))

    await ticking.after(timedelta(hours=1))

    assert await ticking.state(left) is ConversationState.CLOSED
    assert await ticking.state(talking) is ConversationState.ACTIVE


async def test_one_conversation_that_cannot_be_written_holds_up_nobody(ticking: Ticking) -> None:
    broken, well = await ticking.kept.opened(), await ticking.kept.opened()
    for here in (broken, well):
        await ticking.kept.writer.submit(Drop(here))
    async with ticking.kept.store.write() as connection:
        await connection.execute(delete(tables.keys).where(tables.keys.c.conversation_id == broken))
    ticking.kept.vault.forget(broken)

    await ticking.after(11 * 60 * SECOND)

    assert await ticking.state(well) is ConversationState.CLOSED
    assert ticking.clock.ticks_still()


async def test_a_bridge_builder_without_a_line_for_long_is_off_duty_and_who_is_back_is_not(
    ticking: Ticking,
) -> None:
    writer, shifts = ticking.kept.writer, Shifts(ticking.kept.store)
    for name in ("ida", "bo"):
        await writer.submit(StartShift(StaffId(name), Sender.BRIDGE))
        await writer.submit(StaffGone(StaffId(name), Sender.BRIDGE))

    async def on_duty() -> list[ShiftState]:
        return [(await shifts.of(StaffId(name), Sender.BRIDGE)).state for name in ("ida", "bo")]

    await ticking.after(899 * SECOND)
    assert await on_duty() == [ShiftState.ON, ShiftState.ON]
    await writer.submit(StaffHere(StaffId("bo"), Sender.BRIDGE))
    await ticking.after(2 * SECOND)
    assert await on_duty() == [ShiftState.OFF, ShiftState.ON]

    await writer.submit(StaffGone(StaffId("bo"), Sender.BRIDGE))
    await writer.submit(LoseDuty(StaffId("bo"), Sender.BRIDGE, ticking.time.now - 900 * SECOND))
    assert await on_duty() == [ShiftState.OFF, ShiftState.ON]
