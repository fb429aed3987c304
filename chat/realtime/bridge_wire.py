"""What only a bridge-builder's console may send."""

from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from chat.realtime.wire import Change, OpaqueId


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


class OfferVideoForTask(TakeTask):
    """`video:offer`, by a bridge-builder: now, or at a time."""

    at: AwareDatetime | None = Field(default=None, strict=False)


class EndVideoOfTask(TakeTask):
    """`video:end`, by a bridge-builder: the one that event `seq` offered."""

    seq: Annotated[int, Field(ge=1, le=10**9)]


class AnswerCallNow(Change):
    """`call:answer`."""

    call_id: OpaqueId
    """As the list of calls has it; it says nothing of which conversation it is."""
