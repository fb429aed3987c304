"""What a young person's page may send."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chat.domain.summary import SummaryAnswer
from chat.realtime.wire import Change, FieldName, MessageId, NumberedId, Payload, Seq, Text


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


class WithdrawOne(Change):
    """`bridge:withdraw`."""

    bridge_id: NumberedId


class AnswerOne(WithdrawOne):
    """`bridge:answer`: what is shared, by field, goes with a yes to a hand-over alone."""

    accept: bool
    share: Annotated[dict[FieldName, str], Field(max_length=6)] = {}  # noqa: RUF012 - pydantic copies it


class AnswerProposed(Change):
    """`summary:answer`: to the summary that event `seq` proposed."""

    seq: Annotated[int, Field(ge=1, le=10**9)]
    answer: SummaryAnswer = Field(strict=False)


class EndVideoNow(Change):
    """`video:end`, by the young person."""

    seq: Annotated[int, Field(ge=1, le=10**9)]


class AnswerVideoNow(EndVideoNow):
    """`video:answer`."""

    accept: bool
