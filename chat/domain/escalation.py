"""An escalation (eskalering): a supervisor is asked for, and somebody must answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chat.domain.identifiers import EscalationId, StaffId
from chat.domain.people import Person
from chat.domain.refusal import RefusalCode, Refused
from triage.verdict import Level


class EscalationState(StrEnum):
    """How far it has come. `paged` and `in_hand` belong to the ladder, which comes later."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class EscalationKind(StrEnum):
    """What it is about: a danger, or that something felt wrong (which no counsellor sees)."""

    DANGER = "danger"
    FELT_WRONG = "felt_wrong"


class Outcome(StrEnum):
    """How an escalation ended (PROTOCOL.md)."""

    STAYED = "stayed"
    TAKEN_OVER = "taken_over"
    CALLED_112 = "called_112"
    PSYCHIATRIC_EMERGENCY = "psychiatric_emergency"
    BRIDGED = "bridged"
    FALSE_ALARM = "false_alarm"
    CONTACT_LOST = "contact_lost"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """When an escalation must have been answered, from `policy.yaml`."""

    by_level: Mapping[Level, timedelta] = field(
        default_factory=lambda: {
            Level.HIGH: timedelta(seconds=45),
            Level.IMMINENT: timedelta(seconds=30),
        }
    )
    outcome: timedelta = timedelta(minutes=10)
    """Acknowledged is not done: PagerDuty's acknowledgement timeout, SECURITY_TARGETS.md E3."""

    def after_raising(self, level: Level) -> timedelta:
        """Return how long an escalation of this level, or the next one named, may stand."""
        named = [one for one in sorted(self.by_level) if one >= level]
        return self.by_level[named[0] if named else max(self.by_level)]


@dataclass(frozen=True, slots=True)
class Escalation:
    """One escalation. Unresolved, it always has a `due_at`."""

    escalation_id: EscalationId
    kind: EscalationKind
    level: Level
    state: EscalationState
    trigger: str
    raised_at: datetime
    due_at: datetime | None
    step: int = 0
    acknowledged_by: StaffId | None = None
    acknowledged_by_name: str | None = None
    acknowledged_at: datetime | None = None
    outcome: Outcome | None = None
    resolved_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state is not EscalationState.RESOLVED

    def sharpened(self, level: Level, now: datetime, deadlines: Deadlines) -> "Escalation":
        """Return it at a worse level: due sooner, and never later than it was."""
        due_at = now + deadlines.after_raising(level)
        return replace(self, level=level, due_at=min(due_at, self.due_at or due_at))

    def acknowledged(self, by: Person, now: datetime, deadlines: Deadlines) -> "Escalation":
        """Return it in somebody's hands.

        Raises:
            Refused: `already_acknowledged` by another, with `by`, their name.
        """
        if self.state is EscalationState.ACKNOWLEDGED and self.acknowledged_by != by.staff_id:
            raise Refused(RefusalCode.ALREADY_ACKNOWLEDGED, by=self.acknowledged_by_name)
        return replace(
            self,
            state=EscalationState.ACKNOWLEDGED,
            acknowledged_by=by.staff_id,
            acknowledged_by_name=by.display_name,
            acknowledged_at=self.acknowledged_at or now,
            due_at=now + deadlines.outcome,
        )

    def resolved(self, outcome: Outcome, now: datetime) -> "Escalation":
        """Return it ended."""
        return replace(
            self,
            state=EscalationState.RESOLVED,
            outcome=outcome,
            resolved_at=now,
            due_at=None,
        )
