"""What is asked about bridges."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from chat.domain.bridge import BridgeStatus, Lane, ShareField
from chat.domain.commands.command import Command
from chat.domain.identifiers import BridgeId, StaffId
from chat.domain.people import Person
from chat.domain.work_area import NOWHERE, WorkArea


@dataclass(frozen=True, slots=True)
class OfferBridge(Command):
    """Staff offer a service: to be turned to oneself, or with a bridge-builder."""

    by: Person
    service_id: str
    card: Mapping[str, object]
    """What the young person is shown of the service, as JSON types."""
    lane: Lane
    asked: tuple[ShareField, ...] = ()
    message_to_young: str | None = None
    note: str | None = None
    place: str | None = None
    """The municipality of the service, where it is offered in one alone."""
    direct: bool = False
    """Whether what is shared goes to the service's own system too."""

    def fingerprint(self) -> str:
        """Return what is the same for the same offer; the card says the hour: it differs."""
        said = (self.service_id, self.lane, self.asked, self.message_to_young, self.note)
        return sha256(repr(said).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class AnswerBridge(Command):
    """The young person says yes or no, and what they choose to share."""

    bridge_id: BridgeId
    accept: bool
    share: tuple[tuple[ShareField, str], ...] = field(default=(), repr=False)

    def fingerprint(self) -> str:
        """Return what is the same for the same answer: of what is shared only which fields.

        A number of eight digits can be found from its hash.
        """
        said = (self.bridge_id, self.accept, [name.value for name, _ in self.share])
        return sha256(repr(said).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class WithdrawBridge(Command):
    """The young person takes their yes back."""

    bridge_id: BridgeId


@dataclass(frozen=True, slots=True)
class TakeBridge(Command):
    """A bridge-builder takes a task: the first one wins."""

    by: Person
    bridge_id: BridgeId
    area: WorkArea = field(default=NOWHERE, compare=False)
    """Where they work."""
    note: str | None = None
    message_to_young: str | None = None


@dataclass(frozen=True, slots=True)
class MoveBridge(Command):
    """A bridge-builder has followed their task up, or ends it."""

    by: Person
    bridge_id: BridgeId
    status: BridgeStatus
    note: str | None = None
    follow_up_at: datetime | None = None
    message_to_young: str | None = None
    area: WorkArea = field(default=NOWHERE, compare=False)
    """Where they work now; they may have had another area when they took it."""


@dataclass(frozen=True, slots=True)
class PlanBridge(Command):
    """A bridge-builder says when they look at their task again."""

    by: Person
    bridge_id: BridgeId
    follow_up_at: datetime
    note: str | None = None
    area: WorkArea = field(default=NOWHERE, compare=False)
    """Where they work now."""


@dataclass(frozen=True, slots=True)
class LetGoBridge(Command):
    """Whoever has a task cannot see to it any more: it is everybody's again."""

    bridge_id: BridgeId
    owner: StaffId


@dataclass(frozen=True, slots=True)
class BridgeOverdue(Command):
    """A bridge has sat past its deadline."""

    bridge_id: BridgeId
