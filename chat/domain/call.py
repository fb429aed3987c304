"""A call (kald): a counsellor wants a bridge-builder's advice, and one comes and reads along."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

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
    next_at: datetime | None = None
    """When its next step is to be taken, at the latest when it is due."""

    @property
    def is_open(self) -> bool:
        """Whether nobody has come yet."""
        return self.adviser is None

    def is_answered_by(self, by: Person) -> bool:
        """Whether this is the bridge-builder who has come, and speaks as one."""
        return by.sender is Sender.BRIDGE and not self.is_open and self.adviser == by.staff_id

    def is_due(self, now: datetime) -> bool:
        """Whether nobody has come, and its next step is to be taken."""
        # A process of an older version takes an answer without knowing of `next_at`.
        return self.due_at is not None and (self.next_at or self.due_at) <= now

    def answered(self, by: Person) -> "Call":
        """Return it with somebody in it."""
        return replace(
            self, adviser=by.staff_id, display_name=by.display_name, due_at=None, next_at=None
        )

    def with_pen(self, *, writes: bool) -> "Call":
        """Return it with the pen handed over, or back."""
        return replace(self, writes=writes)


@dataclass(frozen=True, slots=True)
class CallSteps:
    """When a call nobody has come to takes its steps, each counted from the call; from policy."""

    outside_after: tuple[timedelta, ...] = (timedelta(seconds=45), timedelta(minutes=2))
    """Bridge-builders outside the house are told, rising: their consoles ring from the start."""
    answered_within: timedelta = timedelta(minutes=3)
    """The last step: a supervisor is asked for. All of them our own choice."""

    def begin(self, seq: int, now: datetime) -> Call:
        """Return a call that is made now, by its event with this number."""
        due_at = now + self.answered_within
        return Call(seq, now, due_at, next_at=min([due_at, *self._outside(now)]))

    def taken(self, call: Call, now: datetime) -> int:
        """Return how many steps outside are over: those a house that was down missed are one."""
        return sum(at <= now for at in self._outside(call.asked_at))

    def after(self, call: Call, now: datetime) -> Call | None:
        """Return the call when every step has been taken whose time has come; `None`: the last."""
        if call.due_at is None or call.due_at <= now:
            return None
        ahead = [at for at in self._outside(call.asked_at) if at > now]
        return replace(call, next_at=min([call.due_at, *ahead]))

    def _outside(self, asked_at: datetime) -> list[datetime]:
        return [asked_at + span for span in self.outside_after]
