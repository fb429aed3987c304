"""A conversation (samtale): its states, and what each of them allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chat.domain.bridge import Bridge
from chat.domain.call import Call
from chat.domain.companion import Companion
from chat.domain.escalation import Escalation, EscalationKind
from chat.domain.identifiers import ConversationId, OfferId, ProcessId, StaffId
from chat.domain.ladder import Drill
from chat.domain.level_course import LevelMove
from chat.domain.people import Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.standing_summary import SummaryState
from chat.domain.video_talk import VideoTalk
from triage.verdict import Level


class ConversationState(StrEnum):
    """Opened (no socket yet), waiting in line, active with a counsellor, closed."""

    OPENED = "opened"
    WAITING = "waiting"
    ACTIVE = "active"
    CLOSED = "closed"


class CloseReason(StrEnum):
    """Why a conversation ended (PROTOCOL.md)."""

    COUNSELLOR = "counsellor"
    YOUNG_LEFT = "young_left"
    TIMEOUT = "timeout"
    SUPERVISOR = "supervisor"
    SERVICE = "service"


class LeftHow(StrEnum):
    """How the young person went."""

    LEAVE = "leave"
    QUICK_EXIT = "quick_exit"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Offer:
    """A conversation held out to a colleague, who has until `expires_at` to take it."""

    offer_id: OfferId
    to: StaffId
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Beside:
    """A supervisor who has come in beside the counsellor, seen by all; `writes`: has the pen."""

    staff_id: StaffId
    display_name: str
    writes: bool = False


@dataclass(frozen=True)  # no slots: see `changed`
class Conversation:
    """One conversation as the rules see it; nothing in it was typed by a person.

    `unassessed` are the messages triage has not read yet; `staff_spoke` is the number of the
    counsellor's last message; `muted` are the rules a supervisor called a false alarm here.
    `young_process` is where the young person's line is, or was last.
    """

    conversation_id: ConversationId
    token_hash: bytes
    call_word: str
    lang: str
    opened_at: datetime
    state: ConversationState = ConversationState.OPENED
    level: Level = Level.NONE
    level_moves: tuple[LevelMove, ...] = ()
    """How it came to that: the last few times it moved."""
    flags: int = 0
    """How much of what the young person wrote has words in it that triage has marked."""
    unassessed: tuple[int, ...] = ()
    topics: tuple[str, ...] = ()
    seq: int = 0
    last_everyone: int = 0
    last_staff: int = 0
    last_bridge: int = 0
    age_band: str | None = None
    gender_code: str | None = None
    municipality: str | None = None
    about: str | None = None
    campaign: str | None = None
    waiting_since: datetime | None = None
    assigned_at: datetime | None = None
    returned: bool = False
    counsellor: StaffId | None = None
    counsellor_name: str = ""
    """What the young person knows the counsellor by; said again when the pen comes back to them."""
    seat: bool = False
    beside: Beside | None = None
    call: Call | None = None
    """A bridge-builder is wanted in it, or is in."""
    companion: Companion | None = None
    """A colleague is asked to sit beside the counsellor, or does."""
    offer: Offer | None = None
    young_gone_at: datetime | None = None
    young_process: ProcessId | None = None
    young_seen: int = 0
    staff_seen: int = 0
    young_wrote_at: datetime | None = None
    staff_wrote_at: datetime | None = None
    unanswered_since: datetime | None = None
    """The first of the young person's messages that no answer has followed."""
    staff_spoke: int = 0
    silence_raised_at: datetime | None = None
    """When the safety clock last asked for a supervisor because nobody answered."""
    bridges: tuple[Bridge, ...] = ()
    """The ways on that were opened or offered, in that order; ended, they stay."""
    plan_seq: int = 0
    """The number of the event the safety plan stands under; 0: there is none."""
    summary: SummaryState | None = None
    summary_seq: int = 0
    """The number of the event that proposed it last."""
    summary_until: datetime | None = None
    """When it is destroyed, answered or not."""
    video: VideoTalk | None = None
    """The two are offered to see and hear each other, or have agreed to it."""
    drill: Drill | None = None
    muted: tuple[str, ...] = ()
    closed_at: datetime | None = None
    close_reason: CloseReason | None = None
    left_how: LeftHow | None = None
    counted: bool = False
    assessed: bool = False
    """Whether the guided risk questions were gone through in it."""
    rated: bool = False
    """Whether the young person's word on before and after is in the statistics."""
    paused_until: datetime | None = None
    """A pause for abuse: over when this time has come, whether or not anybody looks."""
    reopened_at: datetime | None = None
    """When the young person last came back to it with a return code, to read."""
    escalations: tuple[Escalation, ...] = ()

    def changed(self, changes: Mapping[str, object]) -> "Conversation":
        """Return a conversation with these fields changed.

        As `dataclasses.replace`, which took 8 us for this many frozen fields, more than all the
        rest of a decision.
        """
        after = object.__new__(Conversation)
        after.__dict__.update(self.__dict__)
        after.__dict__.update(changes)
        return after

    def open_escalation(self, kind: EscalationKind = EscalationKind.DANGER) -> Escalation | None:
        """Return the one escalation of this kind that is open, if there is one."""
        return next((one for one in self.escalations if one.kind is kind and one.is_open), None)

    @property
    def bridge(self) -> Bridge | None:
        """Return the task policy has opened to help this person on, if it has."""
        return next((one for one in self.bridges if one.lane is None), None)

    @property
    def is_closed(self) -> bool:
        """Whether nobody writes in it any more."""
        return self.state is ConversationState.CLOSED

    def is_held_by(self, staff_id: StaffId | None) -> bool:
        """Whether this counsellor holds it: while it goes on, and until the wrap-up is done."""
        holds = self.state is ConversationState.ACTIVE or self.seat
        return holds and self.counsellor is not None and self.counsellor == staff_id

    def is_accompanied_by(self, by: Person) -> bool:
        """Whether this colleague sits beside its counsellor."""
        # While it goes on: a process of an older version ends a talk and knows of no companion.
        goes_on = self.state is ConversationState.ACTIVE
        return goes_on and self.companion is not None and self.companion.is_here_as(by)

    @property
    def is_taken_over(self) -> bool:
        """Whether a supervisor writes in the counsellor's place."""
        return self.beside is not None and self.beside.writes

    def is_written_by(self, by: Person) -> bool:
        """Whether this is the one of the staff who may write to the young person now."""
        call = self.call
        if by.sender is Sender.BRIDGE or (call is not None and call.writes):
            return call is not None and call.writes and call.is_answered_by(by)
        if self.beside is not None and self.beside.writes:
            return by.is_supervisor and by.staff_id == self.beside.staff_id
        if self.companion is not None and self.companion.writes:
            return self.is_accompanied_by(by)
        return not by.is_supervisor and self.is_held_by(by.staff_id)

    def must_not_be_closed(self) -> None:
        """Refuse what needs a conversation that goes on.

        Raises:
            Refused: `left` after the young person went, else `closed`.
        """
        if self.is_closed:
            gone = self.close_reason is CloseReason.YOUNG_LEFT
            raise Refused(RefusalCode.LEFT if gone else RefusalCode.CLOSED)

    def must_be_part_of(self, by: Person) -> None:
        """Refuse staff who have no part in it; the young person's token has been checked.

        Raises:
            Refused: `not_assigned`.
        """
        if not (by.is_young or by.is_supervisor or self.is_held_by(by.staff_id)):
            raise Refused(RefusalCode.NOT_ASSIGNED)

    def must_talk(self, by: Person) -> None:
        """Refuse who may not speak to the young person here: one of the staff has the pen.

        Raises:
            Refused: `left`, `closed` or `not_assigned`.
        """
        if not by.is_young and not self.is_written_by(by):
            raise Refused(RefusalCode.NOT_ASSIGNED)
        self.must_not_be_closed()
