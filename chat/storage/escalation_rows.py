"""Rows of escalations, and escalations out of them."""

from typing import Any

from sqlalchemy import Row

from chat.domain.escalation import Escalation, EscalationKind, EscalationState, Outcome
from chat.domain.identifiers import ConversationId, EscalationId
from triage.verdict import Level


def escalation_from(row: Row[Any]) -> Escalation:
    """Read an escalation's row, joined with the account of whoever acknowledged it."""
    return Escalation(
        escalation_id=EscalationId(row.escalation_id),
        kind=EscalationKind(row.kind),
        level=Level(row.level),
        state=EscalationState(row.state),
        trigger=row.trigger,
        raised_at=row.raised_at,
        due_at=row.due_at,
        step=row.step,
        seq=row.seq,
        told_seq=row.told_seq,
        acknowledged_by=row.acknowledged_by,
        acknowledged_by_name=row.display_name,
        acknowledged_at=row.acknowledged_at,
        answered_at=row.answered_at,
        outcome=None if row.outcome is None else Outcome(row.outcome),
        resolved_at=row.resolved_at,
    )


def escalation_row(conversation_id: ConversationId, one: Escalation) -> dict[str, object]:
    """Write an escalation as its row."""
    return {
        "escalation_id": one.escalation_id,
        "conversation_id": conversation_id,
        "kind": one.kind.value,
        "level": int(one.level),
        "state": one.state.value,
        "trigger": one.trigger,
        "step": one.step,
        "seq": one.seq,
        "told_seq": one.told_seq,
        "raised_at": one.raised_at,
        "due_at": one.due_at,
        "acknowledged_by": one.acknowledged_by,
        "acknowledged_at": one.acknowledged_at,
        "answered_at": one.answered_at,
        "outcome": None if one.outcome is None else one.outcome.value,
        "resolved_at": one.resolved_at,
    }
