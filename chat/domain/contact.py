"""A contact (henvendelse): what statistics keep of a conversation, and nothing that leads back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from chat.domain.bridge import ENDED, BridgeStatus
from chat.domain.conversation import Conversation
from chat.domain.opening_hours import DENMARK
from triage.verdict import Level

HOUR_BAND = 4
"""Hours in a band: coarse enough that nobody is found by when they wrote (our own choice)."""

WAIT_BANDS_MIN = (5, 15, 45)
TALK_BANDS_MIN = (15, 30, 60)
"""Where the bands of a wait and of a talk end, in minutes (our own choice)."""

GENDER_WORDS = MappingProxyType(
    {
        "girl": ("pige", "kvinde", "girl", "woman", "female", "hun"),
        "boy": ("dreng", "mand", "boy", "man", "male", "han"),
    }
)


@dataclass(frozen=True, slots=True)
class Contact:
    """One row for statistics. `week` is as `2026-W47`, `hour_band` as `20-24`, Danish time.

    `waited` and `talked` are bands of minutes, as `5-15` or `45-`; nobody met, nothing talked.
    """

    week: str
    hour_band: str
    municipality: str | None
    age_band: str | None
    gender_code: str | None
    reasons: tuple[str, ...]
    level: Level
    outcome: str
    bridged: bool = False
    waited: str | None = None
    talked: str | None = None
    answered: bool = True
    """Whether anybody of the staff met the young person."""
    assessed: bool = False
    """Whether the guided risk questions were gone through."""
    campaign: str | None = None
    """By which known campaign they came."""

    @property
    def main(self) -> str | None:
        """Return the main reason: the first of them."""
        return self.reasons[0] if self.reasons else None


@dataclass(frozen=True, slots=True)
class Rating:
    """What one young person said of before and after (0-10), and whether it helped (1-5).

    It comes after the contact's row, which nothing leads to: so it stands for itself, and tells no
    more of the time than the half-year, as `2026-H2`.
    """

    half_year: str
    municipality: str | None
    age_band: str | None
    gender_code: str | None
    level: Level
    helped: int | None
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class BridgeResult:
    """How one bridge ended, by its last status; weeks after its contact, often."""

    week: str
    municipality: str | None
    result: str


def contact_of(
    conversation: Conversation,
    reasons: tuple[str, ...],
    outcome: str,
    now: datetime,
    campaigns: Collection[str] = (),
) -> Contact:
    """Boil a conversation down to what may be counted; of `campaigns`, those the policy knows."""
    local = conversation.opened_at.astimezone(DENMARK)
    met, since = conversation.assigned_at, conversation.waiting_since
    ended = conversation.closed_at or now
    return Contact(
        week=week_of(local),
        hour_band=_hour_band(local),
        municipality=conversation.municipality,
        age_band=conversation.age_band,
        gender_code=conversation.gender_code,
        reasons=reasons,
        level=conversation.level,
        outcome=outcome,
        bridged=outcome == "bridged",
        waited=None if since is None else _band((met or ended) - since, WAIT_BANDS_MIN),
        talked=None if met is None else _band(ended - met, TALK_BANDS_MIN),
        answered=met is not None or outcome == "taken_over",
        assessed=conversation.assessed,
        campaign=conversation.campaign if conversation.campaign in campaigns else None,
    )


def rating_of(
    conversation: Conversation, helped: int | None, before: int | None, after: int | None
) -> Rating:
    """Boil a young person's answers down to what research may count."""
    local = conversation.opened_at.astimezone(DENMARK)
    return Rating(
        half_year=f"{local.year}-H{1 if local.month <= 6 else 2}",  # noqa: PLR2004 - June
        municipality=conversation.municipality,
        age_band=conversation.age_band,
        gender_code=conversation.gender_code,
        level=conversation.level,
        helped=helped,
        before=before,
        after=after,
    )


def bridge_results_of(
    before: Conversation, after: Conversation, now: datetime
) -> tuple[BridgeResult, ...]:
    """Return how bridges ended that this step ended; a drill builds none.

    An offer nobody answered is no bridge that was walked, and no young person who withdrew.
    """
    if before.drill is not None:
        return ()
    over = {one.bridge_id for one in before.bridges if one.status in ENDED}
    week = week_of(now.astimezone(DENMARK))
    return tuple(
        BridgeResult(week, before.municipality, one.status.value)
        for one in after.bridges
        if one.status in ENDED - {BridgeStatus.EXPIRED} and one.bridge_id not in over
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


def week_of(local: datetime) -> str:
    """Name a week, as `2026-W47` (ISO 8601)."""
    year, week, _ = local.isocalendar()
    return f"{year}-W{week:02}"


def _hour_band(local: datetime) -> str:
    start = local.hour // HOUR_BAND * HOUR_BAND
    return f"{start:02}-{start + HOUR_BAND:02}"


def _band(span: timedelta, ends_min: tuple[int, ...]) -> str:
    """Return the band of minutes a span lies in; a clock set back makes it no shorter than 0."""
    starts = (0, *ends_min)
    place = sum(span >= timedelta(minutes=end) for end in ends_min)
    return f"{starts[place]}-{ends_min[place] if place < len(ends_min) else ''}"
