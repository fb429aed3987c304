"""How many talks at once it takes, held against published figures."""

from datetime import timedelta
from math import exp

import pytest

from chat.domain.staffing import Load, lasting, rooms_needed, waits_longer

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
CALL_CENTRE = 48 * 60
"""Garnett, Mandelbaum & Reiman 2002: 50 agents, 48 calls a minute, each of a minute on average."""


def test_erlang_c_is_as_in_the_worked_example_of_the_trade() -> None:
    """Call Centre Helper, "Erlang C Formula": 200 calls an hour of 3 minutes, 14 agents."""
    load = Load(200, 3 * MINUTE)

    assert waits_longer(load, 14, timedelta()) == pytest.approx(0.174, abs=0.0005)
    assert 1 - waits_longer(load, 14, 20 * SECOND) == pytest.approx(0.888, abs=0.0005)
    assert rooms_needed(load, 20 * SECOND, in_time=0.8) == 14


def test_where_nobody_gives_up_one_in_ten_waits_a_minute() -> None:
    load = Load(CALL_CENTRE, MINUTE)

    assert waits_longer(load, 50, 58.1 * SECOND) == pytest.approx(0.1, abs=0.001)


def test_where_some_give_up_after_two_minutes_one_in_ten_is_in_line_for_an_eighth_of_that() -> None:
    load = Load(CALL_CENTRE, MINUTE, patience=2 * MINUTE)
    still_there = exp(-12.5 / 120)

    waited = waits_longer(load, 50, 12.5 * SECOND) * still_there

    assert waited == pytest.approx(0.1, abs=0.002)


def test_great_patience_is_as_good_as_endless() -> None:
    patient, endless = Load(6, 45 * MINUTE, timedelta(days=40)), Load(6, 45 * MINUTE)

    for target in (timedelta(), 5 * MINUTE, 20 * MINUTE):
        one, other = (waits_longer(load, 6, target) for load in (patient, endless))
        assert one == pytest.approx(other, rel=0.01)


def test_more_rooms_are_never_worse_and_one_fewer_is_too_few() -> None:
    for per_hour in (0.2, 1, 3, 12, 60):
        for patience in (None, 30 * MINUTE):
            load = Load(per_hour, 50 * MINUTE, patience)
            shares = [waits_longer(load, rooms, 10 * MINUTE) for rooms in range(1, 80)]

            found = rooms_needed(load, 10 * MINUTE)

            assert shares == sorted(shares, reverse=True)
            assert shares[found - 1] <= 0.1 + 1e-9
            assert found == 1 or shares[found - 2] > 0.1


def test_an_open_door_takes_somebody_even_where_nobody_is_expected() -> None:
    assert rooms_needed(Load(0, 45 * MINUTE), 10 * MINUTE) == 1


def test_who_came_in_the_hour_before_is_still_talking() -> None:
    assert lasting([1.0, 4.0, 2.0, 0.5]) == [1.0, 4.0, 4.0, 2.0]
    assert lasting([]) == []
