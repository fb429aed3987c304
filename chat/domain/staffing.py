"""Staffing (bemanding): how many talks at once it takes, so that few must wait long.

People come by chance, talk for a while, and some who wait give up: the queue M/M/n+M, "Erlang A".
Where nobody is known to give up it is M/M/n, "Erlang C".

Sources: Palm, Research on telephone traffic (1957); Garnett, Mandelbaum & Reiman, Designing a call
center with impatient customers (2002); Green, Kolesar & Soares, Improving the SIPP approach for
staffing service systems that have cyclic demands (2001).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import exp

IN_TIME = 0.9
"""The share that is to be met within the wait aimed at (our own choice)."""
MOST_ROOMS = 2_000
"""Nobody asks for more; it keeps the search short."""
NEGLIGIBLE = 1e-12
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Load:
    """What comes: people in an hour, how long each takes a room, how long one waits at most."""

    per_hour: float
    talk: timedelta
    patience: timedelta | None = None
    """The mean time until somebody who waits gives up; `None`: nobody does."""


def waits_longer(load: Load, rooms: int, than: timedelta) -> float:
    """Return the share who would wait longer than so, if they stayed: 0 to 1.

    Who gives up counts by the wait they would have had: an impatient queue is no shorter one.
    """
    if load.per_hour <= 0:
        return 0.0
    come, leave = load.per_hour, rooms * (HOUR / load.talk)
    # States with a room free, for each one with all rooms taken and nobody waiting: one less than
    # the inverse of Erlang's B, which grows by this recursion.
    room_free, erlangs = 0.0, come * (load.talk / HOUR)
    for taken in range(1, rooms + 1):
        room_free = (room_free + 1) * taken / erlangs
    if load.patience is None:
        if come >= leave:
            return 1.0
        must_wait = 1 / (1 + room_free * (1 - come / leave))
        return must_wait * exp((come - leave) * (than / HOUR))
    give_up = HOUR / load.patience
    return _of_the_impatient(come, leave, give_up, room_free, than / HOUR)


def _of_the_impatient(
    come: float, leave: float, give_up: float, room_free: float, than_h: float
) -> float:
    """Add up over how many wait already when somebody comes.

    With j before them, j + 1 must go, at the rates `leave`, `leave + give_up` and so on. That this
    takes longer than so has the chance of a Beta variable, whose tail is this sum.
    """
    stays = exp(-give_up * than_h)
    state = 1.0
    step, tail = stays ** (leave / give_up), 0.0
    late = waiting = 0.0
    before = 0
    while state > NEGLIGIBLE * (waiting + room_free) or before * give_up < come:
        tail += step
        late += state * min(1.0, tail)
        waiting += state
        before += 1
        state *= come / (leave + before * give_up)
        step *= (leave / give_up + before - 1) / before * (1 - stays)
    return late / (waiting + room_free)


def rooms_needed(load: Load, target: timedelta, in_time: float = IN_TIME) -> int:
    """Return the fewest talks at once with which `in_time` of all wait no longer than `target`.

    At least one: somebody must be there while the door is open.
    """
    least, most = 1, 1
    while most < MOST_ROOMS and waits_longer(load, most, target) > 1 - in_time:
        least, most = most + 1, most * 2
    while least < most:
        middle = (least + most) // 2
        if waits_longer(load, middle, target) > 1 - in_time:
            least = middle + 1
        else:
            most = middle
    return least


def lasting(per_hour: Sequence[float]) -> list[float]:
    """Return for each hour what its rooms are to hold: its own coming, or the hour's before it.

    Talks run on into the next hour, so that the crowd is there after it came (Green, Kolesar &
    Soares: "Lag Max", with the hour as the lag).
    """
    return [max(now, before) for now, before in zip(per_hour, [0.0, *per_hour], strict=False)]
