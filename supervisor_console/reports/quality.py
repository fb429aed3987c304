"""Quality figures (kvalitet) for accreditation: how the service as a whole answers who comes.

Of the whole service over a quarter of weeks, for those at work in the house: no place, no age, no
gender, so nothing that leads to anybody. What RådgivningsDanmark's themes ask of access and method.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Integer, cast, func, select

from chat.domain.contact import week_of
from chat.domain.opening_hours import DENMARK
from chat.storage.store import Store
from chat.storage.tables import complaints, contacts
from supervisor_console.reports.document import LEAST_INSIDE
from triage.verdict import Level

WEEKS = 13
FIRST_BANDS = ("0-5", "5-15")
"""Waits of a quarter of an hour at most."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts over some weeks."""

    weeks: tuple[str, ...]
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
    """Contacts by the campaign whose link they came by, of those with enough to be shown."""


def share(part: int, whole: int) -> float | None:
    """Return a share, 0 to 1; of nothing there is none."""
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class QualityFigures:
    """Reads them."""

    store: Store
    clock: Callable[[], datetime]

    async def latest(self) -> tuple[Quality, Quality]:
        """Return the last whole weeks, and as many before them."""
        today = self.clock().astimezone(DENMARK).date()
        return (await self._of(today, 1), await self._of(today, 1 + WEEKS))

    async def _of(self, today: date, back: int) -> Quality:
        days = (today - timedelta(weeks=n) for n in range(back + WEEKS - 1, back - 1, -1))
        weeks = tuple(
            week_of(datetime(day.year, day.month, day.day, tzinfo=DENMARK)) for day in days
        )
        c = contacts.c
        flagged = c.answered & (c.level >= int(Level.ELEVATED))

        monday = today - timedelta(days=today.weekday())
        first, end = (monday - timedelta(weeks=n) for n in (back + WEEKS - 1, back - 1))
        day = complaints.c.day
        complained = select(func.count()).where(
            complaints.c.kind == "complaint", day >= _midnight(first), day < _midnight(end)
        )

        came_by = (
            select(c.campaign, func.count().label("n"))
            .where(c.week.in_(weeks), c.campaign.is_not(None))
            .group_by(c.campaign)
            .having(func.count() >= LEAST_INSIDE)
            .order_by(c.campaign)
        )

        def see(connection: Connection) -> Quality:
            query = select(
                func.count(),
                *(
                    func.coalesce(func.sum(cast(told, Integer)), 0)
                    for told in (
                        c.answered,
                        c.answered & c.waited.in_(FIRST_BANDS),
                        flagged,
                        flagged & c.assessed,
                        c.bridged,
                    )
                ),
            ).where(c.week.in_(weeks))
            found = [int(number) for number in connection.execute(query).one()]
            total, answered, soon, at_risk, assessed, bridged = found
            return Quality(
                weeks=weeks,
                contacts=total,
                answered=answered,
                soon=soon,
                flagged=at_risk,
                assessed=assessed,
                bridged=bridged,
                complaints=connection.scalar(complained) or 0,
                campaigns={row.campaign: int(row.n) for row in connection.execute(came_by)},
            )

        return await self.store.look(see)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=DENMARK)
