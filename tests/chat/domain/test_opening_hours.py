"""The door: open by Danish walls, also on the nights when the clock jumps."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.opening_hours import DENMARK, DoorState, OpeningHours, Span

EVENING = Span(time(15), time(22))
LATE = Span(time(11), time(2))
EVERY_EVENING = OpeningHours(dict.fromkeys(range(7), (EVENING,)))
EVERY_NIGHT = OpeningHours(dict.fromkeys(range(7), (LATE,)))


def danish(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=DENMARK)


def test_an_open_door_says_when_it_closes() -> None:
    state = EVERY_EVENING.state_at(danish("2026-11-23T16:00"))

    assert state == DoorState(is_open=True, closing_at=danish("2026-11-23T22:00"))


def test_a_closed_door_says_when_it_opens() -> None:
    state = EVERY_EVENING.state_at(danish("2026-11-23T22:00"))

    assert state == DoorState(is_open=False, next_open=danish("2026-11-24T15:00"))


@pytest.mark.parametrize(("at", "is_open"), [("15:00", True), ("21:59", True), ("14:59", False)])
def test_the_door_opens_on_the_minute_and_closes_on_it(at: str, is_open: bool) -> None:
    assert EVERY_EVENING.state_at(danish(f"2026-11-23T{at}")).is_open is is_open


def test_a_span_may_run_past_midnight() -> None:
    state = EVERY_NIGHT.state_at(danish("2026-11-24T01:30"))

    assert state == DoorState(is_open=True, closing_at=danish("2026-11-24T02:00"))


def test_spans_that_touch_are_one_opening() -> None:
    hours = OpeningHours({0: (Span(time(20), time(0)),), 1: (Span(time(0), time(3)),)})

    state = hours.state_at(danish("2026-11-23T23:00"))

    assert state.closing_at == danish("2026-11-24T03:00")


def test_a_date_with_hours_of_its_own_replaces_the_weekday() -> None:
    christmas = {date(2026, 12, 24): (), date(2026, 12, 25): (Span(time(18), time(20)),)}
    hours = OpeningHours(EVERY_EVENING.week, christmas)

    state = hours.state_at(danish("2026-12-24T16:00"))

    assert state == DoorState(is_open=False, next_open=danish("2026-12-25T18:00"))


def test_a_door_without_hours_never_opens() -> None:
    assert OpeningHours().state_at(danish("2026-11-23T16:00")) == DoorState(is_open=False)


def test_always_never_closes() -> None:
    assert OpeningHours(always=True).state_at(danish("2026-11-23T04:00")) == DoorState(is_open=True)


def test_a_week_without_a_gap_names_no_closing() -> None:
    hours = OpeningHours(dict.fromkeys(range(7), (Span(time(0), time(0)),)))

    assert hours.state_at(danish("2026-11-23T04:00")) == DoorState(is_open=True)


def test_the_night_summer_time_begins_keeps_wall_time() -> None:
    """29 March 2026: 02:00 becomes 03:00, so the evening before opens at UTC+1, this at UTC+2."""
    before = EVERY_EVENING.state_at(danish("2026-03-28T10:00")).next_open
    after = EVERY_EVENING.state_at(danish("2026-03-29T10:00")).next_open

    assert before == datetime(2026, 3, 28, 14, tzinfo=UTC)
    assert after == datetime(2026, 3, 29, 13, tzinfo=UTC)


def test_a_closing_time_that_comes_twice_is_the_later_one() -> None:
    """25 October 2026: 02:30 comes at UTC+2 and again at UTC+1."""
    hours = OpeningHours({5: (Span(time(20), time(2, 30)),)})

    state = hours.state_at(danish("2026-10-24T21:00"))

    assert state.closing_at is not None
    assert state.closing_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_closing_time_that_never_comes_is_not_early() -> None:
    """29 March 2026 has no 02:30: the door closes when that much of the night has passed."""
    hours = OpeningHours({5: (Span(time(20), time(2, 30)),)})

    state = hours.state_at(danish("2026-03-28T21:00"))

    assert state.closing_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


SPANS = st.builds(Span, st.times(), st.times())
HOURS = st.builds(
    OpeningHours,
    st.dictionaries(st.integers(0, 6), st.lists(SPANS, max_size=3).map(tuple), max_size=7),
)
MOMENTS = st.integers(0, 2 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(HOURS, MOMENTS)
def test_the_change_a_door_names_is_the_next_one(hours: OpeningHours, now: datetime) -> None:
    state = hours.state_at(now)
    change = state.closing_at or state.next_open

    if change is not None:
        assert change > now
        assert hours.state_at(change).is_open is not state.is_open
        assert hours.state_at(change - timedelta(microseconds=1)).is_open is state.is_open


@given(HOURS, st.lists(MOMENTS, min_size=3, max_size=3).map(sorted))
def test_what_is_open_between_two_moments_adds_up(
    hours: OpeningHours, moments: list[datetime]
) -> None:
    first, middle, last = moments
    last = min(last, first + timedelta(days=60))
    middle = min(middle, last)

    counted = hours.open_between(first, middle) + hours.open_between(middle, last)

    assert counted == hours.open_between(first, last) <= last - first
    change = hours.state_at(first).closing_at
    if change is not None and change <= last:
        assert hours.open_between(first, change) == change - first


HOLIDAYS_CLOSED = OpeningHours(EVERY_EVENING.week, holidays=())


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        ("2027-03-25", False),  # skærtorsdag
        ("2027-03-28", False),  # påskedag
        ("2027-04-23", True),  # store bededag until 2023
        ("2023-05-05", False),
        ("2026-12-25", False),
        ("2026-12-24", False),  # a holiday to some
        ("2026-05-01", True),
    ],
)
def test_on_a_danish_holiday_its_own_hours_hold(day: str, is_open: bool) -> None:
    assert HOLIDAYS_CLOSED.state_at(danish(f"{day}T16:00")).is_open is is_open
    assert EVERY_EVENING.state_at(danish(f"{day}T16:00")).is_open


def test_a_day_that_is_a_holiday_to_some_has_the_shorter_hours() -> None:
    always_on_holidays = OpeningHours(EVERY_EVENING.week, holidays=(Span(time(0), time(0)),))

    assert always_on_holidays.state_at(danish("2026-12-25T09:00")).is_open
    assert not always_on_holidays.state_at(danish("2026-12-24T09:00")).is_open


def test_a_date_goes_before_its_holiday() -> None:
    hours = OpeningHours({}, {date(2026, 12, 25): (EVENING,)}, holidays=())

    assert hours.state_at(danish("2026-12-25T16:00")).is_open
