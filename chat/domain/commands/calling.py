"""What is asked about a bridge-builder who is called into a conversation."""

from dataclasses import dataclass, field

from chat.domain.commands.command import Command
from chat.domain.identifiers import StaffId
from chat.domain.people import Person
from chat.domain.work_area import NOWHERE, WorkArea


@dataclass(frozen=True, slots=True)
class CallAdviser(Command):
    """Whoever talks with the young person wants a bridge-builder's advice."""

    by: Person
    question: str


@dataclass(frozen=True, slots=True)
class AnswerCall(Command):
    """A bridge-builder comes: the first one wins. `seq` says which call is meant."""

    by: Person
    seq: int
    area: WorkArea = field(default=NOWHERE, compare=False)
    """Where they work."""


@dataclass(frozen=True, slots=True)
class EndCall(Command):
    """The adviser goes, or is let go; a call nobody has answered is called off."""

    by: Person


@dataclass(frozen=True, slots=True)
class HandPen(Command):
    """The pen goes to the adviser, for all to see; or (`on` false) back."""

    by: Person
    on: bool


@dataclass(frozen=True, slots=True)
class LoseAdviser(Command):
    """The adviser is gone from their desk."""

    adviser: StaffId


@dataclass(frozen=True, slots=True)
class CallOverdue(Command):
    """A call nobody has answered is past its time."""

    seq: int
