"""An escalation (eskalering): a supervisor is asked for, and somebody must answer."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chat.domain.identifiers import EscalationId, StaffId
from chat.domain.ladder import Ladder
from chat.domain.people import Person
from chat.domain.refusal import RefusalCode, Refused
from triage.verdict import Level


class EscalationState(StrEnum):
    """How far it has come; `paged` once nobody has answered the first step.

    `in_hand` once whoever acknowledged it has acted in the conversation.
    """

    RAISED = "raised"
    PAGED = "paged"
    ACKNOWLEDGED = "acknowledged"
    IN_HAND = "in_hand"
    RESOLVED = "resolved"


class EscalationKind(StrEnum):
    """What it is about: a danger, abuse, or that something felt wrong (no counsellor sees that)."""

    DANGER = "danger"
    ABUSE = "abuse"
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
    """How often it has climbed; past the ladder's end it goes on counting."""
    seq: int = 0
    """The number of the event that moved it last: what is shown under a lower one is older."""
    told_seq: int = 0
    """The number of the event that last told of danger: whoever ends it must have seen that one."""
    acknowledged_by: StaffId | None = None
    acknowledged_by_name: str | None = None
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    """When somebody acknowledged it for the first time; it stays when it opens again."""
    outcome: Outcome | None = None
    resolved_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state is not EscalationState.RESOLVED

    @property
    def calls(self) -> bool:
        """Whether nobody has it."""
        return self.state in {EscalationState.RAISED, EscalationState.PAGED}

    def is_due(self, now: datetime, ladder: Ladder) -> bool:
        """Whether its time is over, or it was given by a clock that has jumped back since.

        A deadline further ahead than any this state can be given was set in another time. Too
        early is allowed, late is not (SECURITY_TARGETS.md E2).
        """
        if not self.is_open:
            return False
        if self.due_at is None:
            return True
        return not now < self.due_at <= now + self.has_at_most(ladder)

    def sharpened(self, level: Level, now: datetime, ladder: Ladder) -> "Escalation":
        """Return it at a worse level: due sooner, and never later than it was."""
        worse = replace(self, level=level)
        due_at = now + worse.has_at_most(ladder)
        return replace(worse, due_at=min(due_at, self.due_at or due_at))

    def climbed(self, now: datetime, ladder: Ladder) -> "Escalation":
        """Return it a step further: nobody has answered."""
        step = self.step + 1
        due_at = now + ladder.lasts(step, self.level)
        return replace(self, state=EscalationState.PAGED, step=step, due_at=due_at)

    def reopened(self, now: datetime, ladder: Ladder) -> "Escalation":
        """Return it in nobody's hands, on the step it had come to."""
        return replace(
            self,
            state=EscalationState.PAGED if self.step else EscalationState.RAISED,
            acknowledged_by=None,
            acknowledged_by_name=None,
            acknowledged_at=None,
            due_at=now + ladder.lasts(self.step, self.level),
        )

    def acknowledged(self, by: Person, now: datetime, ladder: Ladder) -> "Escalation":
        """Return it in somebody's hands.

        Raises:
            Refused: `already_acknowledged` by another, with `by`, their name.
        """
        if not self.calls and self.acknowledged_by != by.staff_id:
            raise Refused(RefusalCode.ALREADY_ACKNOWLEDGED, by=self.acknowledged_by_name)
        return replace(
            self,
            state=EscalationState.ACKNOWLEDGED,
            acknowledged_by=by.staff_id,
            acknowledged_by_name=by.display_name,
            acknowledged_at=self.acknowledged_at or now,
            answered_at=self.answered_at or now,
            due_at=now + ladder.outcome_within(self.level),
        )

    def worked_on(self, now: datetime, ladder: Ladder, seq: int) -> "Escalation":
        """Return it with its owner at work under event `seq`: each act gives them more time."""
        due_at = now + ladder.outcome_within(self.level)
        return replace(self, state=EscalationState.IN_HAND, due_at=due_at, seq=seq)

    def told_more(self, seq: int) -> "Escalation":
        """Return it with more danger told under event `seq` than it was raised or taken for.

        While it calls its own number stays: that is the fence of the step that is due, and what is
        said on and on must not hold it up.
        """
        return replace(self, seq=self.seq if self.calls else seq, told_seq=seq)

    def must_be_known(self, seen: int | None) -> None:
        """Refuse a judgement on less than has been told; `seen` is up to where one had read.

        Raises:
            Refused: `told_anew`, with `told_seq`, what there is to look at first.
        """
        if seen is not None and seen < self.told_seq:
            raise Refused(RefusalCode.TOLD_ANEW, told_seq=self.told_seq)

    def resolved(self, outcome: Outcome, now: datetime) -> "Escalation":
        """Return it ended."""
        return replace(
            self,
            state=EscalationState.RESOLVED,
            outcome=outcome,
            resolved_at=now,
            due_at=None,
        )

    def has_at_most(self, ladder: Ladder) -> timedelta:
        """Return the longest time this state may be given."""
        if self.calls:
            return ladder.lasts(self.step, self.level)
        return ladder.outcome_within(self.level)
