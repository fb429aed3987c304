"""The audit log's numbers, as Prometheus reads them: how long it is, and whether it is whole."""

from collections.abc import Iterator

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from chat.staff.audit_watch import AuditWatch


class AuditMetrics(Collector):
    """Gives what the last look found; only the process whose turn it is has looked."""

    def __init__(self, watch: AuditWatch) -> None:
        self._watch = watch

    def collect(self) -> Iterator[Metric]:
        """Give every number as it stands."""
        most = self._watch.most_read
        yield GaugeMetricFamily(
            "brobygger_audit_most_read",
            "Others' conversations one person has opened in twelve hours, of whoever opened most",
            most,
        )
        broken = 0 if self._watch.first_bad_row is None else 1
        yield GaugeMetricFamily(
            "brobygger_audit_rows",
            "Rows of the audit log that were found whole",
            self._watch.head.rows,
        )
        yield GaugeMetricFamily(
            "brobygger_audit_broken", "1 once a row was changed, moved, put in or out", broken
        )
