"""What is asked and answered about complaints."""

from typing import Annotated, Literal

from pydantic import Field

from chat.pages.answer_bodies import AnswerBody
from chat.pages.bodies import Body, Text

Kind = Literal["complaint", "praise", "idea"]


class ComplaintBody(Body):
    """`POST /api/complaints`: no more than the words; how to answer only if one wishes."""

    kind: Kind
    text: Annotated[str, Text(4000, 1)] = Field(repr=False)
    contact: Annotated[str, Text(200)] = Field(default="", repr=False)


class CloseBody(Body):
    """Nothing to add: who closes is who is signed in."""


class ReadComplaintBody(AnswerBody):
    """One complaint, as supervisors read it."""

    complaint_id: str
    kind: Kind
    day: str
    text: str | None
    """Null where its key is gone."""
    contact: str
    is_open: bool
    is_new: bool
    level: int | None
    """What triage said of it; null is what triage could not read."""
    acute: bool


class ComplaintsBody(AnswerBody):
    """A page of at most 50: unread, read, closed; in each what triage flagged, then the oldest."""

    complaints: list[ReadComplaintBody]
    skipped: int
    total: int
    unread: int
    """How many are unread beyond this page."""


class WaitingBody(AnswerBody):
    """`GET /api/complaints/waiting`: open ones nobody has read, without a word of them."""

    unread: int
    calling: int
    """Of these, what triage flagged or could not read."""
    paging: int
    """Of these, at level 3 or above, or acute: those on duty are called outside the house, too."""
