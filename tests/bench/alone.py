"""What is measured without a yardstick beside it: pages, alerts, suggestions, reports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.bench import alert, board, counsellor_page, matching, reporting, young_page


@dataclass(frozen=True, slots=True)
class Alone:
    """A measurement by the name of its option: figures in one unit, of so many rounds."""

    name: str
    title: str
    unit: str
    measure: Callable[[int], Mapping[str, float]]
    goals: Mapping[str, float] = field(default_factory=dict)
    """The most a figure may be."""
    goal_of_all: float | None = None

    def goal(self, figure: str) -> float | None:
        """Return the most this figure may be."""
        return self.goals.get(figure, self.goal_of_all)


def _reports(_: int) -> Mapping[str, float]:
    return {
        f"{kind}, {step}": took
        for kind, steps in reporting.measured().items()
        for step, took in steps.items()
    }


ALONE = {
    one.name: one
    for one in (
        Alone(
            "page",
            "The young person's page on a bad phone and a bad line",
            "ms, medians",
            young_page.measured,
            young_page.GOALS,
        ),
        Alone(
            "desk",
            "The counsellor's console with six talks of 500 messages, its longest tasks",
            "processor ms, the worst",
            counsellor_page.measured,
            goal_of_all=counsellor_page.GOAL_MS,
        ),
        Alone(
            "alert",
            "From danger to the supervisor's screen, while 200 pairs talk",
            "ms, medians",
            alert.measured,
            alert.GOALS,
        ),
        Alone(
            "board",
            f"A new supervisor's whole board of {board.CONVERSATIONS:,} conversations",
            "ms, medians",
            board.measured,
            board.GOALS,
        ),
        Alone(
            "match",
            f"A suggestion among {matching.SERVICES:,} services",
            "processor ms",
            matching.measured,
            goal_of_all=matching.GOAL_MS,
        ),
        Alone(
            "report",
            f"A half-yearly report over {reporting.CONTACTS:,} contacts",
            "s",
            _reports,
            {
                f"{kind}, {step}": most
                for kind, most in reporting.GOALS_S.items()
                for step in reporting.REPORTS
            },
        ),
    )
}
