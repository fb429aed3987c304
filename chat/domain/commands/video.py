"""What is asked about a video talk."""

from dataclasses import dataclass, field
from datetime import datetime

from chat.domain.commands.command import Command
from chat.domain.identifiers import BridgeId
from chat.domain.people import Person
from chat.domain.work_area import NOWHERE, WorkArea


@dataclass(frozen=True, slots=True)
class OfferVideo(Command):
    """Staff offer a video talk: now, or `at` a time."""

    by: Person
    at: datetime | None = None
    bridge_id: BridgeId | None = None
    """The hand-over a bridge-builder offers it for; counsellors need none."""
    area: WorkArea = field(default=NOWHERE, compare=False)
    """Where a bridge-builder works."""


@dataclass(frozen=True, slots=True)
class AnswerVideo(Command):
    """The young person says yes or no to the one that was offered as event `seq`."""

    seq: int
    accept: bool


@dataclass(frozen=True, slots=True)
class EndVideo(Command):
    """Either of the two calls it off, or has had enough; or a supervisor ends it."""

    by: Person
    seq: int
