"""The numbers of a running service, as Prometheus reads them. No number leads to a person."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import time

from prometheus_client import Metric
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
)
from prometheus_client.registry import Collector

from chat.actions.lease import Lease
from chat.actions.service import Room
from chat.domain.conversation import ConversationState
from chat.storage.submitted import Committed
from chat.storage.writer import Told
from chat.tally import Tally
from config.house import Conversing, Sockets, Storage
from triage.verdict import Level

WAIT_BOUNDS = tuple(60.0 * minutes for minutes in (0.5, 1, 2, 5, 10, 15, 20, 30, 45, 60, 90))


@dataclass(slots=True)
class Waits:
    """Counts how long people had waited when somebody met them."""

    took: Tally = field(default_factory=lambda: Tally(WAIT_BOUNDS))

    def told(self, told: Sequence[Told]) -> None:
        """Take note of whom this process has just given to a counsellor."""
        for one in told:
            if isinstance(one.result, Committed) and one.result.entries and not one.result.again:
                self._take(one.result)

    def _take(self, committed: Committed) -> None:
        before, after = committed.before, committed.after
        if before is None or before.waiting_since is None or after.drill is not None:
            return
        if (before.state, after.state) == (ConversationState.WAITING, ConversationState.ACTIVE):
            waited = committed.entries[0].at - before.waiting_since
            self.took.note(waited.total_seconds())


class HouseMetrics(Collector):
    """Reads the house's own counters when it is asked."""

    def __init__(
        self, storage: Storage, doing: Conversing, sockets: Sockets, lease: Lease | None
    ) -> None:
        """Read these parts; who has been met is heard from the writer."""
        self._storage = storage
        self._doing = doing
        self._sockets = sockets
        self._lease = lease
        self._waits = Waits()
        self._room: Room | None = None
        self._off_s: float | None = None
        storage.writer.tell(self._waits.told, growth=False)

    async def look(self) -> None:
        """Read what has to be asked for; what does not answer is left out until it does."""
        self._room = self._off_s = None
        self._room = await self._doing.service.room(fresh=True)
        agreed = await self._storage.store.now()
        truly = time() if agreed is None else agreed.timestamp()
        self._off_s = self._storage.clock().timestamp() - truly

    def collect(self) -> Iterator[Metric]:
        """Give every number as it stands."""
        yield from self._of_the_room()
        yield from self._of_lines()
        yield from self._of_commits()
        yield from self._of_triage()
        yield from self._between_processes()
        yield from self._of_clocks()

    def _of_the_room(self) -> Iterator[Metric]:
        if self._room is not None:
            levels = Counter(Level(one.level).name.lower() for one in self._room.ordered)
            waiting = {level.name.lower(): levels[level.name.lower()] for level in Level}
            yield _gauges("brobygger_waiting", "People in the waiting room", "level", waiting)
            yield _gauge("brobygger_waiting_longest_seconds", "Longest wait now", self._longest_s())
            yield _gauge("brobygger_seats", "Talks those on shift can hold", self._room.seats)
            free = self._room.free_seats
            yield _gauge("brobygger_seats_free", "Of those, how many are free", free)
        yield _histogram(
            "brobygger_wait_seconds", "What people had waited when met", self._waits.took
        )

    def _longest_s(self) -> float:
        now: datetime = self._storage.clock()
        room = self._room.ordered if self._room is not None else ()
        return max(((now - one.since).total_seconds() for one in room), default=0.0)

    def _of_lines(self) -> Iterator[Metric]:
        transport, answers = self._sockets.transport, self._sockets.answers
        yield _gauge("brobygger_connections", "Socket lines open now", transport.connections)
        counters = dict(sorted(transport.counters.items()))
        yield _counters("brobygger_transport", "What the transport counted", "what", counters)
        refused = dict(sorted(answers.refused.items()))
        yield _counters("brobygger_refused", "Questions answered with a no", "code", refused)
        answered = HistogramMetricFamily(
            "brobygger_answer_seconds", "From a question's turn to its yes", labels=["event"]
        )
        for event, took in answers.took.items():
            answered.add_metric([event], _buckets(took), took.total)
        yield answered

    def _of_commits(self) -> Iterator[Metric]:
        writer = self._storage.writer
        yield _histogram("brobygger_commit_seconds", "What commits took", writer.took)
        yield _histogram("brobygger_commit_commands", "Commands in each commit", writer.sizes)
        yield _gauge("brobygger_commit_queue", "Commands that wait for a commit", writer.queued)
        failed = CounterMetricFamily("brobygger_commits_failed", "Commits that failed")
        failed.add_metric([], writer.failures)
        yield failed

    def _of_triage(self) -> Iterator[Metric]:
        reading = self._doing.reading
        yield _histogram("brobygger_triage_seconds", "What reading a message took", reading.took)
        failed = CounterMetricFamily("brobygger_triage_failed", "Messages triage could not read")
        failed.add_metric([], reading.failures)
        yield failed

    def _between_processes(self) -> Iterator[Metric]:
        bus, hub = self._sockets.bus, self._sockets.hub
        yield _gauge("brobygger_bus_carries", "1 while hints arrive; 0: deaf", float(bus.carries))
        yield _gauge("brobygger_bus_lag_seconds", "The last beacon's way round", bus.lag_s)
        carried = dict(sorted(bus.counters.items()))
        yield _counters("brobygger_bus", "What the bus carried", "what", carried)
        yield _histogram(
            "brobygger_hub_catch_up_seconds", "From a hint to what it is about", hub.caught_up
        )
        yield _gauge("brobygger_loop_late_seconds", "How late the loop turned last", hub.late_s)
        living = 1 if self._lease is None else len(self._lease.living)
        yield _gauge("brobygger_processes", "Processes with a lease, as this one knows", living)

    def _of_clocks(self) -> Iterator[Metric]:
        since = {
            "house": self._doing.clock.since_tick_s,
            "ladder": self._doing.ladder.since_tick_s,
        }
        about = "Since a clock last did its round"
        yield _gauges("brobygger_clock_since_tick_seconds", about, "clock", since)
        if self._off_s is not None:
            about = "The house's time less the database's, or the machine's on SQLite"
            yield _gauge("brobygger_clock_off_seconds", about, self._off_s)


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=value)


def _gauges(name: str, about: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, about, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _counters(name: str, about: str, label: str, values: Mapping[str, float]) -> Metric:
    family = CounterMetricFamily(name, about, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _histogram(name: str, about: str, tally: Tally) -> Metric:
    return HistogramMetricFamily(name, about, buckets=_buckets(tally), sum_value=tally.total)


def _buckets(tally: Tally) -> list[tuple[str, float]]:
    """Return the counts as Prometheus adds them up: each with all that is below it."""
    found, so_far = list[tuple[str, float]](), 0
    for bound, count in zip((*tally.bounds, float("inf")), tally.counts, strict=True):
        so_far += count
        found.append(("+Inf" if bound == float("inf") else str(bound), so_far))
    return found
