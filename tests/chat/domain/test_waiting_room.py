from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chat.domain.identifiers import ConversationId
from chat.domain.waiting_room import (
    Waiting,
    calmer_first,
    expected_wait,
    in_order,
    is_late,
    next_in_line,
    place_among,
    places,
)
from tests.chat.domain.building import MINUTE, NOON
from triage.verdict import Level

QUARTER = timedelta(minutes=15)


def waiting(
    level: Level, minutes: int, name: str = "x", *, assessed: bool = True, returned: bool = False
) -> Waiting:
    return Waiting(ConversationId(name), level, NOON - minutes * MINUTE, assessed, returned)


somebody = st.builds(
    Waiting,
    conversation_id=st.uuids().map(lambda one: ConversationId(str(one))),
    level=st.sampled_from(Level),
    since=st.integers(0, 600).map(lambda minutes: NOON - minutes * MINUTE),
    assessed=st.booleans(),
    returned=st.booleans(),
)


def test_who_has_had_enough_meets_the_calmer_first_and_nobody_is_left_out() -> None:
    ordered = [waiting(Level.IMMINENT, 1), waiting(Level.HIGH, 1), waiting(Level.NONE, 1)]

    assert calmer_first(ordered, Level.HIGH) == [ordered[2], ordered[0], ordered[1]]
    assert calmer_first(ordered[:2], Level.HIGH) == ordered[:2]


def test_no_amount_of_waiting_outranks_risk() -> None:
    patient, elevated = waiting(Level.NONE, minutes=240), waiting(Level.ELEVATED, minutes=0)

    assert next_in_line([patient, elevated], NOON, worth_a_level=QUARTER) == elevated


def test_waiting_lifts_to_watch_and_no_further() -> None:
    patient, watched = waiting(Level.NONE, minutes=16), waiting(Level.WATCH, minutes=1)

    assert next_in_line([patient, watched], NOON, worth_a_level=QUARTER) == patient


def test_what_nobody_has_read_counts_as_elevated_after_those_known_to_be() -> None:
    unread = waiting(Level.NONE, minutes=60, name="unread", assessed=False)
    elevated = waiting(Level.ELEVATED, minutes=0, name="elevated")
    watched = waiting(Level.WATCH, minutes=60, name="watched")

    ordered = in_order([watched, unread, elevated], NOON, worth_a_level=QUARTER)

    assert ordered == [elevated, unread, watched]


def test_whose_counsellor_had_to_go_is_met_before_those_of_the_same_level() -> None:
    back = waiting(Level.NONE, minutes=0, returned=True)
    patient = waiting(Level.NONE, minutes=14)

    assert next_in_line([patient, back], NOON, worth_a_level=QUARTER) == back


def test_an_empty_room_has_nobody_next() -> None:
    assert next_in_line([], NOON, worth_a_level=QUARTER) is None


@given(st.lists(somebody, max_size=30, unique_by=lambda one: one.conversation_id))
def test_the_order_is_the_same_however_people_came_in(room: list[Waiting]) -> None:
    forwards = in_order(room, NOON, worth_a_level=QUARTER)
    backwards = in_order(reversed(room), NOON, worth_a_level=QUARTER)

    assert forwards == backwards
    assert sorted(places(forwards).values()) == list(range(1, len(room) + 1))


@given(st.lists(somebody, min_size=1, max_size=30, unique_by=lambda one: one.conversation_id))
def test_who_comes_in_takes_the_place_that_putting_all_in_order_anew_gives(
    room: list[Waiting],
) -> None:
    one, *others = room
    standing = in_order(others, NOON, worth_a_level=QUARTER)
    anew = in_order(room, NOON, worth_a_level=QUARTER)

    place = place_among(standing, one, NOON, worth_a_level=QUARTER)

    assert place == places(anew)[one.conversation_id]


@given(st.lists(somebody, min_size=1, max_size=30))
def test_nobody_known_to_be_at_risk_stands_behind_somebody_of_a_lower_level(
    room: list[Waiting],
) -> None:
    ordered = in_order(room, NOON, worth_a_level=QUARTER)

    for ahead, behind in pairwise(ordered):
        counted = max(ahead.level, Level.NONE if ahead.assessed else Level.ELEVATED)
        assert counted >= behind.level or behind.level <= Level.WATCH


def test_with_a_free_seat_it_is_a_matter_of_minutes() -> None:
    wait = expected_wait(1, free_seats=1, seats=2, typical_talk=45 * MINUTE)

    assert wait is not None
    assert (wait.low, wait.high) == (timedelta(0), 5 * MINUTE)


def test_with_nobody_on_shift_nobody_knows() -> None:
    assert expected_wait(1, free_seats=0, seats=0, typical_talk=45 * MINUTE) is None


@given(st.integers(1, 200), st.integers(1, 40))
def test_a_place_further_back_never_waits_less(place: int, seats: int) -> None:
    here = expected_wait(place, free_seats=0, seats=seats, typical_talk=45 * MINUTE)
    behind = expected_wait(place + 1, free_seats=0, seats=seats, typical_talk=45 * MINUTE)

    assert here is not None
    assert behind is not None
    assert here.low <= here.high
    assert (here.low, here.high) <= (behind.low, behind.high)


def test_a_wait_is_late_from_its_bound_on() -> None:
    assert is_late(NOON - 45 * MINUTE, NOON, 45 * MINUTE)
    assert not is_late(NOON - 44 * MINUTE, NOON, 45 * MINUTE)
