"""What a forecast is read from: counts alone, and nothing that leads to a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from types import MappingProxyType

from sqlalchemy import Connection, func, select

from chat.domain.arrivals import LEAST_TOLD_APART, Arrivals, name_of
from chat.domain.contact import TALK_BANDS_MIN, WAIT_BANDS_MIN
from chat.domain.opening_hours import DAY, DENMARK
from chat.storage.tables import contacts, conversations

WEEK = 7 * DAY


def _middles(ends_min: tuple[int, ...]) -> Mapping[str, timedelta]:
    """Return each band's middle; of the last, which is open, a quarter more than its start."""
    bands = {f"{a}-{b}": timedelta(minutes=(a + b) / 2) for a, b in pairwise((0, *ends_min))}
    return MappingProxyType({**bands, f"{ends_min[-1]}-": timedelta(minutes=ends_min[-1] * 1.25)})


TALKS, WAITS = _middles(TALK_BANDS_MIN), _middles(WAIT_BANDS_MIN)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many came in some weeks, how long they talked, and how soon those who waited gave up."""

    arrivals: Arrivals
    talk: timedelta | None
    """The mean; `None` where too few talked."""
    patience: timedelta | None
    """The mean time until somebody who waits gives up; `None` where too few ever did."""


def counted(connection: Connection, weeks: Sequence[date], kept_since: datetime) -> Counted:
    """Count whole weeks, named by their Mondays, the oldest first.

    From `kept_since` on every talk is still there: weeks before it are not read by hours.
    """
    c, names = contacts.c, [name_of(monday) for monday in weeks]
    of_them = c.week.in_(names)
    by_band = select(c.week, c.hour_band, func.count()).where(of_them)
    came = {
        (week, band): int(n)
        for week, band, n in connection.execute(by_band.group_by(c.week, c.hour_band))
    }
    whole = [one for one in weeks if datetime.combine(one, time(), DENMARK) >= kept_since]
    opened: list[datetime] = []
    if whole:
        at = conversations.c.opened_at
        since, until = (datetime.combine(d, time(), DENMARK) for d in (whole[0], weeks[-1] + WEEK))
        held = select(at).where(at >= since, at < until, conversations.c.drill.is_(None))
        opened = list(connection.scalars(held))
    talked = select(c.talked, func.count()).where(of_them, c.talked.is_not(None))
    talks = {band: int(n) for band, n in connection.execute(talked.group_by(c.talked))}
    waited = select(c.waited, c.answered, func.count()).where(of_them, c.waited.is_not(None))
    waits = [
        (band, bool(answered), int(n))
        for band, answered, n in connection.execute(waited.group_by(c.waited, c.answered))
    ]
    gave_up = sum(n for _, answered, n in waits if not answered)
    in_line = sum((n * WAITS[band] for band, _, n in waits), timedelta())
    return Counted(
        Arrivals(weeks, came, opened, whole[0] if whole else None),
        _mean(talks),
        # Of a time that has no memory, cut short by being met: what all waited, over who gave up.
        in_line / gave_up if gave_up >= LEAST_TOLD_APART else None,
    )


def _mean(talks: Mapping[str, int]) -> timedelta | None:
    n = sum(talks.values())
    if n < LEAST_TOLD_APART:
        return None
    return sum((times * TALKS[band] for band, times in talks.items()), timedelta()) / n
