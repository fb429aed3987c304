"""What every client of a run said, was told and saw: the only witness the checker hears."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shown:
    """One event as a client showed it."""

    seq: int
    prev: int
    kind: str
    sender: str
    client_id: str | None
    text: str | None


@dataclass(slots=True)
class Said:
    """One message a client sent, and the number it was told, once it was."""

    conversation_id: str
    sender: str
    number: int
    client_id: str
    text: str
    seq: int | None = None


@dataclass(slots=True)
class View:
    """One client's screen of one conversation, in the order in which it filled."""

    viewer: str
    conversation_id: str
    shown: list[Shown] = field(default_factory=list)
    alarms: list[int] = field(default_factory=list)
    """Numbers of which a second copy said something else."""
    whole: bool = True
    """Whether it stayed to the end, and so must show everything."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A counsellor was told: this one is yours."""

    conversation_id: str
    counsellor: str


@dataclass(slots=True)
class Standing:
    """How things stood at the end, on the screen of a supervisor who had just come."""

    board: dict[str, str] = field(default_factory=dict)
    """Each conversation on the board, and its state."""
    open_escalations: set[tuple[str, str]] = field(default_factory=set)
    """Conversation and escalation."""


@dataclass(slots=True)
class History:
    """A whole run."""

    said: list[Said] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    repeated: list[tuple[str, set[int]]] = field(default_factory=list)
    """What several tabs said as one message, and the numbers they were told."""
    came: list[str] = field(default_factory=list)
    """Conversations whose young person has neither left nor been left."""
    raised: list[str] = field(default_factory=list)
    """Conversations for which somebody was told: a supervisor has been called."""
    standing: Standing | None = None
    """`None` where nobody looked."""
    _said_in: dict[str, list[Said]] = field(default_factory=dict)

    def sort(self) -> None:
        """Put together what was said in each conversation: a long run has many."""
        self._said_in = {}
        for said in self.said:
            self._said_in.setdefault(said.conversation_id, []).append(said)

    def of(self, conversation_id: str) -> list[Said]:
        """What was said in one conversation, once sorted."""
        return self._said_in.get(conversation_id, [])
