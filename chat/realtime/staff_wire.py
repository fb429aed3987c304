"""What all staff may send who take part in a conversation."""

from typing import Annotated

from pydantic import Field

from chat.domain.questions import Answer
from chat.domain.safety_plan import PlanField
from chat.realtime.wire import About, Change, Code, Id, MessageId, Payload, Seq, Text
from triage.verdict import Level


class BeginDuty(Change):
    """`shift:start` on `/supervisor` and `/bridge`, where nobody holds seats.

    A capacity is heard, and means nothing.
    """

    capacity: int | None = Field(default=None, ge=0, le=1000)


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


class PenNow(About):
    """`call:pen`, `companion:pen`: to whoever was called in or sits beside one, or back."""

    on: bool


class CloseOne(About):
    """`conversation:close`."""

    reason: Code
