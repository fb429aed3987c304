"""What only a supervisor may send; the rest of that console's payloads are all staff's."""

from pydantic import Field

from chat.domain.escalation import Outcome
from chat.realtime.wire import About, Change, Code, NumberedId, Text


class HoldLog(About):
    """`retention:hold`: why a conversation must be kept past its time."""

    reason: Text


class LetGoTask(Change):
    """`bridge:let_go`: a bridge-builder's task, as the log names it."""

    bridge_id: NumberedId


class WriteLegalDuty(About):
    """`legal_duty:record`: a step is done, or what stands in it; an empty text takes it back."""

    step: Code
    done: bool
    text: str = ""
    given: bool = False


class AcknowledgeOne(Change):
    """`escalation:acknowledge`."""

    escalation_id: NumberedId


class ResolveOne(AcknowledgeOne):
    """`escalation:resolve`."""

    outcome: Outcome = Field(strict=False)
    note: str | None = None
    told_seq: int | None = Field(default=None, ge=0)
    """The `told_seq` of the escalation as it was shown: what was told since must be seen first."""


class HoldRoom(Change):
    """`service:hold`."""

    reason: Text


class SayToAll(Change):
    """`announce`."""

    text: Text
