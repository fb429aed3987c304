from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from chat.domain.contact import week_of
from chat.domain.figures import (
    Course,
    Figures,
    Spread,
    Tally,
    by_period,
    day_of,
    figures_of,
    tallied,
)
from tests.chat.domain.building import MINUTE, NOON
from triage.verdict import Level

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DEADLINES = {Level.HIGH: 120 * SECOND, Level.IMMINENT: 60 * SECOND}


def course(answered_s: int | None, level: Level = Level.HIGH) -> Course:
    return Course(
        level,
        NOON,
        paged_at=NOON + 46 * SECOND,
        answered_at=None if answered_s is None else NOON + answered_s * SECOND,
    )


def test_one_nobody_has_answered_counts_against_the_share_once_it_is_late() -> None:
    courses = [course(100), course(121), course(61, Level.IMMINENT), course(None)]

    early = figures_of(courses, NOON + 119 * SECOND, DEADLINES)
    late = figures_of(courses, NOON + 5 * MINUTE, DEADLINES)

    assert early.in_time == 1 / 3
    assert late.in_time == 1 / 4
    assert late.raised == 4


def test_what_has_not_happened_has_no_figure() -> None:
    assert figures_of([], NOON, DEADLINES) == Figures(0, None, None, None, None)
    assert figures_of([course(None)], NOON, DEADLINES).acknowledge is None


def test_a_hundred_spans_have_the_ranks_people_expect() -> None:
    spread = Spread.of(number * SECOND for number in range(1, 101))

    assert spread == Spread(100, 50 * SECOND, 95 * SECOND, 100 * SECOND)


@given(st.lists(st.integers(0, 10**6), min_size=1))
def test_each_figure_is_a_span_there_was(seconds: list[int]) -> None:
    spans = [one * SECOND for one in seconds]
    spread = Spread.of(spans)

    assert spread is not None
    assert {spread.median, spread.p95, spread.longest} <= set(spans)
    assert spread.median <= spread.p95 <= spread.longest == max(spans)


def test_each_escalation_is_in_its_danish_day_and_the_latest_day_comes_first() -> None:
    before, late = course(1), replace(course(1), raised_at=NOON + 11 * HOUR + 30 * MINUTE)

    days = by_period([before, late], day_of)

    assert list(days) == ["2026-11-23", "2026-11-22"]
    assert list(by_period([before], week_of)) == ["2026-W47"]


def test_rules_that_were_most_often_wrong_come_first() -> None:
    said = [("a.b", True), ("c.d", False), ("c.d", True), ("a.b", True)]

    assert tallied(said) == [Tally("c.d", 1, 1), Tally("a.b", 2, 0)]
