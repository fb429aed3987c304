"""What is asked and answered about sparring."""

from typing import Annotated

from chat.domain.marks import MarkKind
from chat.pages.answer_bodies import AnswerBody
from chat.pages.bodies import Body, Text

LONGEST = 2000
Words = Annotated[str, Text(LONGEST, shortest=1)]


class LookBody(Body):
    """`POST /api/sparring/look`: what somebody would like to ask."""

    text: Words


class AskBody(Body):
    """`POST /api/sparring`: the same words, and that they were shown with their marks."""

    text: Words
    shown: Annotated[str, Text(64, shortest=64)]


class AnswerQuestionBody(Body):
    """`POST /api/sparring/{sparring_id}/answer`."""

    text: Words


class SeenBody(Body):
    """`POST /api/sparring/seen`: nothing to add."""


class MarkBody(AnswerBody):
    """A piece of a text that may point to somebody, in Unicode code points."""

    start: int
    end: int
    kind: MarkKind


class LookedBody(AnswerBody):
    """The marks, and what says that they were shown."""

    marks: list[MarkBody]
    shown: str


class QuestionBody(AnswerBody):
    """One question, and its answer if there is one."""

    sparring_id: str
    asked_at: str
    text: str | None
    reply: str | None
    answered_by: str | None
    answered_at: str | None
    is_new: bool


class QuestionsBody(AnswerBody):
    """Questions, and whether specialists answer at this hour; `changes_at`: when that changes."""

    questions: list[QuestionBody]
    open: bool
    changes_at: str | None


class LateBody(AnswerBody):
    """`GET /api/sparring/late`: how many have waited too long for an answer."""

    late: int
