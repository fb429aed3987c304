"""Bridge-builders outside the house: who is told of tasks, calls and questions left unanswered.

What they are sent says that there is one, and where to sign in. No name, place or topic and no
word of the talk, not even its call word: a mailbox is read over shoulders.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from chat.domain.bridge import Bridge
from chat.domain.identifiers import BridgeId, ConversationId
from chat.domain.work_area import WorkArea


class TaskStep(IntEnum):
    """Why bridge-builders are called; the first two once for a task."""

    NEW = 0
    NEARLY_DUE = 1
    FOLLOW_UP = 2
    """Somebody has it, and is to look again soon; once for each time they are to look."""


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A call to a bridge-builder outside the house."""

    bridge_id: BridgeId
    step: TaskStep
    address: str
    """The name of the address, never the address itself, which may hold a password."""
    due_at: datetime | None = None
    """When they are to look, if that is what it says."""

    @property
    def page_id(self) -> str:
        """Return what this page is known by: a step calls an address once."""
        named = f"{self.bridge_id}/{self.step.value}/{self.address}"
        return named if self.due_at is None else f"{named}/{int(self.due_at.timestamp())}"


@dataclass(frozen=True, slots=True)
class CallPage:
    """A call into a conversation, told outside the house."""

    conversation_id: ConversationId
    seq: int
    """The number of the call's event."""
    step: int
    address: str
    """The name of the address, never the address itself."""

    @property
    def page_id(self) -> str:
        """Return what this page is known by: a step calls an address once."""
        return f"{self.conversation_id}.{self.seq}/call/{self.step}/{self.address}"


@dataclass(frozen=True, slots=True)
class SparringPage:
    """A counsellor's question nobody has answered, told outside the house, once."""

    sparring_id: str
    address: str
    """The name of the address, never the address itself."""
    step: int = 0

    @property
    def page_id(self) -> str:
        """Return what this page is known by."""
        return f"sparring/{self.sparring_id}/{self.address}"


@dataclass(frozen=True, slots=True)
class BuilderAddress:
    """One address outside, by its name, and the area whose tasks it hears of."""

    name: str
    area: WorkArea


@dataclass(frozen=True, slots=True)
class Builders:
    """Every address of bridge-builders. Without one, all stands on `/bridge` alone."""

    addresses: tuple[BuilderAddress, ...] = ()
    regions: Mapping[str, str] = field(default_factory=dict)
    """The region's code of each municipality."""
    reminded_before: timedelta = timedelta(minutes=15)
    """So long before its deadline a task nobody has taken is told of again (our own choice)."""

    def called_for(self, task: Bridge, step: TaskStep) -> tuple[TaskPage, ...]:
        """Return the calls for a task; one from nobody knows where is for those who cover all."""
        due_at = task.due_at if step is TaskStep.FOLLOW_UP else None
        return tuple(
            TaskPage(task.bridge_id, step, name, due_at) for name in self._of(task.municipality)
        )

    def called_in(
        self, here: ConversationId, seq: int, step: int, municipality: str | None
    ) -> tuple[CallPage, ...]:
        """Return who is told at a step of the call with this number; by place as for a task."""
        return tuple(CallPage(here, seq, step, name) for name in self._of(municipality))

    def asked(self, sparring_id: str) -> tuple[SparringPage, ...]:
        """Return who is told that a question waits: it is of no place, so those who cover all."""
        return tuple(SparringPage(sparring_id, name) for name in self._of(None))

    def _of(self, municipality: str | None) -> Iterator[str]:
        return (one.name for one in self.addresses if one.area.covers(municipality, self.regions))
