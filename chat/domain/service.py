"""A service (tilbud): somebody outside the house who can help on, as the directory knows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Literal

from chat.domain.age_band import AGE_BANDS
from chat.domain.opening_hours import OpeningHours

CHECKED_FOR: Final = timedelta(days=183)
"""How long a check of an entry holds: half a year (our own choice, as `services.yaml` says)."""
FEW_NEEDS: Final = 4
"""With more, a service is for many things and for none in particular (our own choice)."""
EVERYWHERE: Final = "everywhere"
SOME_REGION: Final = "some_region"

AreaLevel = Literal["national", "region", "municipality", "municipality_generic", "centre"]
"""A centre: one house in one municipality; `chat.domain.centre` finds the nearest."""
Access = Literal[
    "self", "self_or_referral", "referral_gp", "via_municipality", "via_police", "professional_only"
]
Cost = Literal["free", "paid"]


class Fit(StrEnum):
    """How a service suits what is known."""

    WHOLLY = "wholly"
    PARTLY = "partly"
    """Some of those it may be, not all: somebody must ask."""
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody lives, as far as it is known: official codes."""

    municipality: str | None = None
    region: str | None = None

    @property
    def looked_up_under(self) -> tuple[str, ...]:
        """Return where to look for what is offered there; a region unknown may be any."""
        here = (EVERYWHERE, self.region or SOME_REGION)
        return here if self.municipality is None else (*here, self.municipality)


@dataclass(frozen=True, slots=True)
class Ages:
    """For whom, in years, both ends included; `None` means no limit is stated."""

    min: int | None = None
    max: int | None = None

    def fit(self, band: str | None) -> Fit:
        """Return how a band of `AGE_BANDS` suits; `None`, an age unknown, suits where all do."""
        if self.min is None and self.max is None:
            return Fit.WHOLLY
        if band is None:
            return Fit.PARTLY
        youngest, oldest = AGE_BANDS[band]
        lowest = youngest if self.min is None else max(youngest, self.min)
        highest = oldest if self.max is None else min(oldest, self.max)
        if lowest > highest:
            return Fit.NOT
        return Fit.WHOLLY if (lowest, highest) == (youngest, oldest) else Fit.PARTLY


@dataclass(frozen=True, slots=True)
class Area:
    """Where it is offered; generic: in every municipality, with contacts of its own in each."""

    level: AreaLevel = "national"
    regions: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()

    @property
    def is_anywhere(self) -> bool:
        """Whether it is offered wherever somebody lives."""
        return self.level in {"national", "municipality_generic"}

    @property
    def listed_under(self) -> tuple[str, ...]:
        """Return under which words and codes it is to be found; those of `Place`."""
        match self.level:
            case "region":
                return (*self.regions, SOME_REGION)
            case "municipality":
                return self.municipalities
            case "centre":
                return ()
            case _:
                return (EVERYWHERE,)

    def fit(self, place: Place) -> Fit:
        """Return whether it is offered there; a place unknown suits a region's partly.

        A centre suits its own municipality wholly and the rest of its region partly.
        """
        if self.is_anywhere:
            return Fit.WHOLLY
        if self.level == "centre" and place.municipality not in self.municipalities:
            return Fit.PARTLY if place.region in self.regions else Fit.NOT
        if self.level == "region":
            here, offered = place.region, self.regions
        else:
            here, offered = place.municipality, self.municipalities
        if here is None:
            return Fit.PARTLY if self.level == "region" else Fit.NOT
        return Fit.WHOLLY if here in offered else Fit.NOT


@dataclass(frozen=True, slots=True)
class Contacts:
    """How to reach it; `None` means unknown."""

    phone: str | None = None
    sms: str | None = None
    chat: str | None = None
    web: str | None = None
    email: str | None = None
    address: str | None = None
    """Of a centre: a house one can go to."""


NOBODY: Final = Contacts()
"""No way to reach it that a young person may be told."""


@dataclass(frozen=True, slots=True)
class Service:
    """One entry of the directory."""

    id: str
    name: str
    kind: str
    needs: tuple[str, ...]
    ages: Ages
    area: Area
    contacts: Contacts
    access: Access
    verified: bool
    """Whether its contacts have been held to a source; without, no young person sees one."""
    audience: str | None = None
    hours: str | None = None
    """In the source's own words, for people."""
    opening: OpeningHours | None = None
    """The same for a clock; `None` where nobody has checked it."""
    anonymous: bool | None = None
    cost: Cost | None = None
    waiting_time: str | None = None
    owner: str | None = None
    source: tuple[str, ...] = ()
    to_check: tuple[str, ...] = ()
    note: str | None = None
    last_checked: date | None = None
    checked_by: str | None = None
    branch_of: str | None = None
    """Of a centre: the id of the service it is one house of."""
    outreach: frozenset[int] = frozenset()
    """The weekdays, Monday 0, on which the municipality's outreach worker is at a centre."""

    @property
    def contacts_to_show(self) -> Contacts:
        """Return what a young person may be told: nothing of an entry nobody has verified."""
        return self.contacts if self.verified else NOBODY

    @property
    def can_be_called_on(self) -> bool:
        """Whether somebody may turn to it themselves, without an authority's or doctor's word."""
        return self.access in {"self", "self_or_referral"}

    def is_there_for(self, need: str) -> bool:
        """Tell whether a need is what it is there for: it names it first, and few others."""
        return self.needs[0] == need and len(self.needs) <= FEW_NEEDS

    @property
    def open_now(self) -> bool | None:
        """Tell that it is open whenever it is asked, or `None`: it takes a clock to know."""
        return True if self.opening is not None and self.opening.always else None


class StaleReason(StrEnum):
    """Why an entry must be looked at again."""

    NEVER = "never"
    LONG_AGO = "long_ago"
    TO_COME = "to_come"
    """Its day of checking has not come yet: a slip that would keep it fresh for years."""


@dataclass(frozen=True, slots=True)
class Stale:
    """An entry of the directory somebody must look at again."""

    service: Service
    why: StaleReason


def stale(services: Iterable[Service], today: date) -> Sequence[Stale]:
    """Return whom to check again, what a young person may see before the rest, the oldest first."""
    found = [
        Stale(service, why)
        for service in services
        if (why := _stale_because(service.last_checked, today)) is not None
    ]
    return sorted(found, key=_how_much_it_matters)


def _stale_because(checked: date | None, today: date) -> StaleReason | None:
    if checked is None:
        return StaleReason.NEVER
    if checked > today:
        return StaleReason.TO_COME
    return StaleReason.LONG_AGO if today - checked > CHECKED_FOR else None


def _how_much_it_matters(one: Stale) -> tuple[bool, date, str]:
    return (not one.service.verified, one.service.last_checked or date.min, one.service.id)
