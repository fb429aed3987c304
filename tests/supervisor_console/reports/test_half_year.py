from datetime import date

import pytest

from supervisor_console.reports.half_year import HalfYear, month_of

SPRING = HalfYear(2026, 1)


def test_a_half_year_is_its_months_and_the_weeks_whose_thursday_lies_in_it() -> None:
    assert (SPRING.first, SPRING.last) == (date(2026, 1, 1), date(2026, 6, 30))
    assert SPRING.months == tuple(f"2026-0{n}" for n in range(1, 7))
    assert (SPRING.weeks[0], SPRING.weeks[-1]) == ("2026-W01", "2026-W26")
    assert SPRING.next.weeks[0] == "2026-W27"
    assert (str(SPRING.next), str(SPRING.before)) == ("2026-H2", "2025-H2")


def test_every_week_belongs_to_one_half_year_and_to_a_month_of_it() -> None:
    weeks = [week for half in (SPRING, SPRING.next, SPRING.next.next) for week in half.weeks]

    assert len(weeks) == len(set(weeks))
    assert all(month_of(week) in SPRING.months for week in SPRING.weeks)


def test_only_whole_half_years_are_reported_and_only_when_they_are_over() -> None:
    assert HalfYear.between(date(2026, 1, 1), date(2026, 6, 30)) == SPRING == HalfYear.of("2026-H1")
    for last in (date(2026, 6, 29), date(2026, 12, 31)):
        with pytest.raises(ValueError, match="half-year"):
            HalfYear.between(date(2026, 1, 1), last)
    for written in ("2026-H3", "26-H1", "2026", "x-H1"):
        with pytest.raises(ValueError, match="half-year"):
            HalfYear.of(written)
    assert not SPRING.is_settled(date(2026, 7, 7))
    assert SPRING.is_settled(date(2026, 7, 8))
