"""What is kept apart from the log, under a key and clock of its own: what is shared for a bridge.

A summary that a young person is shown (`chat/domain/summary.py`) is kept the same way.

What is destroyed when: record and key go in the commit in which a yes is taken back; else
`shared_kept` after the bridge has ended or `shared_at_most` after it was sent, whichever is first.
"""

from dataclasses import dataclass, field
from datetime import datetime

from chat.domain.identifiers import BridgeId, ConversationId

LONGEST_SHARED = 500
"""Unicode code points of one field."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What is to be sealed and kept until `until`."""

    bridge_id: BridgeId
    until: datetime
    fields: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptUntil:
    """What was shared is to be destroyed at `until`; `None`: now, with this commit."""

    bridge_id: BridgeId
    until: datetime | None


def summary_in(conversation_id: ConversationId) -> BridgeId:
    """Return what a conversation's summary is kept under, beside its bridges; no bridge has it."""
    return BridgeId(f"{conversation_id}.summary")
