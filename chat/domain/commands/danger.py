"""What is asked about danger: levels, escalations, the questions and the plan."""

from dataclasses import dataclass

from chat.domain.audience import Kind
from chat.domain.commands.command import Command
from chat.domain.escalation import Outcome
from chat.domain.event import Event
from chat.domain.identifiers import (
    EscalationId,
    StaffId,
)
from chat.domain.people import Person
from chat.domain.questions import Answer
from triage.verdict import Level


@dataclass(frozen=True, slots=True)
class SetLevel(Command):
    """Staff set the level; lowering it is a supervisor's act."""

    by: Person
    level: Level
    reason: str


@dataclass(frozen=True, slots=True)
class RecordAssessment(Command):
    """Staff write down the answers to the guided risk questions."""

    by: Person
    answers: tuple[tuple[str, Answer], ...]
    """By question, in the order of their ids."""


@dataclass(frozen=True, slots=True)
class TickEmergency(Command):
    """A step of the emergency card is done, or was not after all."""

    by: Person
    step: str
    done: bool


@dataclass(frozen=True, slots=True)
class RecordLegalDuty(Command):
    """A supervisor ticks a step of the legal duties, or writes in one."""

    by: Person
    step: str
    done: bool
    text: str = ""
    given: bool = False
    """Whether the young person gave what is written, for this and nothing else."""


@dataclass(frozen=True, slots=True)
class ChangePlan(Command):
    """The safety plan as it is to stand, made from the one under event `before` (0: none yet)."""

    by: Person
    fields: tuple[tuple[str, str], ...]
    changed: str
    """The field somebody has written in; the others are as they stood."""
    before: int

    def repeats(self, event: Event) -> bool:
        """Whether the event put the same words there, on whatever plan it found."""
        words = dict(self.fields).get(self.changed)
        return event.kind is Kind.SAFETY_PLAN and event.data.get(self.changed) == words


@dataclass(frozen=True, slots=True)
class RaiseEscalation(Command):
    """A counsellor or supervisor asks for a supervisor."""

    by: Person
    reason: str


@dataclass(frozen=True, slots=True)
class Acknowledge(Command):
    """A supervisor takes an escalation: the first one wins."""

    by: Person
    escalation_id: EscalationId


@dataclass(frozen=True, slots=True)
class Resolve(Command):
    """A supervisor ends an escalation with an outcome."""

    by: Person
    escalation_id: EscalationId
    outcome: Outcome
    note: str | None = None
    told_seq: int | None = None
    """What was on the screen of whoever judges; `None`: nobody says."""


@dataclass(frozen=True, slots=True)
class Climb(Command):
    """Time is over for an escalation that stands as event `seq` left it.

    `owner` is whoever acknowledged it: they may be gone.
    """

    escalation_id: EscalationId
    seq: int
    owner: StaffId | None = None


@dataclass(frozen=True, slots=True)
class BreakSilence(Command):
    """Somebody flagged has waited too long for a word."""
