"""What is asked of a conversation or a shift: small values that the writer folds into decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from hashlib import sha256

from chat.domain.audience import Kind
from chat.domain.bridge import BridgeStatus, Lane, ShareField
from chat.domain.conversation import LeftHow
from chat.domain.escalation import Outcome
from chat.domain.event import REQUEST, Event, Once
from chat.domain.identifiers import (
    BridgeId,
    ConversationId,
    EscalationId,
    OfferId,
    ProcessId,
    StaffId,
)
from chat.domain.ladder import Drill
from chat.domain.people import YOUNG, Person, Sender
from chat.domain.questions import Answer
from chat.domain.work_area import NOWHERE, WorkArea
from triage.verdict import Level, Verdict


@dataclass(frozen=True, slots=True)
class Command:
    """Something asked of one conversation.

    `request_id` is the asker's own id for it: asked again under the same id, it is done once.
    """

    conversation_id: ConversationId
    request_id: str | None = field(default=None, kw_only=True)

    @property
    def once(self) -> Once | None:
        """Return what makes a repetition of this the same request, if anything does."""
        if self.request_id is None:
            return None
        by = getattr(self, "by", YOUNG)
        return Once(by.staff_id or "young", self.request_id)

    def repeats(self, event: Event) -> bool:
        """Whether this asks for just what caused the event; its id alone does not say so."""
        return event.data.get(REQUEST) == self.fingerprint()

    def fingerprint(self) -> str:
        """Return what is the same for the same content only. It is kept sealed."""
        content = sorted((one.name, repr(getattr(self, one.name))) for one in fields(self))
        return sha256(f"{type(self).__name__}{content}".encode()).hexdigest()[:32]


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
    drill: Drill | None = None
    """Set by the house itself, never by what somebody sends."""


@dataclass(frozen=True, slots=True)
class Arrive(Command):
    """The young person's page is connected, to this process: they stand in line, or are back."""

    process: ProcessId | None = None


@dataclass(frozen=True, slots=True)
class Drop(Command):
    """The young person's last line to this process ended; their place is kept."""

    process: ProcessId | None = None


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
class Accept(Command):
    """A counsellor meets somebody who waits, or takes what a colleague holds out, with a note."""

    by: Person
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Release(Command):
    """The counsellor is gone: back to the front of the waiting room."""

    counsellor: StaffId
    reason: str


@dataclass(frozen=True, slots=True)
class Transfer(Command):
    """The counsellor hands on: to the waiting room (`to` is `None`), or as an offer to somebody."""

    by: Person
    to: StaffId | None
    note: str | None = None
    valid_for: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Join(Command):
    """A supervisor comes in beside the counsellor, and the young person is told."""

    by: Person


@dataclass(frozen=True, slots=True)
class TakeOver(Command):
    """A supervisor takes the pen: they write now, and nobody else."""

    by: Person


@dataclass(frozen=True, slots=True)
class StepOut(Command):
    """A supervisor goes again: the pen is the counsellor's, or the person's turn is next."""

    by: Person


@dataclass(frozen=True, slots=True)
class LoseBeside(Command):
    """The supervisor who had come in is gone from their desk."""

    supervisor: StaffId


@dataclass(frozen=True, slots=True)
class EndOffer(Command):
    """An offer is declined (`by` set) or has run out."""

    offer_id: OfferId
    by: Person | None = None


@dataclass(frozen=True, slots=True)
class Judge(Command):
    """Staff say whether a flag was right."""

    by: Person
    seq: int
    correct: bool


@dataclass(frozen=True, slots=True)
class SetLevel(Command):
    """Staff set the level; lowering it is a supervisor's act."""

    by: Person
    level: Level
    reason: str


@dataclass(frozen=True, slots=True)
class RecordAssessment(Command):
    """Staff write down the answers to the guided risk questions."""

    by: Person
    answers: tuple[tuple[str, Answer], ...]
    """By question, in the order of their ids."""


@dataclass(frozen=True, slots=True)
class TickEmergency(Command):
    """A step of the emergency card is done, or was not after all."""

    by: Person
    step: str
    done: bool


@dataclass(frozen=True, slots=True)
class ChangePlan(Command):
    """The safety plan as it is to stand, made from the one under event `before` (0: none yet)."""

    by: Person
    fields: tuple[tuple[str, str], ...]
    changed: str
    """The field somebody has written in; the others are as they stood."""
    before: int

    def repeats(self, event: Event) -> bool:
        """Whether the event put the same words there, on whatever plan it found."""
        words = dict(self.fields).get(self.changed)
        return event.kind is Kind.SAFETY_PLAN and event.data.get(self.changed) == words


