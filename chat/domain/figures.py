"""Figures (tal) on escalations: how long each took, and how often in time. No drill is in them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from chat.domain.opening_hours import DENMARK
from triage.verdict import Level


@dataclass(frozen=True, slots=True)
class Course:
    """How one escalation went; `None` is what has not happened."""

    level: Level
    raised_at: datetime
    paged_at: datetime | None = None
    """When the first page had been taken outside the house."""
    answered_at: datetime | None = None
    resolved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took: the middle one, the one that 95 of 100 are under, the longest."""

    count: int
    median: timedelta
    p95: timedelta
    longest: timedelta

    @classmethod
    def of(cls, spans: Iterable[timedelta]) -> "Spread | None":
        """Return it by nearest rank, so that each is a span there was; `None` of none."""
        ordered = sorted(spans)
        if not ordered:
            return None
        return cls(len(ordered), _rank(ordered, 50), _rank(ordered, 95), ordered[-1])


@dataclass(frozen=True, slots=True)
class Figures:
    """What a supervisor and a board of trustees ask of the ladder."""

    raised: int
    page: Spread | None
    acknowledge: Spread | None
    resolve: Spread | None
    in_time: float | None
    """The share acknowledged within their level's deadline, of those whose deadline is over."""


def figures_of(
    courses: Sequence[Course], now: datetime, deadlines: Mapping[Level, timedelta]
) -> Figures:
    """Reckon the figures; one nobody has answered counts against the share once it is late."""
    judged = [
        one.answered_at is not None and one.answered_at - one.raised_at <= deadlines[one.level]
        for one in courses
        if one.level in deadlines
        and (one.answered_at is not None or now - one.raised_at > deadlines[one.level])
    ]
    return Figures(
        raised=len(courses),
        page=Spread.of(one.paged_at - one.raised_at for one in courses if one.paged_at),
        acknowledge=Spread.of(
            one.answered_at - one.raised_at for one in courses if one.answered_at
        ),
        resolve=Spread.of(one.resolved_at - one.raised_at for one in courses if one.resolved_at),
        in_time=sum(judged) / len(judged) if judged else None,
    )


class Tally(NamedTuple):
    """How often people said that a rule's flag was right, and wrong."""

    rule: str
    right: int
    wrong: int


def by_period(
    courses: Iterable[Course], named: Callable[[datetime], str]
) -> Mapping[str, list[Course]]:
    """Put each course with those raised in the same period, by Danish time, the latest first."""
    periods: dict[str, list[Course]] = {}
    for one in sorted(courses, key=lambda one: one.raised_at, reverse=True):
        periods.setdefault(named(one.raised_at.astimezone(DENMARK)), []).append(one)
    return periods


def day_of(local: datetime) -> str:
    """Name a day, as `2026-11-22`."""
    return local.date().isoformat()


def tallied(judged: Iterable[tuple[str, bool]]) -> list[Tally]:
    """Count rules and whether their flags were right; those most often wrong first."""
    counted: dict[str, list[int]] = {}
    for rule, correct in judged:
        counted.setdefault(rule, [0, 0])[not correct] += 1
    found = [Tally(rule, right, wrong) for rule, (right, wrong) in counted.items()]
    return sorted(found, key=lambda one: (-one.wrong, -one.right, one.rule))


def _rank(ordered: Sequence[timedelta], percent: int) -> timedelta:
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]
