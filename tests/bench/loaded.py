"""Measures of a server under load: throughput, latency, CPU; and the same while Redis is hit."""

import threading
from collections.abc import Mapping

from tests.bench.generator import Load, Measured, run_load
from tests.bench.servers import Server

Figures = Mapping[str, float]
CUT_EVERY_S = 1.0


class GeneratorFailed(Exception):
    """A message was lost, doubled or disordered: such a run measures nothing."""


def under_load(load: Load, server: Server) -> Figures:
    """Throughput, latency and CPU of pairs that talk."""
    measured = _run(load, server)
    return {
        "throughput": measured.throughput,
        "ack_p50": measured.ack_ms["p50"],
        "ack_p99": measured.ack_ms["p99"],
        "delivery_p99": measured.delivery_ms["p99"],
        "delivery_to_ack": measured.delivery_ms["p99"] / measured.ack_ms["p99"],
        "server_us": measured.server_us,
        "generator_cpu": measured.generator_cpu,
    }


def with_subscribers_cut(load: Load, server: Server) -> Figures:
    """How late the latest message is while every line to Redis is closed again and again."""
    over, cuts = threading.Event(), 0

    def cut() -> None:
        nonlocal cuts
        while server.redis is not None and not over.wait(CUT_EVERY_S):
            server.redis.cut_everybody()
            cuts += 1

    beside = threading.Thread(target=cut)
    beside.start()
    try:
        measured = _run(load, server)
    finally:
        over.set()
        beside.join()
    return {
        "ack_max": measured.ack_ms["max"],
        "delivery_p99": measured.delivery_ms["p99"],
        "delivery_max": measured.delivery_ms["max"],
        "cuts": float(cuts),
    }


def _run(load: Load, server: Server) -> Measured:
    measured = run_load(server.adapter(), load, server.pids)
    if measured.errors:
        raise GeneratorFailed(f"{measured.errors} {measured.why or ''}")
    return measured
