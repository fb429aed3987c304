"""What HTTP answers: the code is held to these, and `docs/openapi.yaml` is made of them."""

from datetime import datetime
from http import HTTPStatus
from typing import Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from chat.actions.service import Whom


class AnswerBody(BaseModel):
    """A body of JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def answer(self, status: int = HTTPStatus.OK) -> web.Response:
        """Return the answer with this body."""
        return web.Response(
            text=self.model_dump_json(), status=status, content_type="application/json"
        )


class HelpLineBody(AnswerBody):
    """Somebody else who can help now."""

    id: str
    name: str
    about: str
    phone: str
    web: str | None
    hours: str | None
    open_now: bool | None
    anonymous: bool | None
    whom: list[Whom]
    """Who is met there: young people, or who is too young, too old or a relative here."""


class ServiceBody(AnswerBody):
    """How the service is. Times are ISO 8601 in UTC; an unknown wait is null."""

    state: str
    next_open: str | None
    closing_at: str | None
    wait_low_s: int | None
    wait_high_s: int | None
    help: list[HelpLineBody]


class OpenedBody(AnswerBody):
    """A conversation, and where the person stands in line."""

    conversation_id: str
    token: str
    state: str
    position: int | None
    wait_low_s: int | None
    wait_high_s: int | None


class ReturnedBody(AnswerBody):
    """The talk a return code opens."""

    conversation_id: str


class VideoRoomBody(AnswerBody):
    """Where a link into a video talk leads, this once."""

    address: str = Field(repr=False)


class MeBody(AnswerBody):
    """Who is signed in."""

    staff_id: str
    display_name: str
    roles: list[str]
    language: str
    factor_due_at: datetime | None = Field(default=None, exclude_if=lambda due: due is None)
    """By when a second factor must be set up; left out where none is asked for, or there is one."""


class InvitedBody(AnswerBody):
    """Whom an invitation is for."""

    username: str
    display_name: str


class ErrorPart(AnswerBody):
    """Why not: a code for programs, a sentence for people, an id to ask about."""

    code: str
    message: str
    id: str
    retry_after_s: int | None = None
    """Only with `slow_down`."""
    reason: str | None = None
    """Only with `broken_lexicon` and `broken_service`: where, and what is wrong."""


class ErrorBody(AnswerBody):
    """A no."""

    ok: Literal[False]
    error: ErrorPart


class DoorShutBody(ServiceBody, ErrorBody):
    """A no at the door: closed, full, held or starting, with who else can help."""


class AliveBody(AnswerBody):
    """The loop turns."""

    ok: bool


class ReadyBody(AnswerBody):
    """Which parts work, and what to do about those that don't."""

    ok: bool
    parts: dict[str, Literal["ok", "failed"]]
    why: dict[str, str] = {}
    """A sentence for each that failed and knows one."""
