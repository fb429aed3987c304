"""What is due to be forgotten, and when a person must say yes first."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chat.domain.identifiers import ConversationId
from chat.domain.retention import COMES_BACK_FOR, Brake, Doubt, Kept, is_due
from tests.chat.domain.building import HERE, NOON

DAYS = timedelta(days=30)
BRAKE = Brake()
HOLDING = ("seated", "escalated", "bridging", "on_legal_hold")

spans = st.timedeltas(timedelta(0), timedelta(days=4000))
flags = st.fixed_dictionaries({name: st.booleans() for name in HOLDING})


@given(spans, spans, flags)
def test_due_is_what_ended_long_enough_ago_and_nobody_needs(
    ended: timedelta, keep_for: timedelta, held: dict[str, Any]
) -> None:
    one = replace(Kept(HERE, NOON - ended), **held)

    assert is_due(one, NOON, keep_for) is (ended >= keep_for and not any(held.values()))


def test_what_was_just_come_back_to_is_not_taken_from_under_the_eyes() -> None:
    long_ago = NOON - 2 * DAYS
    for back, due in ((timedelta(minutes=5), False), (2 * COMES_BACK_FOR, True)):
        assert is_due(Kept(HERE, long_ago, reopened_at=NOON - back), NOON, DAYS) is due


@given(flags, spans)
def test_what_goes_on_is_never_due(held: dict[str, Any], keep_for: timedelta) -> None:
    assert not is_due(replace(Kept(HERE, None), **held), NOON + DAYS * 1000, keep_for)


@given(flags, spans, spans)
def test_whoever_holds_it_back_lets_it_go_the_moment_they_are_done(
    held: dict[str, Any], ended: timedelta, later: timedelta
) -> None:
    one = replace(Kept(HERE, NOON - DAYS - ended), **held)
    free = Kept(one.conversation_id, one.closed_at)

    assert is_due(free, NOON + later, DAYS)


@given(st.integers(1, 10**6), st.integers(0, 10**6), spans)
def test_one_run_takes_few_or_a_small_part(due: int, others: int, asleep: timedelta) -> None:
    kept = due + others
    doubt = BRAKE.doubt(due=due, kept=kept, now=NOON, looked_at=NOON - asleep)

    if doubt is None:
        assert due <= max(BRAKE.few, BRAKE.share * kept)
        assert asleep <= BRAKE.asleep
    else:
        assert doubt is (Doubt.CLOCK if asleep > BRAKE.asleep else Doubt.SHARE)


@given(st.integers(1, 10**4), st.integers(1, 20), st.integers(4, 3650))
def test_a_clock_that_jumps_forward_takes_nothing_however_small_the_house(
    seed: int, count: int, days: int
) -> None:
    kept = [Kept(ConversationId(str(n)), NOON - timedelta(minutes=seed * n)) for n in range(count)]
    jumped: datetime = NOON + timedelta(days=days)
    due = sum(is_due(one, jumped, DAYS) for one in kept)

    doubt = BRAKE.doubt(due=due, kept=count, now=jumped, looked_at=NOON)

    assert doubt is (Doubt.CLOCK if due else None)


def test_a_clock_that_goes_back_takes_nothing_and_doubts_nothing() -> None:
    assert not is_due(Kept(HERE, NOON), NOON - DAYS, DAYS)
    assert BRAKE.doubt(due=1, kept=9, now=NOON - DAYS, looked_at=NOON) is None
