"""What is asked about a colleague who sits beside the counsellor."""

from dataclasses import dataclass, field
from datetime import timedelta

from chat.domain.commands.command import Command
from chat.domain.identifiers import StaffId
from chat.domain.people import Person


@dataclass(frozen=True, slots=True)
class AskCompanion(Command):
    """A counsellor asks a colleague to sit beside them, or a supervisor asks for them."""

    by: Person
    to: StaffId
    valid_for: timedelta = field(default=timedelta(minutes=1), compare=False)
    """How long the colleague has to come (our own choice)."""


@dataclass(frozen=True, slots=True)
class SitBeside(Command):
    """Whoever was asked comes, and the young person is told."""

    by: Person


@dataclass(frozen=True, slots=True)
class EndCompanion(Command):
    """The companion goes or says no; or whoever may ask lets them go, or asks no more."""

    by: Person


@dataclass(frozen=True, slots=True)
class HandCompanionPen(Command):
    """The pen goes to the companion, for all to see; or (`on` false) back."""

    by: Person
    on: bool


@dataclass(frozen=True, slots=True)
class LoseCompanion(Command):
    """The companion is gone from their desk."""

    companion: StaffId
