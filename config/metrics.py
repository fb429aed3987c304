"""The numbers of a running service, as Prometheus reads them. No number leads to a person."""

from collections.abc import Iterator

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from chat.realtime.transport import Transport
from chat.storage.writer import Writer


class HouseMetrics(Collector):
    """Reads the house's own counters when it is asked."""

    def __init__(self, writer: Writer, transport: Transport) -> None:
        self._writer = writer
        self._transport = transport

    def collect(self) -> Iterator[Metric]:
        """Give every number as it stands."""
        commits = CounterMetricFamily("brobygger_commits", "Transactions the writer committed")
        commits.add_metric([], self._writer.commits)
        yield commits
        commands = CounterMetricFamily("brobygger_commands", "Commands those commits held")
        commands.add_metric([], self._writer.commands)
        yield commands
        lines = GaugeMetricFamily("brobygger_connections", "Socket lines open now")
        lines.add_metric([], self._transport.connections)
        yield lines
        counted = CounterMetricFamily(
            "brobygger_transport", "What the sockets' transport counted", labels=["what"]
        )
        for what, count in sorted(self._transport.counters.items()):
            counted.add_metric([what], count)
        yield counted
