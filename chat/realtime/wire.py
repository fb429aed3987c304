"""The wire's payloads: what each event may carry in, and how events and pages go out."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from chat.domain.audience import Viewer, data_for
from chat.domain.bridge import ShareField
from chat.domain.escalation import Outcome
from chat.domain.event import Entry
from chat.domain.questions import Answer
from chat.domain.safety_plan import PlanField
from chat.domain.summary import SummaryAnswer
from chat.domain.topics import topic
from chat.storage.log import Page
from triage.verdict import Level

Text = Annotated[str, StringConstraints(min_length=1)]
"""Typed text; its length is the domain's to judge, so that `too_long` can be said."""
Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{36}$")]
NUMBERED = re.compile(r"[0-9a-f-]{36}\.\d{1,9}")
NOBODYS = f"{UUID(int=0)}.0"
"""An id we never gave to anything."""
OpaqueId = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""What we call a thing, of whatever form: one we never gave is `not_found`, like one of others."""


def numbered(said: str) -> str:
    """Return the id of an escalation, offer or bridge; one of another form is nobody's."""
    return said if NUMBERED.fullmatch(said) else NOBODYS


NumberedId = Annotated[OpaqueId, AfterValidator(numbered)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
MessageId = Annotated[
    str,
    StringConstraints(
        pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", to_lower=True
    ),
]
"""A UUID in its canonical form, kept as text: as an object it would only be written out again."""
ClientId = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F-]{36}$")]
Topic = Annotated[str, AfterValidator(topic)]
ServiceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,79}$")]
FieldName = Annotated[ShareField, Field(strict=False)]
Seq = Annotated[int, Field(ge=0, le=10**9)]


class Payload(BaseModel):
    """What a client sends: exact keys, exact types, nothing repeated in errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class Change(Payload):
    """An event that changes something: it may carry an id of the client's own."""

    client_id: ClientId | None = None


class Nothing(Change):
    """A change that needs no more words."""


class YoungAuth(Payload):
    """How a young person's socket introduces itself."""

    token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
    last_seq: Seq = 0


class YoungMessage(Payload):
    """`message:send` on `/young`."""

    client_id: MessageId
    text: Text


class Since(Payload):
    """`events:since` on `/young`."""

    seq: Seq


class YoungTyping(Payload):
    """`typing` on `/young`."""

    on: bool


class LeaveNow(Change):
    """`conversation:leave`."""

    how: Literal["leave", "quick_exit"] = "leave"


class Feedback(Change):
    """`feedback`: any of these."""

    helped: int | None = Field(default=None, ge=1, le=5)
    before: int | None = Field(default=None, ge=0, le=10)
    after: int | None = Field(default=None, ge=0, le=10)
    comment: str | None = None
    felt_wrong: bool = False
    felt_wrong_text: str | None = None


class About(Change):
    """Anything said of one conversation."""

    conversation_id: Id


class StartShift(Change):
    """`shift:start`."""

    capacity: int | None = Field(default=None, ge=1, le=1000)


class BeginDuty(Change):
    """`shift:start` on `/supervisor` and `/bridge`, where nobody holds seats.

    A capacity is heard, and means nothing.
    """

    capacity: int | None = Field(default=None, ge=0, le=1000)


class AcceptOne(Change):
    """`conversation:accept`: this one, or the next in line."""

    conversation_id: Id | None = None


class DeclineOffer(Change):
    """`offer:decline`."""

    offer_id: NumberedId


class Follow(About):
    """`conversation:open`."""

    last_seq: Seq = 0


class StaffMessage(Payload):
    """`message:send`, `note:add` and `whisper:send` by staff."""

    conversation_id: Id
    client_id: MessageId
    text: Text


class StaffSince(About):
    """`events:since` and `seen` by staff."""

    seq: Seq


class StaffTyping(About):
    """`typing` by staff."""

    on: bool


class JudgeFlag(About):
    """`flag:judge`."""

    seq: Annotated[int, Field(ge=1, le=10**9)]
    correct: bool


class LevelSet(About):
    """`level:set`."""

    level: Level = Field(strict=False)
    reason: Text


class RecordAnswers(About):
    """`assessment:record`."""

    answers: Annotated[dict[Code, Answer], Field(min_length=1, max_length=40)]


class TickStep(About):
    """`emergency:tick`."""

    step: Code
    done: bool


class PlanText(About):
    """`safety_plan:update`: one field as it is to stand; an empty text takes it out."""

    field: PlanField = Field(strict=False)
    text: str


class RaiseOne(About):
    """`escalation:raise`."""

    reason: Text


class AcknowledgeOne(Change):
    """`escalation:acknowledge`."""

    escalation_id: NumberedId


class ResolveOne(AcknowledgeOne):
    """`escalation:resolve`."""

    outcome: Outcome = Field(strict=False)
    note: str | None = None
    told_seq: int | None = Field(default=None, ge=0)
    """The `told_seq` of the escalation as it was shown: what was told since must be seen first."""


class HandOn(About):
    """`conversation:transfer`: to a colleague's id, or to the waiting room."""

    to: Id | Literal["waiting_room"]
    note: str | None = None


class HoldRoom(Change):
    """`service:hold`."""

    reason: Text


class SayToAll(Change):
    """`announce`."""

    text: Text


