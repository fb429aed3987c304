"""Who follows which log, and how far it reaches for each of them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from chat.domain.audience import Viewer
from chat.domain.conversation import Conversation
from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId
from chat.realtime.sockets import Socket
from chat.storage.submitted import Committed
from chat.storage.writer import Origin


class Ends(NamedTuple):
    """How far a log reaches, for each viewer."""

    everyone: int
    staff: int
    supervisors: int
    bridge: int = 0

    @classmethod
    def of(cls, one: Conversation) -> "Ends":
        """Read them off a conversation's state."""
        return cls(one.last_everyone, one.last_staff, one.seq, one.last_bridge)

    def grown(self, entry: Entry) -> "Ends":
        """Return the ends after an event another process committed."""
        return Ends(
            entry.seq if entry.heard_by(Viewer.YOUNG) else self.everyone,
            entry.seq if entry.heard_by(Viewer.COUNSELLOR) else self.staff,
            entry.seq,
            entry.seq if entry.heard_by(Viewer.ADVISER) else self.bridge,
        )

    def seen_by(self, viewer: Viewer) -> int:
        """Return the end for this viewer."""
        match viewer:
            case Viewer.YOUNG:
                return self.everyone
            case Viewer.COUNSELLOR:
                return self.staff
            case Viewer.SUPERVISOR:
                return self.supervisors
            case Viewer.ADVISER:
                return self.bridge


@dataclass(slots=True)
class Following:
    """One socket, what it follows, and when it is told the heads next."""

    socket: Socket
    viewer: Viewer
    logs: dict[ConversationId, int] = field(default_factory=dict)
    """Each with the first number that is theirs: who was called in reads nothing from before."""
    beside: set[ConversationId] = field(default_factory=set)
    """Those of them in which a companion sits here, and no counsellor whose it is."""
    heads_at: float = 0.0


@dataclass(slots=True)
class Followed:
    """One log, who follows it, and how far it reaches."""

    ends: Ends
    by: dict[str, Following] = field(default_factory=dict)
    answers: dict[int, tuple[Origin, Committed]] = field(default_factory=dict)
    """Whom to answer when their entry's turn has come, after others' that are still read."""
