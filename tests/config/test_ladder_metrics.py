"""The ladder's numbers as Prometheus reads them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast

from chat.actions.auditor import Auditor, Found
from chat.domain.figures import Course, Figures, figures_of
from config.ladder_metrics import LadderMetrics
from triage.verdict import Level

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DEADLINES = {level: timedelta(minutes=1) for level in Level}


@dataclass
class Looked:
    """What an auditor found when it looked last."""

    found: Found = field(default_factory=Found)
    figures: Figures | None = None


def numbers(looked: Looked) -> dict[tuple[str, ...], float]:
    metrics = LadderMetrics(cast("Auditor", looked)).collect()
    return {
        (one.name, *one.labels.values()): one.value for metric in metrics for one in metric.samples
    }


def test_how_long_it_took_is_told_to_the_page_the_acknowledgement_and_the_end() -> None:
    raised = NOON - timedelta(hours=1)
    courses = [
        Course(
            Level.HIGH,
            raised,
            paged_at=raised + timedelta(seconds=90),
            answered_at=raised + timedelta(seconds=seconds),
            resolved_at=raised + timedelta(seconds=600),
        )
        for seconds in (20, 40, 100)
    ]

    told = numbers(Looked(figures=figures_of(courses, NOON, DEADLINES)))

    seconds = "brobygger_escalation_seconds"
    assert told[seconds, "acknowledge", "median"] == 40
    assert told[seconds, "acknowledge", "longest"] == 100
    assert (told[seconds, "page", "p95"], told[seconds, "resolve", "median"]) == (90, 600)
    assert told["brobygger_escalations_raised",] == 3
    assert round(told["brobygger_escalations_in_time",], 2) == 0.67


def test_what_is_wrong_is_told_by_what_it_is_and_what_has_not_happened_has_no_number() -> None:
    told = numbers(Looked(Found(standing=1), figures_of([], NOON, DEADLINES)))

    assert told["brobygger_alarm_well",] == 0
    assert told["brobygger_alarm_wrong", "standing"] == 1
    assert told["brobygger_alarm_wrong", "escalations"] == 0
    assert not [name for name, *_ in told if name == "brobygger_escalation_seconds"]
