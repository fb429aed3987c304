"""How many to expect: what is read from contacts, what from hours, and how sure it is."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from chat.domain.arrivals import Arrivals, band_of, kind_of, name_of, open_hours, told_apart
from chat.domain.forecast import TooLittleKnown, expected, interval
from chat.domain.opening_hours import DENMARK, OpeningHours, Span

ALWAYS = OpeningHours(always=True)
EVENINGS = OpeningHours(week={day: (Span(time(18), time(22)),) for day in range(7)})
MONDAY = date(2026, 11, 23)
WEEK = timedelta(weeks=1)


def mondays(n: int) -> list[date]:
    return [MONDAY - back * WEEK for back in range(n, 0, -1)]


def arrivals_of(came: Sequence[datetime], weeks: int, kept: int = 0) -> Arrivals:
    """Count what came as the house does; only of the last `kept` weeks are the hours known."""
    known = mondays(weeks)
    since = known[weeks - kept] if kept else None
    days = [(one, one.astimezone(DENMARK).date()) for one in came]
    return Arrivals(
        known,
        Counter((name_of(day), band_of(one)) for one, day in days),
        [one for one, day in days if since is not None and day >= since],
        since,
    )


def evenly(weeks: int, hour: int, each: int, days: Sequence[int] = range(7)) -> list[datetime]:
    return [
        datetime.combine(monday + timedelta(days=day), time(hour, 5), DENMARK).astimezone(UTC)
        for monday in mondays(weeks)
        for day in days
        for _ in range(each)
    ]


def test_where_every_evening_was_alike_the_next_will_be() -> None:
    came = [one for hour in range(18, 22) for one in evenly(12, hour, 3)]

    hours = expected(arrivals_of(came, 12, kept=4), EVENINGS, MONDAY)

    assert len(hours) == 28
    assert all(one.mean == pytest.approx(3.0) for one in hours)
    assert all(one.low <= 3 <= one.high for one in hours)


def test_weekday_and_hour_are_told_by_the_talks_still_kept() -> None:
    usual = [one for hour in range(18, 22) for one in evenly(12, hour, 2)]
    sundays = [one for hour in range(18, 22) for one in evenly(12, hour, 6, days=[6])]

    hours = expected(arrivals_of(usual + sundays, 12, kept=4), EVENINGS, MONDAY)
    unknown = expected(arrivals_of(usual + sundays, 12), EVENINGS, MONDAY)

    assert hours[-1].mean > 5
    assert hours[0].mean < 2.6
    assert {round(one.mean, 3) for one in unknown} == {round((2 * 7 + 6) / 7, 3)}


def test_the_latest_weeks_count_most() -> None:
    came = evenly(12, 19, 1) + evenly(4, 19, 3)

    mean = expected(arrivals_of(came, 12), EVENINGS, MONDAY)[0].mean * 2

    assert 2.5 < mean < 4


def test_a_holiday_counts_as_a_sunday() -> None:
    came = evenly(12, 19, 2) + evenly(12, 19, 8, days=[6])
    christmas = date(2026, 12, 21)

    hours = expected(arrivals_of(came, 12, kept=4), EVENINGS, christmas)

    by_day = {one.begins.date(): one for one in hours if one.begins.astimezone(DENMARK).hour == 19}
    assert by_day[date(2026, 12, 25)].is_holiday
    assert by_day[date(2026, 12, 25)].mean == by_day[date(2026, 12, 27)].mean
    assert by_day[date(2026, 12, 22)].mean < by_day[date(2026, 12, 25)].mean / 2


def test_a_closed_door_expects_nobody_and_a_half_open_hour_half() -> None:
    half = OpeningHours(week={0: (Span(time(18), time(19, 30)),)})
    came = evenly(12, 18, 6, days=[0])

    whole, part = expected(arrivals_of(came, 12), half, MONDAY)

    assert part.mean == pytest.approx(whole.mean / 2)
    assert (whole.open_h, part.open_h) == (1.0, 0.5)


def test_with_too_little_nothing_is_said() -> None:
    few = arrivals_of(evenly(12, 19, 1, days=[0, 2, 4]), 12)
    young = arrivals_of(evenly(3, 19, 9), 12)

    for known, weeks in ((few, 12), (young, 3), (arrivals_of([], 12), 0)):
        with pytest.raises(TooLittleKnown) as refused:
            expected(known, EVENINGS, MONDAY)
        assert refused.value.weeks == weeks


def test_weeks_before_anybody_ever_came_do_not_count() -> None:
    came = evenly(5, 19, 3)

    hours = expected(arrivals_of(came, 12), EVENINGS, MONDAY)

    assert sum(one.mean for one in hours) == pytest.approx(21)


def test_what_has_fewer_than_five_is_read_together() -> None:
    assert told_apart({"a": 9, "b": 2, "c": 4}) == [["b", "c"], ["a"]]
    assert told_apart({"a": 9, "b": 2, "c": 7}) == [["b", "c"], ["a"]]
    assert told_apart({"a": 1}) == [["a"]]
    assert told_apart({}) == []


def test_an_empty_night_takes_nothing_from_a_full_evening() -> None:
    came = [one for hour in (20, 21, 22, 23) for one in evenly(12, hour, 2)]

    hours = expected(arrivals_of(came, 12), ALWAYS, MONDAY)

    by_hour = {one.begins.astimezone(DENMARK).hour: round(one.mean, 3) for one in hours}
    assert by_hour == {hour: 2.0 if hour >= 20 else 0.0 for hour in range(24)}


def test_single_people_move_no_hour_by_themselves() -> None:
    """Whether four came on Mondays or on Tuesdays cannot be seen in the forecast."""
    usual = [one for hour in range(18, 22) for one in evenly(12, hour, 2, days=[2, 3, 4, 5, 6])]
    at_nineteen = [evenly(4, 19, 1, days=[day]) for day in (0, 1)]

    one, other = (
        [hour.mean for hour in expected(arrivals_of(usual + few, 12, kept=4), EVENINGS, MONDAY)]
        for few in at_nineteen
    )

    assert one == other


def test_of_a_hundred_hours_about_eighty_lie_within() -> None:
    """Invented evenings by chance, busier on Sundays and in some weeks; held against the next."""
    dice = Random("forecast")
    within = total = 0
    for _ in range(12):
        came = []
        for monday in [*mondays(12), MONDAY]:
            busy = dice.gammavariate(20, 1 / 20)
            for begins in open_hours(EVENINGS, monday, monday + WEEK):
                rate = busy * (6.0 if kind_of(begins)[0] == 6 else 3.0)
                came += [begins] * poisson(dice, rate)
        past = [one for one in came if one < datetime.combine(MONDAY, time(), DENMARK)]
        now = Counter(one for one in came if one not in set(past))
        for hour in expected(arrivals_of(past, 12, kept=4), EVENINGS, MONDAY):
            within += hour.low <= now[hour.begins] <= hour.high
            total += 1

    assert 0.78 <= within / total <= 0.95


def test_an_interval_holds_what_it_says() -> None:
    assert interval(0.0, 0.0) == (0, 0)
    assert interval(0.1, 0.0) == (0, 0)
    assert interval(10.0, 0.0) == (6, 14)  # Poisson's 10th and 90th of 100
    assert interval(10_000.0, 0.0) == (9872, 10128)
    low, high = interval(10.0, 0.2)
    assert low < 6
    assert high > 14


def test_an_hour_the_clock_leaves_out_or_repeats_is_no_trouble() -> None:
    spring = open_hours(ALWAYS, date(2026, 3, 29), date(2026, 3, 30))
    autumn = open_hours(ALWAYS, date(2026, 10, 25), date(2026, 10, 26))

    assert (len(spring), len(autumn)) == (23, 25)


def poisson(dice: Random, rate: float) -> int:
    n, gone = 0, dice.expovariate(1.0)
    while gone < rate:
        n, gone = n + 1, gone + dice.expovariate(1.0)
    return n
