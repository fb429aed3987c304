"""A call (kald): a counsellor wants a bridge-builder's advice, and one comes and reads along."""

from dataclasses import dataclass, replace
from datetime import datetime

from chat.domain.identifiers import StaffId
from chat.domain.people import Person, Sender


@dataclass(frozen=True, slots=True)
class Call:
    """One call, from the question until whoever came has gone again.

    `seq` is the number of its event: whoever comes reads from there on, and nothing before it.
    Until somebody has come it has a `due_at`, so that it does not sit unseen.
    """

    seq: int
    asked_at: datetime
    due_at: datetime | None
    adviser: StaffId | None = None
    display_name: str = ""
    writes: bool = False
    """Whether the adviser has the pen: they are silent until the counsellor hands it to them."""

    @property
    def is_open(self) -> bool:
        """Whether nobody has come yet."""
        return self.adviser is None

    def is_answered_by(self, by: Person) -> bool:
        """Whether this is the bridge-builder who has come, and speaks as one."""
        return by.sender is Sender.BRIDGE and not self.is_open and self.adviser == by.staff_id

    def answered(self, by: Person) -> "Call":
        """Return it with somebody in it."""
        return replace(self, adviser=by.staff_id, display_name=by.display_name, due_at=None)

    def with_pen(self, *, writes: bool) -> "Call":
        """Return it with the pen handed over, or back."""
        return replace(self, writes=writes)