@dataclass(frozen=True, slots=True)
class OfferBridge(Command):
    """Staff offer a service: to be turned to oneself, or with a bridge-builder."""

    by: Person
    service_id: str
    card: Mapping[str, object]
    """What the young person is shown of the service, as JSON types."""
    lane: Lane
    asked: tuple[ShareField, ...] = ()
    message_to_young: str | None = None
    note: str | None = None
    place: str | None = None
    """The municipality of the service, where it is offered in one alone."""

    def fingerprint(self) -> str:
        """Return what is the same for the same offer; the card says the hour: it differs."""
        said = (self.service_id, self.lane, self.asked, self.message_to_young, self.note)
        return sha256(repr(said).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class AnswerBridge(Command):
    """The young person says yes or no, and what they choose to share."""

    bridge_id: BridgeId
    accept: bool
    share: tuple[tuple[ShareField, str], ...] = field(default=(), repr=False)

    def fingerprint(self) -> str:
        """Return what is the same for the same answer: of what is shared only which fields.

        A number of eight digits can be found from its hash.
        """
        said = (self.bridge_id, self.accept, [name.value for name, _ in self.share])
        return sha256(repr(said).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class WithdrawBridge(Command):
    """The young person takes their yes back."""

    bridge_id: BridgeId


@dataclass(frozen=True, slots=True)
class TakeBridge(Command):
    """A bridge-builder takes a task: the first one wins."""

    by: Person
    bridge_id: BridgeId
    area: WorkArea = NOWHERE
    """Where they work."""


@dataclass(frozen=True, slots=True)
class MoveBridge(Command):
    """A bridge-builder has followed their task up, or ends it."""

    by: Person
    bridge_id: BridgeId
    status: BridgeStatus
    note: str | None = None
    follow_up_at: datetime | None = None
    message_to_young: str | None = None


@dataclass(frozen=True, slots=True)
class BridgeOverdue(Command):
    """A bridge has sat past its deadline."""

    bridge_id: BridgeId


@dataclass(frozen=True, slots=True)
class RaiseEscalation(Command):
    """A counsellor or supervisor asks for a supervisor."""

    by: Person
    reason: str


@dataclass(frozen=True, slots=True)
class Acknowledge(Command):
    """A supervisor takes an escalation: the first one wins."""

    by: Person
    escalation_id: EscalationId


@dataclass(frozen=True, slots=True)
class Resolve(Command):
    """A supervisor ends an escalation with an outcome."""

    by: Person
    escalation_id: EscalationId
    outcome: Outcome
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Climb(Command):
    """Time is over for an escalation that stands as event `seq` left it.

    `owner` is whoever acknowledged it: they may be gone.
    """

    escalation_id: EscalationId
    seq: int
    owner: StaffId | None = None


@dataclass(frozen=True, slots=True)
class BreakSilence(Command):
    """Somebody flagged has waited too long for a word."""


@dataclass(frozen=True, slots=True)
class ComeBack(Command):
    """The young person is back at a talk that is over, with a new secret, to read."""

    token_hash: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Close(Command):
    """Staff end the conversation; `why` is a code of theirs."""

    by: Person
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Leave(Command):
    """The young person goes, or is taken to have gone."""

    how: LeftHow


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Staff stop an abusive talk for a while; no time at all ends a pause."""

    by: Person
    lasts: timedelta
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Report(Command):
    """A counsellor tells the supervisors that the chat is abused here."""

    by: Person
    reason: str


@dataclass(frozen=True, slots=True)
class WrapUp(Command):
    """The counsellor records what it was about; the seat is free again."""

    by: Person
    main: str
    topics: tuple[str, ...]
    outcome: str
    follow_up: str | None = None
    wellbeing: str | None = None
    """How the counsellor is after it, if they say so: in the log, and in no statistics."""


@dataclass(frozen=True, slots=True)
class FreeSeat(Command):
    """No wrap-up came in time: the seat is free again."""


@dataclass(frozen=True, slots=True)
class GiveFeedback(Command):
    """What the young person says of the conversation afterwards, all optional."""

    helped: int | None = None
    before: int | None = None
    after: int | None = None
    comment: str | None = None
    felt_wrong: bool = False
    felt_wrong_text: str | None = None


@dataclass(frozen=True, slots=True)
class Seen(Command):
    """Somebody has had everything up to `seq` on screen."""

    by: Person
    seq: int


@dataclass(frozen=True, slots=True)
class ShiftCommand:
    """Something asked of one person's shift in one role."""

    staff_id: StaffId
    role: Sender


@dataclass(frozen=True, slots=True)
class StartShift(ShiftCommand):
    """Begin, or go on after a pause."""

    capacity: int = field(default=0)


@dataclass(frozen=True, slots=True)
class PauseShift(ShiftCommand):
    """Take no new conversations for now."""


@dataclass(frozen=True, slots=True)
class EndShift(ShiftCommand):
    """Go home."""


@dataclass(frozen=True, slots=True)
class ConfirmShift(ShiftCommand):
    """A supervisor says: I am here."""


@dataclass(frozen=True, slots=True)
class StaffHere(ShiftCommand):
    """A socket of theirs is connected, to this process."""

    process: ProcessId | None = None


@dataclass(frozen=True, slots=True)
class StaffGone(ShiftCommand):
    """Their last socket at this process ended."""

    process: ProcessId | None = None
