"""Figures (tal) on escalations: how long each took, and how often in time. No drill is in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

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


def _rank(ordered: Sequence[timedelta], percent: int) -> timedelta:
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]
