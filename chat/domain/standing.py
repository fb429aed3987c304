"""How a service stands for an age and a wish to be anonymous, whatever it is needed for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from chat.domain.reason import Reason
from chat.domain.service import Access, Ages, AreaLevel, Fit, Service

TOGETHER: Final = frozenset({"group_peer", "community", "activity"})
"""Kinds in which one meets others, and is not treated."""
CONTRIBUTES: Final = "volunteering"
"""The kind in which one is there for others oneself."""
WAYS: Final[Mapping[Access, str]] = MappingProxyType(
    {
        "referral_gp": "match.referral",
        "via_municipality": "match.via_municipality",
        "via_police": "match.via_police",
        "professional_only": "match.professional_only",
    }
)
BY_PLACE: Final[Mapping[tuple[AreaLevel, Fit], tuple[Reason, ...]]] = MappingProxyType(
    {
        ("national", Fit.WHOLLY): (),
        ("municipality_generic", Fit.WHOLLY): (Reason("match.each_municipality"),),
        ("municipality", Fit.WHOLLY): (Reason("match.municipality"),),
        ("centre", Fit.WHOLLY): (Reason("match.centre_here"),),
        ("centre", Fit.PARTLY): (Reason("match.centre_region"),),
        ("region", Fit.WHOLLY): (Reason("match.region"),),
        ("region", Fit.PARTLY): (Reason("match.place_unknown"),),
    }
)
"""What the place says, of those that are not somewhere else."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The reasons that do not depend on needs, place, urgency or the hour."""

    reasons: tuple[Reason, ...]
    points: int


def standing_of(service: Service, band: str | None, wish: bool) -> Standing | None:
    """Return how it stands; `None` where it is for others of another age."""
    fit = service.ages.fit(band)
    if fit is Fit.NOT:
        return None
    reasons = (*by_age(service.ages, fit), *by_nature(service), *by_anonymity(service, wish))
    return Standing(reasons, sum(reason.points for reason in reasons))


def by_age(ages: Ages, fit: Fit) -> Iterator[Reason]:
    """Yield what its limits of age say, and whether somebody must ask."""
    if ages.min is not None and ages.max is not None:
        yield Reason("match.age_between", places={"min": ages.min, "max": ages.max})
    elif ages.min is not None:
        yield Reason("match.age_from", places={"min": ages.min})
    elif ages.max is not None:
        yield Reason("match.age_to", places={"max": ages.max})
    if fit is Fit.PARTLY:
        yield Reason("match.age_ask")


def by_nature(service: Service) -> Iterator[Reason]:
    """Yield whether it was checked, how one gets there, what it costs and how long it takes."""
    if not service.verified:
        yield Reason("match.unchecked")
    if service.access in WAYS:
        yield Reason(WAYS[service.access])
    if service.kind in TOGETHER:
        yield Reason("match.together")
    if service.kind == CONTRIBUTES:
        yield Reason("match.contributes")
    if service.cost is not None:
        yield Reason("match.free" if service.cost == "free" else "match.paid")
    if service.waiting_time is not None:
        yield Reason("match.waiting", places={"wait": service.waiting_time})


def by_anonymity(service: Service, wish: bool) -> Iterator[Reason]:
    """Yield whether one can stay unknown there; that one cannot is said also unasked."""
    if service.anonymous:
        yield Reason("match.anonymous_as_wished" if wish else "match.anonymous")
    elif service.anonymous is False:
        yield Reason("match.not_anonymous_though_wished" if wish else "match.not_anonymous")
    elif wish:
        yield Reason("match.anonymity_unknown")
