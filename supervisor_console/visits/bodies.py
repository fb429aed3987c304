"""What is asked and answered about visits: numbers, and nobody's name."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from chat.pages.answer_bodies import AnswerBody
from chat.pages.bodies import Body
from chat.realtime.wire import MessageId

Kind = Literal["outreach", "school"]


def is_day(given: str) -> str:
    """Validate a day as `2026-11-22`; raise `ValueError` for any other spelling."""
    if date.fromisoformat(given).isoformat() != given:
        raise ValueError("not a day")
    return given


Day = Annotated[str, AfterValidator(is_day)]


class VisitBody(Body):
    """`POST /api/visits`; the same `visit_id` again is the same visit."""

    visit_id: MessageId
    day: Day
    municipality: Annotated[str, Field(pattern=r"^\d{4}$")]
    kind: Kind
    participants: Annotated[int, Field(ge=0, le=10_000)]
    minutes: Annotated[int, Field(ge=15, le=6_000)]


class RemoveVisitBody(Body):
    """Nothing to add: who removes is who is signed in."""


class EnteredVisitBody(AnswerBody):
    """One visit as it was entered."""

    visit_id: str
    day: str
    municipality: str
    kind: Kind
    participants: int
    minutes: int
    fixed: bool
    """Its half-year's report stands: it can no longer be taken out."""


class VisitsBody(AnswerBody):
    """The latest first, at most 50."""

    visits: list[EnteredVisitBody]
