"""The ladder's numbers, as Prometheus reads them: the last 24 hours, without drills."""

from collections.abc import Iterator

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from chat.actions.auditor import Auditor
from chat.domain.figures import Spread


class LadderMetrics(Collector):
    """Gives what the auditor found last."""

    def __init__(self, auditor: Auditor) -> None:
        self._auditor = auditor

    def collect(self) -> Iterator[Metric]:
        """Give every number as it stands."""
        found, figures = self._auditor.found, self._auditor.figures
        well = GaugeMetricFamily("brobygger_alarm_well", "1 while the alarm itself is in order")
        well.add_metric([], float(found.is_well))
        yield well
        wrong = GaugeMetricFamily(
            "brobygger_alarm_wrong", "What the auditor found wrong", labels=["what"]
        )
        for what in ("escalations", "waiting", "failed", "standing", "trials"):
            wrong.add_metric([what], getattr(found, what))
        yield wrong
        untold = GaugeMetricFamily(
            "brobygger_bridge_builders_untold", "Calls to bridge-builders given up in 24 hours"
        )
        untold.add_metric([], found.untold)
        yield untold
        if figures is None:
            return
        raised = GaugeMetricFamily("brobygger_escalations_raised", "Raised in 24 hours")
        raised.add_metric([], figures.raised)
        yield raised
        if figures.in_time is not None:
            share = GaugeMetricFamily(
                "brobygger_escalations_in_time", "Share acknowledged within the deadline"
            )
            share.add_metric([], figures.in_time)
            yield share
        took = GaugeMetricFamily(
            "brobygger_escalation_seconds", "From raised on", labels=["to", "which"]
        )
        for to in ("page", "acknowledge", "resolve"):
            _add(took, to, getattr(figures, to))
        yield took


def _add(took: GaugeMetricFamily, to: str, spread: Spread | None) -> None:
    if spread is not None:
        took.add_metric([to, "median"], spread.median.total_seconds())
        took.add_metric([to, "p95"], spread.p95.total_seconds())
        took.add_metric([to, "longest"], spread.longest.total_seconds())
