"""Retention (opbevaringstid): what is due to be forgotten, and when a person must say yes first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chat.domain.identifiers import ConversationId


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as far as its end matters; `closed_at` is `None` while it goes on."""

    conversation_id: ConversationId
    closed_at: datetime | None
    reopened_at: datetime | None = None
    """When the young person has come back to read it, if they have."""
    seated: bool = False
    """A counsellor has not wrapped it up yet."""
    escalated: bool = False
    """An escalation of it is open."""
    bridging: bool = False
    """A task to help this person on is open."""
    on_legal_hold: bool = False
    """A supervisor has said that it must be kept, and why."""


COMES_BACK_FOR = timedelta(days=1)
"""Longer than a talk that was come back to can be read (our own choice)."""


def is_due(one: Kept, now: datetime, keep_for: timedelta) -> bool:
    """Whether it has been closed so long that nothing of it may be kept.

    Never while somebody still has something to do about it, or has to keep it.
    """
    if one.closed_at is None or one.closed_at + keep_for > now:
        return False
    if one.reopened_at is not None and now - one.reopened_at < COMES_BACK_FOR:
        return False
    return not (one.seated or one.escalated or one.bridging or one.on_legal_hold)


class Doubt(StrEnum):
    """Why nothing is forgotten before a person has said yes."""

    SHARE = "share"
    """It would be a large part of all that is kept: is `retention` right?"""
    CLOCK = "clock"
    """So long has nobody looked that the clock may be wrong."""


@dataclass(frozen=True, slots=True)
class Brake:
    """What one run may take by itself; from `policy.yaml`."""

    share: float = 0.2
    """So much of what is kept, at most (0-1)."""
    few: int = 100
    """So many conversations are few, whatever share of a small house they are."""
    asleep: timedelta = timedelta(days=3)
    """A house that has not looked for so long may have been off, or its clock may have jumped."""

    def doubt(
        self, *, due: int, kept: int, now: datetime, looked_at: datetime | None
    ) -> Doubt | None:
        """Return what speaks against taking `due` of `kept` conversations now; `None`: nothing.

        `looked_at` is when this was last asked and nothing spoke against it.
        """
        if not due:
            return None
        if looked_at is not None and now - looked_at > self.asleep:
            return Doubt.CLOCK
        if due > self.few and due > self.share * kept:
            return Doubt.SHARE
        return None
