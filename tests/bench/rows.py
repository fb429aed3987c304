"""What is measured: each row asks the same of the yardstick and of this server."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial

from tests.bench.connections import IDLE_CONNECTIONS, STORM_CONNECTIONS, crowd, idle, storm, stuck
from tests.bench.generator import Load
from tests.bench.loaded import Figures, under_load, with_subscribers_cut
from tests.bench.prosody import prosody
from tests.bench.servers import POSTGRESQL, Server, brobygger, two_processes, yardstick

Start = Callable[[], AbstractContextManager[Server]]
MANY_IDLE = 10_000
PING_S = 10.0
"""Ours pings so often; the yardstick is told to do the same where pings are counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement, the servers it is made on, and the goals of its ratios to the yardstick."""

    name: str
    measure: Callable[[Server], Figures]
    ours: Start
    goals: Mapping[str, tuple[float, float]]
    """Figure -> (aim, floor), as PERFORMANCE goals give them."""
    base: Start = yardstick
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Figure -> (aim, floor) of ours alone, where the goal is no ratio."""
    rounds_most: int = 100
    """Where a round takes minutes."""


def rows(seconds: float) -> list[Row]:
    """Return every row, each run lasting about this long."""
    closed = {
        True: {"throughput": (1.2, 0.6), "ack_p99": (0.9, 1.6), "server_us": (0.9, 1.6)},
        False: {"throughput": (2.0, 1.2), "ack_p99": (0.5, 0.9), "server_us": (0.5, 0.9)},
    }
    loops = [
        Row(
            f"closed loop, {pairs} pairs, triage {'on' if triage else 'off'}",
            partial(under_load, Load(pairs, seconds)),
            partial(brobygger, pairs, triage=triage),
            closed[triage],
        )
        for pairs in (50, 200)
        for triage in (False, True)
    ]
    on_server = {
        True: {"throughput": (1.5, 0.8), "ack_p99": (0.8, 1.4), "server_us": (0.8, 1.4)},
        False: {"throughput": (2.5, 1.5), "ack_p99": (0.5, 0.8), "server_us": (0.5, 0.8)},
    }
    loops += [
        Row(
            f"closed loop, 200 pairs, triage {'on' if triage else 'off'}, PostgreSQL",
            partial(under_load, Load(200, seconds)),
            partial(brobygger, 200, triage=triage, kind=POSTGRESQL),
            on_server[triage],
        )
        for triage in (False, True)
    ]
    loops += [
        Row(
            f"two processes, PostgreSQL and Redis, {pairs} pairs with their ends at different ones,"
            f" triage {'on' if triage else 'off'}",
            partial(under_load, Load(pairs, seconds)),
            partial(two_processes, pairs, triage=triage),
            {"throughput": (1.0, 0.6)},
            bounds={"delivery_to_ack": (2.0, 2.0)},
        )
        for pairs in (50, 200)
        for triage in (False, True)
    ]
    return [
        *loops,
        Row(
            "paced, 40 messages/s, 200 pairs",
            partial(under_load, Load(200, max(seconds, 10.0), warmup_s=8.0, period_s=5.0)),
            partial(brobygger, 200, triage=True),
            {"ack_p99": (1.8, 2.5), "delivery_p99": (1.8, 2.5)},
        ),
        Row(
            f"{IDLE_CONNECTIONS} idle connections that offer permessage-deflate",
            idle,
            partial(brobygger, 1, triage=True),
            {"kib_per_connection": (0.28, 0.5)},
        ),
        Row(
            f"login storm, {STORM_CONNECTIONS} come back at once",
            storm,
            partial(brobygger, 1, triage=True),
            {"connects_per_s": (0.8, 0.5)},
        ),
        Row(
            "one reader stuck, 10 pairs talk on",
            stuck,
            partial(brobygger, 11, triage=True),
            {},
        ),
        Row(
            f"{MANY_IDLE:,} idle connections in one process",
            partial(crowd, MANY_IDLE),
            partial(brobygger, 1, triage=True),
            {"ping_us": (0.6, 1.0)},
            base=partial(yardstick, PING_S),
            bounds={"resident_mib": (400, 600)},
            rounds_most=1,
        ),
        Row(
            "100 messages/s, two processes, every line to Redis closed each second",
            partial(with_subscribers_cut, Load(100, max(seconds, 10.0), period_s=1.0)),
            partial(two_processes, 100),
            {},
            bounds={"delivery_max": (3000, 3000)},
        ),
        Row(
            "closed loop, 50 pairs, beside Prosody with its archive",
            partial(under_load, Load(50, seconds)),
            partial(brobygger, 50, triage=True),
            {"throughput": (15, 5)},
            base=partial(prosody, 50),
        ),
    ]
