"""Quality figures (kvalitet) for accreditation: how the service as a whole answers who comes.

Of the whole service over a half-year, and decided with its report: figures of other weeks, or of
another day, could be taken from the report's, and what is left told of single people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import Connection, Integer, cast, func, select

from chat.domain.opening_hours import DENMARK
from chat.storage.tables import complaints, contacts
from supervisor_console.reports.disclosure import Shown
from supervisor_console.reports.half_year import HalfYear
from supervisor_console.reports.sheets import COUNTRY, Whole
from triage.verdict import Level

FIRST_BANDS = ("0-5", "5-15")
"""Waits of a quarter of an hour at most."""
RISKS = tuple(str(int(level)) for level in Level if level >= Level.ELEVATED)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in a half-year; seen by nobody."""

    contacts: int
    answered: int
    soon: int
    """Answered within 15 minutes."""
    flagged: int
    """Answered, at level elevated or above."""
    assessed: int
    """Of these, in how many the guided risk questions were gone through."""
    bridged: int
    complaints: int
    """What people called a complaint; praise and ideas are not in it."""
    campaigns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Quality:
    """What is seen in the house: counts, and shares in whole percent; `None` is hidden."""

    half_year: str
    contacts: int | None
    answered: int | None
    abandoned: int | None
    soon: int | None
    flagged: int | None
    assessed: int | None
    bridged: int | None
    complaints: int | None
    campaigns: Mapping[str, int]
    """Contacts by the campaign whose link they came by, of those with enough to be shown."""

    def kept(self) -> Mapping[str, object]:
        """Return it as JSON types, by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def decided(counted: Counted, half_year: HalfYear, inside: Shown, least: int) -> Quality:
    """Return what may be seen beside what the report shows in the house.

    No count under `least`; no share where either of the parts it tells apart is; and none where the
    report hides the country's lines that it would tell more of.
    """
    one, total = counted, inside.totals.get(Whole.CONTACTS, {}).get(COUNTRY)

    def percent(part: int, whole: int, sheet: str = "", *lines: str) -> int | None:
        shown = inside.sheets.get(sheet, {}).get(COUNTRY, {})
        if any(shown.get(line) is None for line in lines):
            return None
        return round(100 * part / whole) if min(part, whole - part) >= least else None

    answered = percent(one.answered, one.contacts, "outcome", "abandoned")
    return Quality(
        half_year=str(half_year),
        contacts=total,
        answered=answered,
        abandoned=None if answered is None else 100 - answered,
        soon=percent(one.soon, one.answered, "waited", *FIRST_BANDS),
        flagged=percent(one.flagged, one.answered, "level", *RISKS),
        assessed=percent(one.assessed, one.flagged),
        bridged=percent(one.bridged, one.answered, "outcome", "bridged"),
        complaints=one.complaints if one.complaints >= least else None,
        campaigns={} if total is None else _campaigns(one.campaigns, total, least),
    )


def _campaigns(found: Mapping[str, int], total: int, least: int) -> Mapping[str, int]:
    """Return those with enough that leave enough who came by none of them."""
    shown = {name: n for name, n in found.items() if n >= least}
    while shown and total - sum(shown.values()) < least:
        del shown[min(shown, key=lambda name: (shown[name], name))]
    return dict(sorted(shown.items()))


def counted(connection: Connection, half_year: HalfYear) -> Counted:
    """Count what a half-year's weeks hold."""
    c = contacts.c
    of_it = c.week.in_(half_year.weeks)
    flagged = c.answered & (c.level >= int(Level.ELEVATED))
    told = (
        c.answered,
        c.answered & c.waited.in_(FIRST_BANDS),
        flagged,
        flagged & c.assessed,
        c.answered & c.bridged,
    )
    sums = [func.coalesce(func.sum(cast(one, Integer)), 0) for one in told]
    row = connection.execute(select(func.count(), *sums).where(of_it)).one()
    total, answered, soon, at_risk, assessed, bridged = (int(number) for number in row)
    day = complaints.c.day
    complained = select(func.count()).where(
        complaints.c.kind == "complaint",
        day >= _midnight(half_year.first),
        day < _midnight(half_year.next.first),
    )
    came_by = (
        select(c.campaign, func.count().label("n"))
        .where(of_it, c.campaign.is_not(None))
        .group_by(c.campaign)
    )
    return Counted(
        contacts=total,
        answered=answered,
        soon=soon,
        flagged=at_risk,
        assessed=assessed,
        bridged=bridged,
        complaints=connection.scalar(complained) or 0,
        campaigns={one.campaign: int(one.n) for one in connection.execute(came_by)},
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=DENMARK)
