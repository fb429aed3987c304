"""What is asked by who comes in beside the counsellor."""

from dataclasses import dataclass

from chat.domain.commands.command import Command
from chat.domain.identifiers import (
    StaffId,
)
from chat.domain.people import Person


@dataclass(frozen=True, slots=True)
class Join(Command):
    """A supervisor comes in beside the counsellor, and the young person is told."""

    by: Person


@dataclass(frozen=True, slots=True)
class TakeOver(Command):
    """A supervisor takes the pen: they write now, and nobody else."""

    by: Person


@dataclass(frozen=True, slots=True)
class StepOut(Command):
    """A supervisor goes again: the pen is the counsellor's, or the person's turn is next."""

    by: Person


@dataclass(frozen=True, slots=True)
class LoseBeside(Command):
    """The supervisor who had come in is gone from their desk."""

    supervisor: StaffId
