"""Centres: which is the nearest, and whether one can drop in today or tomorrow.

Near is the municipality, and else the region: the house knows no addresses of the young, and makes
up no distances.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from chat.domain.opening_hours import DENMARK
from chat.domain.reason import Reason
from chat.domain.service import Fit, Place, Service

MOST_NEAR: Final = 2
"""Centres that are named at once: a region's many must not push others out (our own choice)."""
DROP_IN: Final = ("match.drop_in_today", "match.drop_in_tomorrow")
OUTREACH: Final = ("match.outreach_today", "match.outreach_tomorrow")
NEVER: Final = datetime.max.replace(tzinfo=UTC)


def nearest(centres: Iterable[Service], place: Place, now: datetime) -> Sequence[Service]:
    """Return those of the municipality, else those of its region, else none; at most `MOST_NEAR`.

    Of more, those whose doors are open or open first; equals stand by name.
    """
    by_fit: dict[Fit, list[Service]] = {fit: [] for fit in Fit}
    for one in centres:
        by_fit[one.area.fit(place)].append(one)
    near = by_fit[Fit.WHOLLY] or by_fit[Fit.PARTLY]
    if len(near) <= MOST_NEAR:
        return near
    return sorted(near, key=lambda one: (_open_from(one, now), one.name))[:MOST_NEAR]


def these_days(service: Service, now: datetime) -> tuple[Reason, ...]:
    """Return when one can drop in at a centre today or tomorrow, and who is there then.

    Nothing of a service that is no centre, nor of a centre that stays closed till later or that
    never closes.
    """
    if service.branch_of is None or service.opening is None:
        return ()
    door = service.opening.state_at(now)
    begins = now if door.is_open else door.next_open
    ends = begins and service.opening.state_at(begins).closing_at
    if begins is None or ends is None:
        return ()
    first = begins.astimezone(DENMARK)
    days = (first.date() - now.astimezone(DENMARK).date()).days
    if days >= len(DROP_IN):
        return ()
    places = {"from": _on_the_clock(begins), "to": _on_the_clock(ends)}
    reason = Reason("match.drop_in_now" if door.is_open else DROP_IN[days], places=places)
    if first.weekday() not in service.outreach:
        return (reason,)
    return (reason, Reason(OUTREACH[days]))


def _open_from(centre: Service, now: datetime) -> datetime:
    if centre.opening is None:
        return NEVER
    door = centre.opening.state_at(now)
    return now if door.is_open else door.next_open or NEVER


def _on_the_clock(moment: datetime) -> str:
    """Return Danish time as one says it: 17, or 17:30."""
    local = moment.astimezone(DENMARK)
    return f"{local:%H:%M}" if local.minute else f"{local.hour}"
