"""What is asked of a shift."""

from dataclasses import dataclass, field
from datetime import datetime

from chat.domain.commands.command import ShiftCommand
from chat.domain.identifiers import (
    ProcessId,
)


@dataclass(frozen=True, slots=True)
class StartShift(ShiftCommand):
    """Begin, or go on after a pause."""

    capacity: int = field(default=0)


@dataclass(frozen=True, slots=True)
class PauseShift(ShiftCommand):
    """Take no new conversations for now."""


@dataclass(frozen=True, slots=True)
class EndShift(ShiftCommand):
    """Go home."""


@dataclass(frozen=True, slots=True)
class ConfirmShift(ShiftCommand):
    """A supervisor says: I am here."""


@dataclass(frozen=True, slots=True)
class StaffHere(ShiftCommand):
    """A socket of theirs is connected, to this process."""

    process: ProcessId | None = None


@dataclass(frozen=True, slots=True)
class StaffGone(ShiftCommand):
    """Their last socket at this process ended."""

    process: ProcessId | None = None


@dataclass(frozen=True, slots=True)
class LoseDuty(ShiftCommand):
    """They have had no socket for long, and nobody said that they went home."""

    gone_before: datetime
    """Who has been here since this moment stays on duty."""
