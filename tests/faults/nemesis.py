"""Strike while everybody writes, again and again; then ask the checker what went wrong.

In the manner of Jepsen: clients record, a nemesis acts, each blow has a proof that it took, and a
checker judges afterwards.
"""

import asyncio
import itertools
import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from config.rehearsal.wire_client import Account
from tests.faults.at_lines import (
    all_back_at_once,
    break_lines,
    duplicate_tabs,
    readers_that_do_not_read,
)
from tests.faults.at_processes import Blow, freeze, kill, renew
from tests.faults.at_stores import (
    fill_the_disk,
    flush_redis,
    forge_hints,
    freeze_redis,
    hold_a_row,
    kill_redis,
    restart_the_database,
    slow_disk,
    terminate_backends,
)
from tests.faults.checker import faults
from tests.faults.target import CAPACITY, ON_SERVERS, Target, target

PAIRS = 6
SHORTEST_BURST_S, LONGEST_BURST_S = 0.1, 0.8
CALLS_EVERY = 3
"""Every third who comes has a supervisor called for them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A blow, by its name, and how often it falls in a run."""

    name: str
    strike: Blow
    times: int


@dataclass(slots=True)
class Outcome:
    """What a run came to."""

    struck: Counter[str] = field(default_factory=Counter)
    slowest_s: dict[str, float] = field(default_factory=dict)
    """From a blow's end until every conversation has a new acknowledgement, at the most."""
    said: int = 0
    acknowledged: int = 0
    conversations: int = 0
    escalations: int = 0
    lasted_s: float = 0.0
    faults: list[str] = field(default_factory=list)

    def count(self, what: str) -> int:
        """Return how many faults are of this sort."""
        return sum(one.startswith(f"{what}:") for one in self.faults)

    def __str__(self) -> str:
        blows = [
            f"  {name:24} {times:4} times, answered again within {self.slowest_s[name]:5.1f} s"
            for name, times in sorted(self.struck.items())
        ]
        sent = (
            f"{self.said} sent, {self.acknowledged} acknowledged, {self.count('lost')} lost,"
            f" {self.count('doubled')} doubled, {self.count('disordered')} out of order,"
            f" {len(self.faults)} faults in all"
        )
        came = (
            f"{self.conversations} conversations, {self.escalations} escalations,"
            f" {self.struck.total()} blows in {self.lasted_s:.0f} s"
        )
        return "\n".join([sent, came, *blows])


def short(kind: str) -> list[Kind]:
    """Return what CI can bear: every blow, and ten kills of each kind."""
    everywhere = [
        Kind("worker killed", kill, 10),
        Kind("lines broken", break_lines(1), 1),
        Kind("tabs duplicated", duplicate_tabs, 2),
        Kind("all back at once", all_back_at_once(500), 1),
        Kind("disk slow", slow_disk(1.5), 1),
    ]
    if kind != ON_SERVERS:
        unread = Kind("readers do not read", readers_that_do_not_read, 1)
        return [*everywhere, unread, Kind("disk full", fill_the_disk, 1)]
    return [
        *everywhere,
        Kind("worker frozen", freeze(5.5, 5.6), 1),  # longer than its lease
        Kind("workers renewed", renew, 1),
        Kind("database restarted", restart_the_database, 10),
        Kind("backends terminated", terminate_backends, 10),
        Kind("row held", hold_a_row(3), 1),
        Kind("Redis killed", kill_redis(1), 10),
        Kind("Redis frozen", freeze_redis, 1),
        Kind("Redis flushed", flush_redis, 2),
        Kind("hints forged", forge_hints, 1),
    ]


