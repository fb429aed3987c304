"""The waiting room (kø): who is in it, who is met next, and how long it may take."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from chat.domain.identifiers import ConversationId
from triage.verdict import Level


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who waits. `assessed` is false while something they wrote is still unread by triage.

    `returned` is somebody whose counsellor had to go: they go before those of the same level.
    """

    conversation_id: ConversationId
    level: Level
    since: datetime
    assessed: bool = True
    returned: bool = False


@dataclass(frozen=True, slots=True)
class WaitRange:
    """How long it may take, as two bounds; told to the person in minutes."""

    low: timedelta
    high: timedelta


def in_order(
    waiting: Iterable[Waiting], now: datetime, *, worth_a_level: timedelta
) -> list[Waiting]:
    """Sort those who wait into the order they are met in.

    The highest level first, then those whose counsellor had to go, then the longest wait.
    What could not be assessed counts as *elevated*, after those known to be. Waiting lifts a
    level, but nobody past *watch*: risk goes before patience.

    Source: DESIGN.md, "Order in the waiting room"; ageing against starvation, Silberschatz et
    al., Operating System Concepts, ch. 5.
    """
    return sorted(waiting, key=lambda one: _rank(one, now, worth_a_level), reverse=True)


def _rank(
    one: Waiting, now: datetime, worth_a_level: timedelta
) -> tuple[int, bool, bool, timedelta, str]:
    waited = now - one.since
    aged = min(one.level + waited // worth_a_level, Level.WATCH)
    unread = Level.NONE if one.assessed else Level.ELEVATED
    level = max(one.level, aged, unread)
    known = one.level >= level or one.assessed
    return (level, known, one.returned, waited, one.conversation_id)


def place_among(
    ordered: Sequence[Waiting], one: Waiting, now: datetime, *, worth_a_level: timedelta
) -> int:
    """Return the place, from 1, that somebody takes in a line that was put in order at `now`.

    Who comes in must not have ten thousand put in order anew.
    """
    mine = _rank(one, now, worth_a_level)
    return 1 + bisect_left(ordered, True, key=lambda each: _rank(each, now, worth_a_level) < mine)


def calmer_first(ordered: Sequence[Waiting], hard_from: Level) -> list[Waiting]:
    """Return those who wait as somebody meets them who has had enough hard talks for one shift.

    Nobody is left out: where only people in danger wait, they are met like ever.
    """
    return sorted(ordered, key=lambda one: one.level >= hard_from)


def next_in_line(
    waiting: Iterable[Waiting], now: datetime, *, worth_a_level: timedelta
) -> Waiting | None:
    """Choose whom a free counsellor meets next; `None` when the room is empty."""
    return next(iter(in_order(waiting, now, worth_a_level=worth_a_level)), None)


def places(ordered: Sequence[Waiting]) -> dict[ConversationId, int]:
    """Return each one's place, counted from 1."""
    return {one.conversation_id: place for place, one in enumerate(ordered, start=1)}


def expected_wait(
    place: int, *, free_seats: int, seats: int, typical_talk: timedelta
) -> WaitRange | None:
    """Guess how long somebody at this place will wait; `None` when nobody is there to meet them.

    With as many free seats as people up to this one, it is a matter of minutes. Else one of
    `seats` talks ends every `typical_talk / seats`, and as many must end as stand before.
    The range is a third less to a third more: a talk's length is spread about so much (our own
    choice, to be measured), rounded to the five minutes people are told.
    """
    if seats <= 0:
        return None
    ahead = place - free_seats
    if ahead <= 0:
        return WaitRange(timedelta(0), timedelta(minutes=5))
    between = typical_talk / seats
    middle = between * ahead
    return WaitRange(_five_minutes(middle * 2 / 3), _five_minutes(middle * 4 / 3))


def _five_minutes(span: timedelta) -> timedelta:
    """Round up to the next five minutes, and at least five."""
    return timedelta(minutes=5 * max(1, ceil(span / timedelta(minutes=5))))


def is_late(since: datetime, now: datetime, max_wait: timedelta) -> bool:
    """Whether somebody has waited past the clock that no order can promise to keep."""
    return now - since >= max_wait
