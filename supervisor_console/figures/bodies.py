"""What the figures are answered with. No number leads to a person."""

from chat.domain.figures import Figures, Spread
from chat.pages.answer_bodies import AnswerBody


class SpreadBody(AnswerBody):
    """How long something took, in seconds: the middle one, the 95th of 100, the longest."""

    count: int
    median_s: float
    p95_s: float
    longest_s: float

    @classmethod
    def of(cls, spread: Spread | None) -> "SpreadBody | None":
        """Return it, or `None` where there was nothing to measure."""
        if spread is None:
            return None
        return cls(
            count=spread.count,
            median_s=spread.median.total_seconds(),
            p95_s=spread.p95.total_seconds(),
            longest_s=spread.longest.total_seconds(),
        )


class PeriodBody(AnswerBody):
    """A day (`2026-11-22`) or a week (`2026-W47`) of escalations."""

    name: str
    raised: int
    page: SpreadBody | None
    acknowledge: SpreadBody | None
    resolve: SpreadBody | None
    in_time: float | None
    """The share acknowledged within the deadline, 0 to 1."""

    @classmethod
    def of(cls, name: str, figures: Figures) -> "PeriodBody":
        """Return a period's figures."""
        return cls(
            name=name,
            raised=figures.raised,
            page=SpreadBody.of(figures.page),
            acknowledge=SpreadBody.of(figures.acknowledge),
            resolve=SpreadBody.of(figures.resolve),
            in_time=figures.in_time,
        )


class RuleBody(AnswerBody):
    """How often people said that a rule's flag was right, and wrong."""

    rule: str
    right: int
    wrong: int


class ClosedBody(AnswerBody):
    """Conversations that ended flagged, and those in which nobody asked about risk."""

    flagged: int
    unassessed: int


class FiguresBody(AnswerBody):
    """`GET /api/figures`: the last 8 weeks, drills left out; the latest period first."""

    days: list[PeriodBody]
    """The last 14 days in which something was raised."""
    weeks: list[PeriodBody]
    rules: list[RuleBody]
    closed: ClosedBody


class TodayBody(AnswerBody):
    """`GET /api/figures/today`: since midnight in Denmark, drills left out."""

    opened: int
    """Conversations that young people have opened."""
    met: int
    """Those of them whom somebody has met."""
    escalations: PeriodBody
