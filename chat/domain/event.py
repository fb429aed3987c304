"""What happens in a conversation, before and after it has its number in the log.

These are made several times with every message: a named tuple is as fixed as a frozen
dataclass, and made in a third of the time.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from chat.domain.audience import AUDIENCE_OF, FOR_NOBODY, HEARD_BY, Audience, Kind, Viewer
from chat.domain.identifiers import ConversationId
from chat.domain.people import Sender

REQUEST = FOR_NOBODY
"""Where an event's data hold the fingerprint of the request that caused it."""


class Once(NamedTuple):
    """What makes a repeated request the same request: who asked, and the asker's own id for it.

    Without the asker in it, one party could burn another's ids (matrix-org/synapse#3365).
    """

    asker: str
    client_id: str


class Event(NamedTuple):
    """Something that happens now. It has no number until the writer commits it."""

    kind: Kind
    sender: Sender
    data: Mapping[str, object]
    audience: Audience
    once: Once | None = None


def happening(
    kind: Kind,
    sender: Sender,
    data: Mapping[str, object],
    *,
    once: Once | None = None,
    audience: Audience | None = None,
) -> Event:
    """Make an event for the audience its kind has, unless a narrower one is named."""
    return Event(kind, sender, data, audience or AUDIENCE_OF[kind], once)


class Entry(NamedTuple):
    """An event in its place in a conversation's log.

    `seq` counts from 1 without gaps; `prev_everyone`, `prev_staff` and `prev_bridge` are the
    numbers of the events before it that the young person, a counsellor, and a bridge-builder who
    was called in hear: 0 when there is none.
    """

    conversation_id: ConversationId
    seq: int
    prev_everyone: int
    prev_staff: int
    at: datetime
    event: Event
    prev_bridge: int = 0

    def heard_by(self, viewer: Viewer) -> bool:
        """Whether this viewer may know that it happened at all."""
        return self.event.audience in HEARD_BY[viewer]

    def prev_for(self, viewer: Viewer) -> int:
        """Return the number of the event this viewer heard before this one."""
        match viewer:
            case Viewer.YOUNG:
                return self.prev_everyone
            case Viewer.COUNSELLOR:
                return self.prev_staff
            case Viewer.SUPERVISOR:
                return self.seq - 1
            case Viewer.ADVISER:
                return self.prev_bridge
