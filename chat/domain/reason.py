"""Why a service is suggested: a catalogue key, what stands in its places, and what it weighs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Protocol

from chat.domain.need import Needs

POINTS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "match.emergency": 2000,
        "match.psychiatric_emergency": 1000,
        "match.out_of_hours": 500,
        "match.unchecked": 0,
        "match.chosen": 50,
        "match.topic": 30,
        "match.main": 14,
        "match.anything": 15,
        "match.municipality": 12,
        "match.region": 8,
        "match.each_municipality": 2,
        "match.centre_here": 12,
        "match.centre_region": 6,
        "match.place_unknown": -8,
        "match.age_between": 8,
        "match.age_from": 8,
        "match.age_to": 8,
        "match.age_ask": -14,
        "match.open": 12,
        "match.closed": 0,
        "match.drop_in_now": 12,
        "match.drop_in_today": 8,
        "match.drop_in_tomorrow": 4,
        "match.outreach_today": 4,
        "match.outreach_tomorrow": 2,
        "match.anonymous": 2,
        "match.anonymous_as_wished": 12,
        "match.not_anonymous": 0,
        "match.not_anonymous_though_wished": -20,
        "match.anonymity_unknown": -4,
        "match.referral": -10,
        "match.via_municipality": -10,
        "match.via_police": -10,
        "match.professional_only": -12,
        "match.together": 4,
        "match.contributes": 4,
        "match.free": 2,
        "match.paid": -4,
        "match.waiting": -2,
    }
)
"""What each reason weighs; a suggestion's score is their sum, so that the reasons say all of it.

Our own choice: an emergency outweighs all else, and a need all but that; then place, hours and
anonymity. Equals stand by name."""


class Say(Protocol):
    """The catalogue."""

    def __call__(self, key: str, language: str, **values: object) -> str:
        """Return the words for a key, with its places filled."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, without words: those stand in the catalogue."""

    key: str
    need: str | None = None
    """The need it speaks of."""
    places: Mapping[str, object] = field(default_factory=dict)
    """What stands in its other places."""
    extra: int = 0
    """What it weighs beside its usual points."""

    @property
    def points(self) -> int:
        """Return what it weighs here."""
        return POINTS[self.key] + self.extra

    def in_words(self, say: Say, needs: Needs, language: str) -> str:
        """Return the sentence a counsellor reads."""
        named = {"need": needs.by_code[self.need].name(language)} if self.need else {}
        return say(self.key, language, **named, **self.places)
