"""Matching: which services suit what is known of somebody, in which order, and why.

Only verified services are suggested. The one exception is a region's psychiatric emergency: in an
emergency it is named, as unchecked, and none of its contacts are.

The nearest centre stands instead of the service it is one house of.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, product
from operator import itemgetter
from typing import Final

from chat.domain.age_band import AGE_BANDS
from chat.domain.centre import nearest, these_days
from chat.domain.need import ANYTHING, DANGER, Needs
from chat.domain.opening_hours import DoorState
from chat.domain.reason import Reason
from chat.domain.service import Ages, Fit, Place, Service
from chat.domain.standing import BY_PLACE, Standing, standing_of
from triage.verdict import Level

NOWHERE: Final = Place()
MOST: Final = 12
"""How many are suggested: more is a list nobody reads in a conversation (our own choice)."""
LOOKED_AT: Final = 2 * MOST
"""For how many of the best the clock is asked: it costs more than all else (our own choice)."""
EMERGENCY_FROM: Final = Level.HIGH
SERIOUSNESS: Final = 10
"""What the most serious need weighs more than the fifth and those after it."""
REGIONS_OWN: Final = 100
"""What a region's own psychiatric emergency weighs more than a national one."""
URGENCY: Final = 8
"""What open doors weigh more in an emergency."""
PSYCHIATRIC: Final = "psychiatric_emergency"
OUT_OF_HOURS: Final = "medical_out_of_hours"


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of somebody who is to be helped on; all of it may be unknown."""

    topics: tuple[str, ...] = ()
    """Of triage, the entry questions and the wrap-up."""
    chosen: tuple[str, ...] = ()
    """Needs a counsellor has chosen."""
    place: Place = NOWHERE
    age_band: str | None = None
    anonymous: bool = False
    """Whether they wish to stay unknown."""
    level: Level = Level.NONE

    @property
    def is_emergency(self) -> bool:
        """Whether help must come now."""
        return self.level >= EMERGENCY_FROM or DANGER in self.chosen


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A service that suits, with everything that speaks for and against it."""

    service: Service
    reasons: tuple[Reason, ...]
    door: DoorState | None
    """Whether it is open and when that changes; `None` where no clock can know."""

    @property
    def score(self) -> int:
        """Return the sum of the reasons' points."""
        return sum(reason.points for reason in self.reasons)


MAIN: Final = Reason("match.main")
TALKS: Final = Reason("match.anything")
Offer = tuple[int, Service, Sequence[Reason], Sequence[Reason]]
"""Points, who, what speaks for them, and the other reasons."""
Gains = Mapping[int, Sequence[Reason]]
"""What speaks for whom, by number."""


