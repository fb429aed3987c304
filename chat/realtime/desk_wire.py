"""What only a counsellor's desk may send, and who comes in there."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from chat.realtime.wire import (
    About,
    Change,
    Code,
    FieldName,
    Id,
    NumberedId,
    ServiceId,
    Text,
    Topic,
)


class StartShift(Change):
    """`shift:start`."""

    capacity: int | None = Field(default=None, ge=1, le=1000)


class AcceptOne(Change):
    """`conversation:accept`: this one, or the next in line."""

    conversation_id: Id | None = None


class DeclineOffer(Change):
    """`offer:decline`."""

    offer_id: NumberedId


class HandOn(About):
    """`conversation:transfer`: to a colleague's id, or to the waiting room."""

    to: Id | Literal["waiting_room"]
    note: str | None = None


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
    ask: Annotated[list[FieldName], Field(max_length=6)] = []  # noqa: RUF012 - pydantic copies it
    message_to_young: str | None = None
    note: str | None = None


class ProposeOne(About):
    """`summary:propose`."""

    text: Text


class OfferVideoTo(About):
    """`video:offer`: now, or at a time."""

    at: AwareDatetime | None = Field(default=None, strict=False)


class EndVideoOf(About):
    """`video:end`, by staff: the one that event `seq` offered."""

    seq: Annotated[int, Field(ge=1, le=10**9)]


class CallIn(About):
    """`bridge:call`."""

    question: Text


class AskBeside(About):
    """`companion:ask`: a colleague's id."""

    to: Id


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
    topics: Annotated[list[Topic], Field(max_length=3)] = []  # noqa: RUF012 - pydantic copies it
    outcome: Literal["helped", "bridged", "referred", "ended_early", "no_answer", "other"]
    follow_up: str | None = None
    wellbeing: Literal["fine", "touched", "talk"] | None = None
    """How the counsellor is: not one of PROTOCOL.md's fields."""
