"""How long a young person's secret opens their conversation (PROTOCOL.md, "Token life")."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chat.domain.conversation import Conversation, ConversationState, LeftHow


@dataclass(frozen=True, slots=True)
class TokenLife:
    """The spans of it, from `policy.yaml`."""

    waiting: timedelta = timedelta(minutes=10)
    active: timedelta = timedelta(minutes=10)
    reading: timedelta = timedelta(minutes=30)

    def opens(self, one: Conversation, now: datetime) -> bool:
        """Whether the secret of this conversation still opens it."""
        if one.left_how is LeftHow.QUICK_EXIT:
            return False
        if one.state is ConversationState.CLOSED:
            read_from = one.reopened_at or one.closed_at
            return read_from is None or now - read_from <= self.reading
        if one.young_gone_at is None:
            return True
        active = one.state is ConversationState.ACTIVE
        return now - one.young_gone_at <= (self.active if active else self.waiting)
