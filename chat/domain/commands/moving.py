"""What moves a conversation: somebody comes, goes, takes it, hands it on, ends it."""

from dataclasses import dataclass, field
from datetime import timedelta

from chat.domain.commands.command import Command
from chat.domain.conversation import LeftHow
from chat.domain.identifiers import (
    OfferId,
    ProcessId,
    StaffId,
)
from chat.domain.people import Person


@dataclass(frozen=True, slots=True)
class Arrive(Command):
    """The young person's page is connected, to this process: they stand in line, or are back."""

    process: ProcessId | None = None


@dataclass(frozen=True, slots=True)
class Drop(Command):
    """The young person's last line to this process ended; their place is kept."""

    process: ProcessId | None = None


@dataclass(frozen=True, slots=True)
class Accept(Command):
    """A counsellor meets somebody who waits, or takes what a colleague holds out, with a note."""

    by: Person
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Release(Command):
    """The counsellor is gone: back to the front of the waiting room."""

    counsellor: StaffId
    reason: str


@dataclass(frozen=True, slots=True)
class Transfer(Command):
    """The counsellor hands on: to the waiting room (`to` is `None`), or as an offer to somebody."""

    by: Person
    to: StaffId | None
    note: str | None = None
    valid_for: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class EndOffer(Command):
    """An offer is declined (`by` set) or has run out."""

    offer_id: OfferId
    by: Person | None = None


@dataclass(frozen=True, slots=True)
class ComeBack(Command):
    """The young person is back at a talk that is over, with a new secret, to read."""

    token_hash: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Close(Command):
    """Staff end the conversation; `why` is a code of theirs."""

    by: Person
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Leave(Command):
    """The young person goes, or is taken to have gone."""

    how: LeftHow


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Staff stop an abusive talk for a while; no time at all ends a pause."""

    by: Person
    lasts: timedelta
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Report(Command):
    """A counsellor tells the supervisors that the chat is abused here."""

    by: Person
    reason: str


@dataclass(frozen=True, slots=True)
class WrapUp(Command):
    """The counsellor records what it was about; the seat is free again."""

    by: Person
    main: str
    topics: tuple[str, ...]
    outcome: str
    follow_up: str | None = None
    wellbeing: str | None = None
    """How the counsellor is after it, if they say so: in the log, and in no statistics."""


@dataclass(frozen=True, slots=True)
class FreeSeat(Command):
    """No wrap-up came in time: the seat is free again."""
