"""What consoles, and those who wait, are told of the hours."""

from datetime import UTC, datetime, time, timedelta

import pytest

from chat.domain.opening_hours import OpeningHours, Span
from chat.realtime.waiting_room_view import door_on_wire, said_of_hours

CLOSES = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
SUNDAYS = OpeningHours({6: (Span(time(12), time(23)),)})
"""Danish time: an hour before UTC's 22."""


@pytest.mark.parametrize(
    ("before", "is_open", "told"),
    [(31, True, None), (30, True, CLOSES.isoformat()), (-1, False, None)],
)
def test_consoles_hear_when_it_closes_half_an_hour_before(
    before: int, is_open: bool, told: str | None
) -> None:
    door = door_on_wire(SUNDAYS, CLOSES - before * timedelta(minutes=1))

    assert door == {"is_open": is_open, "closing_at": told}


def test_a_house_that_never_closes_says_so() -> None:
    door = door_on_wire(OpeningHours(always=True), CLOSES)

    assert door == {"is_open": True, "closing_at": None}


@pytest.mark.parametrize(
    ("before", "said"),
    [(31, None), (30, "closing"), (1, "closing"), (0, "closed"), (-60, "closed")],
)
def test_who_waits_is_told_that_it_closes_and_goes_on_being_told_that_it_has(
    before: int, said: str | None
) -> None:
    now = CLOSES - before * timedelta(minutes=1)

    assert said_of_hours(SUNDAYS.state_at(now), now) == said
