"""How long a suggestion takes in a directory of 2,000 services made from the house's own."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from datetime import time as wall
from itertools import cycle, islice
from statistics import median, quantiles

from chat.domain.matching import Matching, Sought
from chat.domain.opening_hours import OpeningHours, Span
from chat.domain.service import Area, Service
from config.directory import Directory
from triage.verdict import Level

SERVICES = 2000
LOCAL = 0.9
"""How much of the usual directory is a municipality's own."""
QUESTIONS = 100
GOAL_MS = 5.0
HOURS = OpeningHours({day: (Span(wall(9), wall(17)),) for day in range(5)}, holidays=())


def measured(rounds: int) -> Mapping[str, float]:
    """Return processor ms by question: most services local; and the worst, all of them national."""
    directory = Directory.load()
    sought = Sought(
        topics=("suicide", "family", "depression"),
        place=directory.place_of("0851"),
        age_band="15_17",
        level=Level.HIGH,
    )
    took: dict[str, float] = {}
    for name, alike in {"usual": spread_over(directory), "worst": everywhere}.items():
        services = [
            replace(alike(number, service), id=f"{service.id}-{number}", opening=HOURS)
            for number, service in enumerate(islice(cycle(directory.services.values()), SERVICES))
        ]
        each = asked(Matching(services, directory.needs), sought, rounds * QUESTIONS)
        took |= {f"{name}, median": median(each), f"{name}, p99": quantiles(each, n=100)[98]}
    return took


def spread_over(directory: Directory) -> Callable[[int, Service], Service]:
    """Return what makes most services a municipality's own, one after the other."""
    codes = list(directory.municipalities)

    def local(number: int, service: Service) -> Service:
        if number < len(directory.services) or number >= LOCAL * SERVICES:
            return service
        return replace(
            service, area=Area("municipality", (), (codes[number % len(codes)],)), verified=True
        )

    return local


def everywhere(_: int, service: Service) -> Service:
    """Return a service as one for the whole country, of any age, that somebody has verified."""
    return replace(service, area=Area(), verified=True)


def asked(matching: Matching, sought: Sought, times: int) -> list[float]:
    """Return the processor ms of each asking."""
    took_ms = []
    for _ in range(times):
        began = time.thread_time()
        matching.suggest(sought, datetime.now(UTC))
        took_ms.append((time.thread_time() - began) * 1000)
    return took_ms
