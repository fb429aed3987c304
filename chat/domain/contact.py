"""A contact (henvendelse): what statistics keep of a conversation, and nothing that leads back."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from chat.domain.conversation import Conversation
from chat.domain.opening_hours import DENMARK
from triage.verdict import Level

HOUR_BAND = 4
"""Hours in a band: coarse enough that nobody is found by when they wrote (our own choice)."""

GENDER_WORDS = MappingProxyType(
    {
        "girl": ("pige", "kvinde", "girl", "woman", "female", "hun"),
        "boy": ("dreng", "mand", "boy", "man", "male", "han"),
    }
)


@dataclass(frozen=True, slots=True)
class Contact:
    """One row for statistics. `week` is as `2026-W47`, `hour_band` as `20-24`, Danish time."""

    week: str
    hour_band: str
    municipality: str | None
    age_band: str | None
    gender_code: str | None
    reasons: tuple[str, ...]
    level: Level
    outcome: str
    bridged: bool = False


def contact_of(conversation: Conversation, reasons: tuple[str, ...], outcome: str) -> Contact:
    """Boil a conversation down to what may be counted."""
    local = conversation.opened_at.astimezone(DENMARK)
    return Contact(
        week=_week(local),
        hour_band=_hour_band(local),
        municipality=conversation.municipality,
        age_band=conversation.age_band,
        gender_code=conversation.gender_code,
        reasons=reasons,
        level=conversation.level,
        outcome=outcome,
        bridged=outcome == "bridged",
    )


def gender_code(own_words: str | None) -> str | None:
    """Sort somebody's own words into four codes: girl, boy, other, none given (`None`)."""
    if own_words is None or not own_words.strip():
        return None
    words = own_words.casefold().split()
    return next(
        (code for code, known in GENDER_WORDS.items() if len(words) == 1 and words[0] in known),
        "other",
    )


def _week(local: datetime) -> str:
    year, week, _ = local.isocalendar()
    return f"{year}-W{week:02}"


def _hour_band(local: datetime) -> str:
    start = local.hour // HOUR_BAND * HOUR_BAND
    return f"{start:02}-{start + HOUR_BAND:02}"
