"""The sheets of a report: what is counted, and by which lines.

The sheets of one whole each split it completely: their lines sum up to the same number. There is no
sheet by two things at once, and no line that stands in two sheets; both would let numbers that are
hidden be reckoned out of others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chat.domain.age_band import AGE_BANDS
from chat.domain.contact import HOUR_BAND, WAIT_BANDS_MIN
from supervisor_console.reports.half_year import HalfYear
from triage.verdict import Level

UNKNOWN = "unknown"
COUNTRY = "country"
"""The place that is all places, and those nobody told."""

VISITORS = "visitors"
"""The sheet of visits: how many came is split by nothing; its lines are what was done."""


class Whole(StrEnum):
    """What is counted: contacts, ended bridges, who said how it was, visits, sparring."""

    CONTACTS = "contacts"
    BRIDGES = "bridges"
    RATINGS = "ratings"
    VISITORS = "visitors"
    SPARRING = "sparring"
    """Questions to specialists: of no place, so that they stand under the country alone."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One way to split a whole."""

    code: str
    whole: Whole
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading for reasons of contact, with the topics that go under it."""

    code: str
    da: str
    en: str
    topics: tuple[str, ...]

    def name(self, language: str) -> str:
        """Return what it is called."""
        return self.en if language == "en" else self.da


Headings = Mapping[str, Heading]


def _bands(ends: Sequence[int]) -> tuple[str, ...]:
    return tuple(
        f"{start}-{end}" for start, end in zip((0, *ends), (*map(str, ends), ""), strict=True)
    )


HOURS = tuple(f"{start:02}-{start + HOUR_BAND:02}" for start in range(0, 24, HOUR_BAND))
OUTCOMES = (
    *("helped", "bridged", "referred", "taken_over", "ended_early", "no_answer", "abandoned"),
    *("other", "not_recorded"),
)
VISIT_KINDS = ("outreach", "school")
FOLDED = {
    "reason": "main_reason",
    "gender": "gender_code",
    "age": "age_band",
    "level": "level",
    "hours": "hour_band",
    "outcome": "outcome",
    "waited": "waited",
}
"""Which column of a contact each sheet is summed up by; months come from its week.

How long a talk lasted is none of them: who was never met has no talk, and the line of those would
be that of `abandoned` again.
"""


def sheets_of(half_year: HalfYear, headings: Headings) -> tuple[Sheet, ...]:
    """Return the sheets of a half-year's report, in the order they are read."""
    contacts = {
        "month": half_year.months,
        "hours": HOURS,
        "reason": (*headings, UNKNOWN),
        "gender": ("girl", "boy", "other", UNKNOWN),
        "age": (*AGE_BANDS, UNKNOWN),
        "level": tuple(str(int(level)) for level in Level),
        "outcome": OUTCOMES,
        "waited": (*_bands(WAIT_BANDS_MIN), UNKNOWN),
    }
    return (
        *(Sheet(code, Whole.CONTACTS, lines) for code, lines in contacts.items()),
        Sheet("bridge_result", Whole.BRIDGES, ("held", "not_held", "declined", "withdrawn")),
        Sheet("change", Whole.RATINGS, ("better", "same", "worse", UNKNOWN)),
        Sheet("helped", Whole.RATINGS, ("5", "4", "3", "2", "1", UNKNOWN)),
        Sheet(VISITORS, Whole.VISITORS, ("all",)),
        Sheet("sparring", Whole.SPARRING, ("answered", "unanswered")),
    )
