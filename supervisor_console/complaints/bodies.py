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
    text: str
    contact: str
    is_open: bool


class ComplaintsBody(AnswerBody):
    """The open ones first, at most 100."""

    complaints: list[ReadComplaintBody]
