"""The forecast (prognose): how many young people will come, hour by hour, and how sure that is.

How many come in a part of the day is read from the contacts of some whole weeks, late ones counting
most. How that differs by weekday and hour is read from when the talks came that are not forgotten
yet: each hour's own mean, drawn towards its part of the day as far as little is known of it.

Source: the negative binomial as gamma and Poisson, Gelman et al., Bayesian Data Analysis, §2.6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import exp, log, sqrt
from statistics import fmean, variance

from chat.domain.arrivals import Arrivals, band_of, by_band, by_hour, kind_of, open_hours
from chat.domain.danish_holidays import is_holiday
from chat.domain.opening_hours import DAY, DENMARK, OpeningHours

LEAST_WEEKS = 4
LEAST_CONTACTS = 40
"""With less there is no forecast (our own choice)."""
USUAL_WEIGHS_H = 4.0
"""What its part of the day weighs beside an hour's own mean: four of that hour (our own choice)."""
TAIL = 0.1
"""Of 100 hours, 10 at most come out under the interval, and 10 over it."""
NORMAL_TAIL = 1.2816
"""The normal distribution's 90th of 100, which so many are as good as."""
MANY = 1_000


@dataclass(frozen=True, slots=True)
class Expected:
    """One hour to come, from `begins` (UTC): the mean, and where 80 of 100 such hours lie."""

    begins: datetime
    mean: float
    low: int
    high: int
    open_h: float
    """For how much of the hour the door is open, 0 to 1."""
    is_holiday: bool


class TooLittleKnown(Exception):
    """There are too few weeks or contacts to say anything from."""

    least_weeks = LEAST_WEEKS
    least_contacts = LEAST_CONTACTS

    def __init__(self, weeks: int, contacts: int) -> None:
        self.weeks, self.contacts = weeks, contacts
        super().__init__(weeks, contacts)


def expected(arrivals: Arrivals, hours: OpeningHours, first: date, days: int = 7) -> list[Expected]:
    """Return what to expect of each hour the door is open, from `first` (Danish time) on.

    Raises:
        TooLittleKnown: fewer than `LEAST_WEEKS` since the first contact, or too few contacts.
    """
    known = arrivals.since_anybody_came()
    if len(known.weeks) < LEAST_WEEKS or known.total < LEAST_CONTACTS:
        raise TooLittleKnown(len(known.weeks), known.total)
    open_then = open_hours(hours, known.weeks[0], known.weeks[-1] + 7 * DAY)
    usual, own = by_band(known, open_then), by_hour(known, open_then)
    shaken = _shaken([known.in_week(monday) for monday in known.weeks])
    return [
        _one(begins, share, usual, own.get(kind_of(begins), (0, 0.0)), shaken)
        for begins, share in open_hours(hours, first, first + days * DAY).items()
    ]


def _one(
    begins: datetime,
    share: float,
    usual: Mapping[str, float],
    own: tuple[int, float],
    shaken: float,
) -> Expected:
    came, open_h = own
    shape = usual.get(band_of(begins), 0.0) * USUAL_WEIGHS_H + came
    mean = share * shape / (USUAL_WEIGHS_H + open_h)
    low, high = interval(mean, 0.0 if shape == 0 else 1 / shape + shaken)
    return Expected(begins, mean, low, high, share, is_holiday(begins.astimezone(DENMARK).date()))


def interval(mean: float, spread: float) -> tuple[int, int]:
    """Return between which counts at least 80 of 100 lie, of a negative binomial.

    `spread` is by how much the mean itself is unsure: its variance over its square.
    """
    if mean <= 0:
        return 0, 0
    if mean > MANY:
        wide = NORMAL_TAIL * sqrt(mean + spread * mean * mean)
        return max(0, round(mean - wide)), round(mean + wide)
    spread = max(spread, 1e-9)  # without any it is Poisson's, and cannot be divided by
    chance = exp(-log(1 + spread * mean) / spread)
    below, low, n = chance, None, 0
    while below < 1 - TAIL:
        if low is None and below >= TAIL:
            low = n
        chance *= (1 / spread + n) / (n + 1) * (spread * mean / (1 + spread * mean))
        n += 1
        below += chance
    return n if low is None else low, n


def _shaken(totals: list[int]) -> float:
    """Return how much weeks differ beyond chance: variance over the square of the mean."""
    mean = fmean(totals)
    return max(0.0, (variance(totals) - mean) / (mean * mean))
