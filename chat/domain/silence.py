"""Silence: somebody flagged waits for a word, and nobody gives it (the safety clock)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chat.domain.conversation import Conversation, ConversationState
from triage.verdict import Level


@dataclass(frozen=True, slots=True)
class SilenceBounds:
    """How long a flagged person may wait for a word before a supervisor is asked for."""

    in_talk: timedelta = timedelta(minutes=3)
    """From the first message nobody answered, or from being met: our own choice."""
    in_line: timedelta = timedelta(minutes=10)
    """In the waiting room: our own choice."""
    flagged_from: Level = Level.ELEVATED


def silent_since(one: Conversation, now: datetime, bounds: SilenceBounds) -> datetime | None:
    """Return since when somebody has waited too long; `None` where nobody has.

    One silence is raised once: a supervisor who has ended the escalation is not asked again
    before somebody has spoken, or the person has been met anew.
    """
    if one.level < bounds.flagged_from:
        return None
    match one.state:
        case ConversationState.WAITING:
            since, most = one.waiting_since, bounds.in_line
        case ConversationState.ACTIVE:
            since, most = _unmet_since(one), bounds.in_talk
        case _:
            return None
    if since is None or now - since < most:
        return None
    told = one.silence_raised_at is not None and one.silence_raised_at >= since
    return None if told else since


def _unmet_since(one: Conversation) -> datetime | None:
    """Return since when the young person waits for the counsellor's words in a running talk."""
    met = one.assigned_at
    if met is None:
        return one.unanswered_since
    if one.unanswered_since is not None:
        return max(one.unanswered_since, met)
    greeted = one.staff_wrote_at is not None and one.staff_wrote_at >= met
    return None if greeted else met
