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
from typing import Final, NamedTuple

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


class Question(NamedTuple):
    """What is sought, and what it comes to in this directory."""

    sought: Sought
    near: Sequence[Service]
    """The nearest centres."""
    pinned: Sequence[tuple[int, Reason]]
    """Who stands first in an emergency, by number."""
    needed: Mapping[str, Reason]
    """What speaks for whoever meets a need, the most serious first."""


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
        self._there_for = {
            code: {n for n, one in enumerate(self._services) if one.is_there_for(code)}
            for code in needs.by_code
        }
        self._points_here = [
            points_by_place(one, NOWHERE) if one.area.is_anywhere else None
            for one in self._services
        ]
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
        question = self._question(sought, now)
        # All are weighed, and it is said why of the best alone: that costs more than weighing.
        best = heapq.nlargest(LOOKED_AT, self._ranked(question), key=itemgetter(0))
        found = [self._suggestion(number, standing, question, now) for _, number, standing in best]
        return sorted(found, key=lambda one: -one.score)[:MOST]

    def _question(self, sought: Sought, now: datetime) -> Question:
        at_stake = self.needs.in_order({*self.needs.spoken_for_by(sought.topics), *sought.chosen})
        needed = {
            need: Reason(
                "match.chosen" if need in sought.chosen else "match.topic",
                need,
                extra=max(0, SERIOUSNESS - 2 * rank),
            )
            for rank, need in enumerate(at_stake)
        }
        near = nearest(self._centres, sought.place, now)
        return Question(sought, near, tuple(self._pinned(sought)), needed)

    def _ranked(self, question: Question) -> Iterator[tuple[int, int, Standing]]:
        """Yield everybody's points but the hour's, with their number and standing."""
        sought, here = question.sought, self._points_here
        standings = self._standings[(sought.age_band, sought.anonymous)]
        for number, gained in self._weighed(question).items():
            standing = standings[number]
            if standing is not None:
                near = here[number]
                if near is None:
                    near = points_by_place(self._services[number], sought.place)
                yield gained + near + standing.points, number, standing

    def _weighed(self, question: Question) -> Mapping[int, int]:
        """Return what the needs at stake weigh, by number."""
        place, near = question.sought.place, question.near
        weighed: dict[int, int] = defaultdict(int)
        for number, reason in question.pinned:
            weighed[number] += reason.points
        for need, reason in question.needed.items():
            usual, main, there = reason.points, reason.points + MAIN.points, self._there_for[need]
            for number in self._meeting(need, place, near):
                weighed[number] += main if number in there else usual
        for number in self._meeting(ANYTHING, place, near):
            if number not in weighed:
                weighed[number] = TALKS.points
        for one in near:
            if self._numbers[one.id] in weighed and one.branch_of in self._numbers:
                weighed.pop(self._numbers[one.branch_of], None)
        return weighed

    def _suggestion(
        self, number: int, standing: Standing, question: Question, now: datetime
    ) -> Suggestion:
        service, sought = self._services[number], question.sought
        gained = [reason for pinned, reason in question.pinned if pinned == number]
        if is_found(service, question):
            for need, reason in question.needed.items():
                if need in service.needs:
                    main = (MAIN,) if service.is_there_for(need) else ()
                    gained += (reason, *main)
            if not gained:
                gained.append(TALKS)
        door, hours = at_this_hour(service, sought, now)
        near = BY_PLACE[service.area.level, service.area.fit(sought.place)]
        return Suggestion(service, (*gained, *hours, *near, *standing.reasons), door)

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


def is_found(service: Service, question: Question) -> bool:
    """Tell whether it is looked up by its needs where somebody lives, or is a centre near there."""
    if any(one.id == service.id for one in question.near):
        return True
    places = question.sought.place.looked_up_under
    return service.verified and not set(service.area.listed_under).isdisjoint(places)


def points_by_place(service: Service, place: Place) -> int:
    """Return what the place weighs, of a service that is offered there."""
    near = BY_PLACE[service.area.level, service.area.fit(place)]
    return sum(reason.points for reason in near)


def at_this_hour(
    service: Service, sought: Sought, now: datetime
) -> tuple[DoorState | None, tuple[Reason, ...]]:
    """Return the door and what the clock says; nothing of an unverified one's."""
    if not service.verified or service.opening is None:
        return None, ()
    door = service.opening.state_at(now)
    urgent = URGENCY if sought.is_emergency and door.is_open else 0
    usual = Reason("match.open" if door.is_open else "match.closed", extra=urgent)
    return door, these_days(service, now) or (usual,)
