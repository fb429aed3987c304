"""A video talk (videosamtale): the two see and hear each other, in a room of the helpline's own.

The written talk goes on beside it. The room's name and the ways into it are in no log and no row.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chat.domain.identifiers import BridgeId, StaffId
from chat.domain.opening_hours import OpeningHours
from chat.domain.people import Person


class VideoStatus(StrEnum):
    """Offered, and then agreed to; one that is over is there no more."""

    OFFERED = "offered"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class VideoRules:
    """When there may be one, from `policy.yaml`."""

    on: bool = False
    answered_within: timedelta = timedelta(minutes=15)
    """How long an offer to talk now stands."""
    lasts: timedelta = timedelta(minutes=90)
    """How long after it began one may still come in, again too."""
    opens_before: timedelta = timedelta(minutes=10)
    """How long before the time that was booked one may come in."""
    booked_at_most: timedelta = timedelta(days=14)
    """How far ahead one may be booked."""
    hours: OpeningHours = field(default_factory=OpeningHours)
    """A booked one begins while the service is open: a supervisor is there then."""


@dataclass(frozen=True, slots=True)
class VideoTalk:
    """One video talk, from the offer on. `seq` is the number of the event that offered it."""

    seq: int
    by: StaffId
    """Who of the staff offered it; nobody else of them comes in."""
    display_name: str
    until: datetime
    """When it is over by itself: nobody has answered, or nobody comes in any more."""
    status: VideoStatus = VideoStatus.OFFERED
    at: datetime | None = None
    """When it was booked for; `None`: as soon as it is agreed to."""
    bridge_id: BridgeId | None = None
    """The hand-over it belongs to, where a bridge-builder has offered it."""

    @property
    def is_booked(self) -> bool:
        """Whether both have agreed to a time: then it outlives the written talk."""
        return self.at is not None and self.status is VideoStatus.ACCEPTED

    def stands_at(self, now: datetime) -> bool:
        """Whether it is not over by itself."""
        return now < self.until

    def is_open_at(self, now: datetime, rules: VideoRules) -> bool:
        """Whether those who take part may come in now."""
        begun = self.at is None or self.at - rules.opens_before <= now
        return self.status is VideoStatus.ACCEPTED and begun and self.stands_at(now)

    def is_with(self, who: Person) -> bool:
        """Whether this is one of the two it is for."""
        return who.is_young or who.staff_id == self.by

    def accepted(self, now: datetime, rules: VideoRules) -> "VideoTalk":
        """Return it with a yes to it."""
        until = (now if self.at is None else self.at) + rules.lasts
        return replace(self, status=VideoStatus.ACCEPTED, until=until)