def long(kind: str, times: int) -> list[Kind]:
    """Return what an evening can bear: so many of what is quick, and some of what takes long."""
    seldom, rare = max(1, times // 5), max(1, times // 25)
    everywhere = [
        Kind("worker killed", kill, times),
        Kind("worker frozen", freeze(5, 15), rare),
        Kind("worker frozen long", freeze(30, 60), 1),
        Kind("lines broken", break_lines(2), seldom),
        Kind("tabs duplicated", duplicate_tabs, seldom),
        Kind("all back at once", all_back_at_once(500), rare),
        Kind("readers do not read", readers_that_do_not_read, rare),
        Kind("disk slow", slow_disk(3), rare),
    ]
    if kind != ON_SERVERS:
        return [*everywhere, Kind("disk full", fill_the_disk, seldom)]
    return [
        *everywhere,
        Kind("workers renewed", renew, rare),
        Kind("database restarted", restart_the_database, times),
        Kind("backends terminated", terminate_backends, times),
        Kind("row held", hold_a_row(30), 1),
        Kind("Redis killed", kill_redis(1), times),
        Kind("Redis killed long", kill_redis(30), 1),
        Kind("Redis frozen", freeze_redis, rare),
        Kind("Redis flushed", flush_redis, seldom),
        Kind("hints forged", forge_hints, seldom),
    ]


async def run(
    folder: Path,
    kind: str,
    blows: Sequence[Kind],
    tell: Callable[[str], None] = lambda _: None,
    *,
    at_most_s: float = math.inf,
) -> Outcome:
    """Run a house of this kind in `folder`, strike, and judge what its clients saw.

    After `at_most_s` no further blow falls, and what there is is judged.
    """
    outcome, began = Outcome(), monotonic()
    async with target(folder, kind) as one:
        serving = one.serving
        names = ("mette", "jonas")
        counsellors = [serving.staff(name, "counsellor", name.title()) for name in names]
        supervisors = [serving.staff(name, "supervisor", name) for name in ("birgit", "ole")]
        async with serving.beside():
            try:
                until = monotonic() + at_most_s
                order = [blow for blow in blows for _ in range(blow.times)]
                random.shuffle(order)
                await _play(one, _while(order, until), outcome, counsellors, supervisors, tell)
            finally:
                await one.crowd.go_home()
    history = one.crowd.history
    outcome.said = len(history.said)
    outcome.acknowledged = sum(said.seq is not None for said in history.said)
    outcome.conversations, outcome.escalations = len(history.came), len(history.raised)
    outcome.lasted_s = monotonic() - began
    outcome.faults += faults(history)
    return outcome


async def _play(
    one: Target,
    order: Iterable[Kind],
    outcome: Outcome,
    counsellors: Sequence[Account],
    supervisors: Sequence[Account],
    tell: Callable[[str], None],
) -> None:
    crowd, names = one.crowd, [account.username for account in counsellors]
    for account in counsellors:
        await crowd.staff_comes(account, "counsellor", CAPACITY)
    reading = await crowd.staff_comes(supervisors[0], "supervisor")
    writing: list[asyncio.Task[None]] = []
    for _ in range(PAIRS):
        conversation_id = await crowd.young_person_comes()
        await crowd.everyone_wants(conversation_id, names)
        await reading.follow(conversation_id)
        both = ("young", crowd.owner_of(conversation_id))
        writing.extend(asyncio.create_task(crowd.write(conversation_id, who)) for who in both)
    for number, kind in enumerate(order, 1):
        await asyncio.sleep(random.uniform(SHORTEST_BURST_S, LONGEST_BURST_S))
        came = await crowd.young_person_comes()
        claiming = asyncio.create_task(_claimed(one, came, names, calls=not number % CALLS_EVERY))
        await asyncio.sleep(random.uniform(0, 0.01))  # before, in or after the commit
        try:
            await kind.strike(one)
            took = await crowd.answered_again()
        except (AssertionError, TimeoutError) as error:
            outcome.faults.append(f"stuck: {kind.name}: {type(error).__name__} {error}")
            took = 0.0
        await claiming
        outcome.struck[kind.name] += 1
        outcome.slowest_s[kind.name] = max(took, outcome.slowest_s.get(kind.name, 0.0))
        tell(f"{number}: {kind.name}; {crowd.answered} messages, {took:.1f} s")
    crowd.quiet()
    await asyncio.gather(*writing)
    await kill(one)
    await crowd.settle()
    await crowd.read_afresh(supervisors[1])


def _while(order: Sequence[Kind], until: float) -> Iterator[Kind]:
    """Give one blow after the other until the time is up."""
    return itertools.takewhile(lambda _: monotonic() < until, order)


async def _claimed(one: Target, came: str, names: list[str], *, calls: bool) -> None:
    """Let all counsellors want somebody at once, and one of them call a supervisor for them."""
    await one.crowd.everyone_wants(came, names)
    if calls:
        await one.crowd.calls_a_supervisor(came, one.crowd.owner_of(came))
