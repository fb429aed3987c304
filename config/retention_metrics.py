"""Retention's numbers, as Prometheus reads them: counts and an age, and nothing of anybody."""

from collections.abc import Iterator

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from chat.actions.ports import Clock
from chat.actions.retention import RetentionClock


class RetentionMetrics(Collector):
    """Gives what the last run found and did; only the process whose turn it is has run."""

    def __init__(self, retention: RetentionClock, clock: Clock) -> None:
        self._retention = retention
        self._clock = clock

    def collect(self) -> Iterator[Metric]:
        """Give every number as it stands."""
        gone = CounterMetricFamily("brobygger_retention_forgotten", "Conversations forgotten")
        gone.add_metric([], self._retention.conversations)
        yield gone
        if (last := self._retention.last) is None:
            return
        yield _gauge(
            "brobygger_retention_braked",
            "1 while a person must say yes first",
            0 if last.doubt is None else 1,
        )
        about = "Past their time, and an escalation, a bridge or a supervisor needs them"
        yield _gauge("brobygger_retention_kept_back", about, last.found.kept_back)
        if (oldest := self._retention.oldest) is not None:
            age = (self._clock() - oldest).total_seconds()
            about = "Since the end of what is kept and ended first"
            yield _gauge("brobygger_retention_oldest_seconds", about, age)


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=value)