class Matching:
    """The directory, laid out so that a question takes no walk through all of it."""

    def __init__(self, services: Iterable[Service], needs: Needs) -> None:
        """Lay it out.

        Raises:
            ValueError: no verified service for everybody in the country has the number 112.
        """
        self.needs = needs
        self._services = sorted(services, key=lambda one: (one.name, one.id))
        self._emergency = self._where(is_112)
        if not self._emergency:
            raise ValueError("no verified service for everybody in the country has the number 112")
        self._psychiatric = self._where(lambda one: one.kind == PSYCHIATRIC)
        self._out_of_hours = self._where(lambda one: one.kind == OUT_OF_HOURS and one.verified)
        self._numbers = {one.id: number for number, one in enumerate(self._services)}
        self._centres = [one for one in self._services if one.verified and one.branch_of]
        self._by_need: dict[str, dict[str, list[int]]] = {
            code: defaultdict(list) for code in needs.by_code
        }
        for number, one in enumerate(self._services):
            for need, where in product(one.needs if one.verified else (), one.area.listed_under):
                self._by_need[need][where].append(number)
        self._standings = {
            (band, wish): [standing_of(one, band, wish) for one in self._services]
            for band in (None, *AGE_BANDS)
            for wish in (False, True)
        }

    def suggest(self, sought: Sought, now: datetime) -> list[Suggestion]:
        """Return who suits, the best first, at most `MOST`.

        Raises:
            KeyError: `sought` names a need or an age band nobody knows.
        """
        standings = self._standings[(sought.age_band, sought.anonymous)]
        offers = [
            offered(self._services[number], gained, standing, sought.place)
            for number, gained in self._gains(sought, now).items()
            if (standing := standings[number]) is not None
        ]
        looked_at = heapq.nlargest(LOOKED_AT, offers, key=itemgetter(0))
        found = [at_this_hour(offer, sought, now) for offer in looked_at]
        return sorted(found, key=lambda one: -one.score)[:MOST]

    def _gains(self, sought: Sought, now: datetime) -> Gains:
        near = nearest(self._centres, sought.place, now)
        gains: dict[int, list[Reason]] = defaultdict(list)
        for number, reason in self._pinned(sought):
            gains[number].append(reason)
        at_stake = self.needs.in_order({*self.needs.spoken_for_by(sought.topics), *sought.chosen})
        for rank, need in enumerate(at_stake):
            key = "match.chosen" if need in sought.chosen else "match.topic"
            reason = Reason(key, need, extra=max(0, SERIOUSNESS - 2 * rank))
            for number in self._meeting(need, sought.place, near):
                gains[number].append(reason)
                if self._services[number].is_there_for(need):
                    gains[number].append(MAIN)
        for number in self._meeting(ANYTHING, sought.place, near):
            if number not in gains:
                gains[number].append(TALKS)
        instead_of = {one.branch_of for one in near if self._numbers[one.id] in gains}
        return {
            number: gained
            for number, gained in gains.items()
            if self._services[number].id not in instead_of
        }

    def _pinned(self, sought: Sought) -> Iterator[tuple[int, Reason]]:
        """Yield who stands first in an emergency, whatever else is known."""
        if not sought.is_emergency:
            return
        for number in self._emergency:
            yield number, Reason("match.emergency")
        for number in self._psychiatric:
            own = REGIONS_OWN if self._services[number].area.level != "national" else 0
            if self._services[number].area.fit(sought.place) is Fit.WHOLLY:
                yield number, Reason("match.psychiatric_emergency", extra=own)
        for number in self._out_of_hours:
            if self._services[number].area.fit(sought.place) is Fit.WHOLLY:
                yield number, Reason("match.out_of_hours")

    def _meeting(self, need: str, place: Place, near: Iterable[Service]) -> Iterator[int]:
        """Yield who meets a need where somebody lives; nobody else's municipality is looked at."""
        listed = self._by_need[need]
        centres = [self._numbers[one.id] for one in near if need in one.needs]
        return chain(*(listed.get(where, ()) for where in place.looked_up_under), centres)

    def _where(self, holds: Callable[[Service], bool]) -> list[int]:
        return [number for number, one in enumerate(self._services) if holds(one)]


def is_112(one: Service) -> bool:
    """Tell the number for a life in danger, which must be for everybody and everywhere."""
    everybody = one.ages == Ages() and one.area.level == "national"
    return one.verified and one.contacts.phone == "112" and everybody


def offered(service: Service, gained: Sequence[Reason], standing: Standing, place: Place) -> Offer:
    """Return a service that is offered there, with its score and all reasons but the hour's."""
    near = BY_PLACE[service.area.level, service.area.fit(place)]
    points = standing.points
    for reason in gained:
        points += reason.points
    for reason in near:
        points += reason.points
    return points, service, gained, (*near, *standing.reasons)


def at_this_hour(offer: Offer, sought: Sought, now: datetime) -> Suggestion:
    """Return an offer as a suggestion, with what the clock says; nothing of an unverified one's."""
    _, service, gained, others = offer
    door = None
    if service.verified and service.opening is not None:
        door = service.opening.state_at(now)
        urgent = URGENCY if sought.is_emergency and door.is_open else 0
        usual = Reason("match.open" if door.is_open else "match.closed", extra=urgent)
        others = (*(these_days(service, now) or (usual,)), *others)
    return Suggestion(service, (*gained, *others), door)
