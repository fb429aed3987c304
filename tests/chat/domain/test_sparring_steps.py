"""A question to specialists that waits is told of in their hours: a weekend is no delay."""

from datetime import datetime, time, timedelta

import pytest

from chat.domain.opening_hours import DENMARK, OpeningHours, Span
from chat.domain.sparring_steps import SparringSteps

BY_DAY = OpeningHours(dict.fromkeys(range(5), (Span(time(9), time(15)),)))
FRIDAY_AT_TWO = datetime(2026, 11, 20, 14, tzinfo=DENMARK)


@pytest.mark.parametrize(
    ("hours", "untold_at", "late_at"),
    [
        (BY_DAY, "2026-11-23T11:00", "2026-11-23T14:00"),
        (OpeningHours(always=True), "2026-11-20T17:00", "2026-11-20T20:00"),
        (OpeningHours(), "2026-11-20T17:00", "2026-11-20T20:00"),  # nobody ever answers
    ],
    ids=["by day", "always", "never"],
)
def test_those_outside_are_told_after_half_a_day_and_supervisors_after_one(
    hours: OpeningHours, untold_at: str, late_at: str
) -> None:
    steps, moment = SparringSteps(hours), timedelta(seconds=1)
    untold, late = (
        datetime.fromisoformat(at).replace(tzinfo=DENMARK) for at in (untold_at, late_at)
    )
    asked = [FRIDAY_AT_TWO, FRIDAY_AT_TWO + timedelta(minutes=30)]

    assert [steps.untold(asked, at) for at in (untold - moment, untold)] == [0, 1]
    assert [steps.late(asked, at) for at in (late - moment, late)] == [0, 1]
    assert steps.late(asked, late + timedelta(minutes=30)) == 2
    assert steps.late([], late) == 0
