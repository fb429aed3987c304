"""What lies on counsellors' desks: each part on the right one, and of many desks in one trip."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from chat.domain.commands import (
    Accept,
    AskCompanion,
    Close,
    EndCompanion,
    EndShift,
    SetLevel,
    SitBeside,
    StartShift,
    Transfer,
    WrapUp,
)
from chat.domain.conversation import Conversation
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.people import Person, Sender
from chat.domain.shift import ShiftState
from chat.storage.on_desks import AT_ONCE, OnDesk, OnDesks
from chat.storage.store import Store
from tests.chat.domain.building import JONAS, KAREN, NOON, SOFIE
from tests.chat.keeping import Kept, process_on
from tests.databases import Database
from triage.verdict import Level

MIA = Person(Sender.COUNSELLOR, StaffId("mia"), "Mia")
NOBODY = StaffId("nobody")
SOFIES, JONASES, MIAS = StaffId("sofie"), StaffId("jonas"), StaffId("mia")

Seen = TypeVar("Seen")


def ids(conversations: object) -> list[ConversationId]:
    assert isinstance(conversations, list | tuple)
    assert all(isinstance(one, Conversation) for one in conversations)
    return [one.conversation_id for one in conversations]


async def on_shift(kept: Kept) -> OnDesks:
    for who in (SOFIES, JONASES, MIAS):
        await kept.writer.submit(StartShift(who, Sender.COUNSELLOR, 10))
    return OnDesks(kept.store, Level.HIGH)


async def taken(kept: Kept, by: Person) -> ConversationId:
    here = await kept.opened()
    await kept.writer.submit(Accept(here, by))
    return here


async def test_each_desk_has_what_is_its_own(kept: Kept) -> None:
    desks = await on_shift(kept)
    first, second, closed, lent = [await taken(kept, SOFIE) for _ in range(4)]
    await taken(kept, JONAS)
    await kept.writer.submit(AskCompanion(second, SOFIE, MIAS))
    await kept.writer.submit(AskCompanion(lent, SOFIE, MIAS))
    await kept.writer.submit(SitBeside(lent, MIA))
    await kept.writer.submit(Transfer(first, SOFIE, JONASES))
    await kept.writer.submit(Close(closed, SOFIE))

    laid = await desks.of_all([SOFIES, JONASES, MIAS], NOON)

    assert set(ids(laid[SOFIES].held)) == {first, second, closed, lent}, "until it is wrapped up"
    assert (laid[SOFIES].shift.load, laid[SOFIES].shift.capacity) == (4, 10)
    assert ids(laid[JONASES].offered) == [first]
    assert ids(laid[MIAS].asking) == [second]
    assert ids(laid[MIAS].beside) == [lent]
    assert ids(laid[MIAS].read) == [lent]
    assert (laid[MIAS].held, laid[MIAS].shift.load) == ([], 0)

    await kept.writer.submit(WrapUp(closed, SOFIE, "family", ("family",), "talked"))
    await kept.writer.submit(EndCompanion(lent, MIA))
    assert set(ids((await desks.of(SOFIES, NOON)).held)) == {first, second, lent}
    assert (await desks.of(MIAS, NOON)).read == ()


async def test_the_desk_of_who_was_never_on_shift_is_empty(kept: Kept) -> None:
    desk = await OnDesks(kept.store, Level.HIGH).of(NOBODY, NOON)

    assert desk.shift.state is ShiftState.OFF
    assert desk[1:] == (0, [], [], [], [], [])


async def test_hard_talks_are_those_met_in_this_shift(kept: Kept) -> None:
    desks = await on_shift(kept)
    for level in (Level.HIGH, Level.ELEVATED, Level.IMMINENT):
        here = await taken(kept, SOFIE)
        await kept.writer.submit(SetLevel(here, KAREN, level, "ny viden"))

    assert (await desks.of(SOFIES, NOON)).hard_talks == 2
    assert (await desks.of(JONASES, NOON)).hard_talks == 0


async def test_a_new_shift_begins_with_no_hard_talks(database: Database) -> None:
    now = NOON
    async with process_on(database, clock=lambda: now) as kept:
        desks = await on_shift(kept)
        here = await taken(kept, SOFIE)
        await kept.writer.submit(SetLevel(here, KAREN, Level.HIGH, "ny viden"))
        assert (await desks.of(SOFIES, now)).hard_talks == 1

        await kept.writer.submit(EndShift(SOFIES, Sender.COUNSELLOR))
        now = NOON + timedelta(hours=1)
        await kept.writer.submit(StartShift(SOFIES, Sender.COUNSELLOR, 10))

        assert (await desks.of(SOFIES, now)).hard_talks == 0


@pytest.mark.parametrize("number", [1, AT_ONCE, AT_ONCE + 1])
async def test_many_desks_are_one_question_and_each_as_if_asked_alone(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    desks = await on_shift(kept)
    await taken(kept, SOFIE)
    await taken(kept, JONAS)
    people = [SOFIES, JONASES, *(StaffId(f"other-{n}") for n in range(number))][:number]
    alone = {one: await desks.of(one, NOON) for one in people}
    trips = 0
    look = Store.look

    async def counted(store: Store, see: Callable[[Connection], Seen]) -> Seen:
        nonlocal trips
        trips += 1
        return await look(store, see)

    monkeypatch.setattr(Store, "look", counted)
    together = await desks.of_all(people, NOON + timedelta(seconds=1))

    assert together == alone
    assert trips == -(-number // AT_ONCE)
    assert all(isinstance(one, OnDesk) for one in together.values())
