"""A companion (makker): a colleague who sits beside the counsellor and reads along."""

from dataclasses import dataclass, replace
from datetime import datetime

from chat.domain.identifiers import StaffId
from chat.domain.people import Person, Sender

COMPANION = "companion"
"""Their role in the log: a counsellor, and not the one who holds the conversation."""


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody who was asked to sit beside the counsellor, and once they have come, sits there."""

    staff_id: StaffId
    until: datetime
    """Until when they may come; after that it is as if nobody had asked."""
    display_name: str = ""
    sits: bool = False
    writes: bool = False
    """Whether the pen has been handed to them; they never take it themselves."""
    learns: bool = False
    """A trainee, who is never left alone with somebody."""
    asked_by: str = ""
    """The supervisor who asked them; empty where the counsellor did."""

    def is_asked(self, by: Person, now: datetime) -> bool:
        """Whether this is who was asked, and in time."""
        return not self.sits and by.staff_id == self.staff_id and now < self.until

    def is_here_as(self, by: Person) -> bool:
        """Whether this is who sits there, and speaks as a counsellor."""
        return self.sits and by.sender is Sender.COUNSELLOR and by.staff_id == self.staff_id

    def seated(self, by: Person) -> "Companion":
        """Return them sitting."""
        return replace(self, display_name=by.display_name, sits=True)

    def with_pen(self, *, writes: bool) -> "Companion":
        """Return them with the pen handed over, or back."""
        return replace(self, writes=writes)