class SuggestFor(About):
    """`bridge:suggest`: with the needs a counsellor has chosen, beside those triage speaks of.

    `anonymous`: whether the young person wants to stay so there too, as they are here.
    """

    needs: Annotated[list[Code], Field(max_length=10)] | None = None
    anonymous: bool = True


class OfferOne(About):
    """`bridge:offer`; `ask` goes with a hand-over, and names a way to be reached at least."""

    service_id: ServiceId
    lane: Literal["self", "hand_over"]
    ask: Annotated[list[FieldName], Field(max_length=6)] = []
    message_to_young: str | None = None
    note: str | None = None


class WithdrawOne(Change):
    """`bridge:withdraw`."""

    bridge_id: NumberedId


class AnswerOne(WithdrawOne):
    """`bridge:answer`: what is shared, by field, goes with a yes to a hand-over alone."""

    accept: bool
    share: Annotated[dict[FieldName, str], Field(max_length=6)] = {}


class TakeTask(Change):
    """`bridge:take`, `bridge:history` and `bridge:details`."""

    bridge_id: OpaqueId
    """As the list of tasks has it; not the id that the talk's own events have."""


class MoveTask(TakeTask):
    """`bridge:update`."""

    status: Literal["received", "first_contact", "held", "not_held", "withdrawn"]
    note: str | None = None
    message_to_young: str | None = None
    follow_up_at: AwareDatetime | None = Field(default=None, strict=False)
    """When to look again, with a task one has; left out, within the policy's time."""

    @model_validator(mode="after")
    def _looks_again_at_ones_own(self) -> Self:
        if self.status == "received" and self.follow_up_at is not None:
            message = "taking a task has the policy's time"
            raise ValueError(message)
        return self


class PlanTask(TakeTask):
    """`bridge:plan`: when to look again, and nothing else."""

    follow_up_at: AwareDatetime = Field(strict=False)
    note: str | None = None


class ProposeOne(About):
    """`summary:propose`."""

    text: Text


class AnswerProposed(Change):
    """`summary:answer`: to the summary that event `seq` proposed."""

    seq: Annotated[int, Field(ge=1, le=10**9)]
    answer: SummaryAnswer = Field(strict=False)


class OfferVideoTo(About):
    """`video:offer`: now, or at a time."""

    at: AwareDatetime | None = Field(default=None, strict=False)


class EndVideoOf(About):
    """`video:end`, by staff: the one that event `seq` offered."""

    seq: Annotated[int, Field(ge=1, le=10**9)]


class EndVideoNow(Change):
    """`video:end`, by the young person."""

    seq: Annotated[int, Field(ge=1, le=10**9)]


class AnswerVideoNow(EndVideoNow):
    """`video:answer`."""

    accept: bool


class OfferVideoForTask(TakeTask):
    """`video:offer`, by a bridge-builder: now, or at a time."""

    at: AwareDatetime | None = Field(default=None, strict=False)


class EndVideoOfTask(TakeTask):
    """`video:end`, by a bridge-builder: the one that event `seq` offered."""

    seq: Annotated[int, Field(ge=1, le=10**9)]


class CallIn(About):
    """`bridge:call`."""

    question: Text


class AskBeside(About):
    """`companion:ask`: a colleague's id."""

    to: Id


class AnswerCallNow(Change):
    """`call:answer`."""

    call_id: OpaqueId
    """As the list of calls has it; it says nothing of which conversation it is."""


class PenNow(About):
    """`call:pen`, `companion:pen`: to whoever was called in or sits beside one, or back."""

    on: bool


class CloseOne(About):
    """`conversation:close`."""

    reason: Code


class PauseOne(About):
    """`conversation:pause`: no minutes at all end a pause."""

    minutes: Annotated[int, Field(ge=0, le=30)]
    reason: str | None = None


class ReportOne(About):
    """`conversation:report`."""

    reason: Text


class WrapUpOne(About):
    """`wrap_up:record`."""

    main: Topic
    topics: Annotated[list[Topic], Field(max_length=3)] = []
    outcome: Literal["helped", "bridged", "referred", "ended_early", "no_answer", "other"]
    follow_up: str | None = None
    wellbeing: Literal["fine", "touched", "talk"] | None = None
    """How the counsellor is: not one of PROTOCOL.md's fields."""


def event_on_wire(entry: Entry, viewer: Viewer) -> dict[str, object]:
    """Return an event as this viewer is sent it."""
    event = entry.event
    return {
        "conversation_id": entry.conversation_id,
        "seq": entry.seq,
        "prev": entry.prev_for(viewer),
        "kind": event.kind,
        "at": entry.at.isoformat(),
        "from": event.sender,
        "data": data_for(viewer, event.kind, event.data),
    }


def page_on_wire(page: Page, viewer: Viewer) -> dict[str, object]:
    """Return a page as this viewer is sent it."""
    return {
        "events": [event_on_wire(entry, viewer) for entry in page.entries],
        "last_seq": page.last_seq,
        "more": page.more,
    }


def place_on_wire(entry: Entry, viewer: Viewer) -> Mapping[str, object]:
    """Return where a message landed: its acknowledgement carries `prev` like an event."""
    return {"seq": entry.seq, "prev": entry.prev_for(viewer), "at": entry.at.isoformat()}
