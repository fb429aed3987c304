"""What is asked when something is said, or has been read."""

from dataclasses import dataclass, field

from chat.domain.audience import Kind
from chat.domain.commands.command import Command
from chat.domain.event import Event, Once
from chat.domain.ladder import Drill
from chat.domain.people import Person
from triage.verdict import Verdict


@dataclass(frozen=True, slots=True)
class OpenConversation(Command):
    """A young person opens a conversation; every answer to an entry question is optional."""

    token_hash: bytes
    call_word: str
    lang: str
    verdict: Verdict
    age_band: str | None = None
    gender: str | None = None
    municipality: str | None = None
    about: str | None = None
    suicide_question: str | None = None
    opening: str | None = None
    campaign: str | None = None
    summary: str | None = field(default=None, repr=False)
    """The summary they bring from a talk before; they have agreed to it."""
    drill: Drill | None = None
    """Set by the house itself, never by what somebody sends."""


@dataclass(frozen=True, slots=True)
class SaveMessage(Command):
    """Somebody writes. `verdict` is `None` for staff, whose words are not assessed."""

    by: Person
    client_id: str
    text: str
    verdict: Verdict | None = None
    seen_seq: int | None = None
    """The end of the log the verdict was made in the light of; `None` when it needs none."""

    @property
    def once(self) -> Once:
        """Return the sender's own id for this message."""
        return Once(self.by.staff_id or "young", self.client_id)

    def repeats(self, event: Event) -> bool:
        """Whether the event is this message."""
        return event.kind is Kind.MESSAGE and event.data.get("text") == self.text


@dataclass(frozen=True, slots=True)
class AddNote(Command):
    """Staff write for staff: a note that is kept, or a whisper to the counsellor."""

    by: Person
    client_id: str
    text: str
    whisper: bool = False

    @property
    def once(self) -> Once:
        """Return the writer's own id for this note."""
        return Once(self.by.staff_id or "young", self.client_id)

    @property
    def kind(self) -> Kind:
        """Return which of the two it is."""
        return Kind.WHISPER if self.whisper else Kind.NOTE

    def repeats(self, event: Event) -> bool:
        """Whether the event is this note."""
        return event.kind is self.kind and event.data.get("text") == self.text


@dataclass(frozen=True, slots=True)
class Assess(Command):
    """Triage has now read what it could not read when it was written."""

    seq: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Judge(Command):
    """Staff say whether a flag was right."""

    by: Person
    seq: int
    correct: bool


@dataclass(frozen=True, slots=True)
class Seen(Command):
    """Somebody has had everything up to `seq` on screen."""

    by: Person
    seq: int


@dataclass(frozen=True, slots=True)
class GiveFeedback(Command):
    """What the young person says of the conversation afterwards, all optional."""

    helped: int | None = None
    before: int | None = None
    after: int | None = None
    comment: str | None = None
    felt_wrong: bool = False
    felt_wrong_text: str | None = None
