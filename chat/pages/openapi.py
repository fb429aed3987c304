"""`docs/openapi.yaml`, made of the models that validate requests and the types of the answers.

`config.openapi` puts it together with what the supervisor's pages add, and prints it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chat.pages import answer_bodies as answers
from chat.pages import sparring_bodies as sparring
from chat.pages.answer_bodies import AnswerBody
from chat.pages.bodies import BEACON_TYPE, JSON_TYPE, Body
from chat.pages.replies import RepliesBody
from chat.pages.sessions import AcceptBody, InvitationBody, SignInBody
from chat.pages.video import VideoBody
from chat.pages.young import LeaveBody, OpeningBody, ReturnBody

PLACE = re.compile(r"\{(\w+)\}")
SCHEMAS = "#/components/schemas/"
PAGE = "text/html"
NUMBERS = "text/plain"

Answer = type[AnswerBody] | str | None
"""A body of JSON, a media type, or nothing."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked."""

    method: str
    path: str
    summary: str
    answers: Mapping[int, Answer]
    body: type[Body] | None = None
    types: tuple[str, ...] = (JSON_TYPE,)
    signed_in: bool = False


REFUSED: Mapping[int, Answer] = dict.fromkeys((400, 403, 408, 413, 415, 503), answers.ErrorBody)
"""What any request with a body may hear."""
SLOW: Mapping[int, Answer] = {429: answers.ErrorBody}
ABSENT: Mapping[int, Answer] = {404: answers.ErrorBody}
DOOR: Mapping[int, Answer] = {409: answers.DoorShutBody, 503: answers.DoorShutBody}

OPERATIONS = (
    Operation("get", "/api/service", "How the service is, and who else can help now",
              {200: answers.ServiceBody, 503: answers.ErrorBody}),
    Operation("post", "/api/conversations", "Open a conversation; the same token, the same one",
              {200: answers.OpenedBody, 201: answers.OpenedBody, **REFUSED, **SLOW, **DOOR,
               401: answers.ErrorBody}, OpeningBody),
    Operation("post", "/api/conversations/leave", "Leave; the same answer for any token",
              {204: None, **REFUSED}, LeaveBody, (JSON_TYPE, BEACON_TYPE)),
    Operation("post", "/api/return", "Come back to a talk that is over, with its return code",
              {200: answers.ReturnedBody, **REFUSED, **SLOW, 401: answers.ErrorBody}, ReturnBody),
    Operation("post", "/api/video", "Come into a video talk: uses a link up",
              {200: answers.VideoRoomBody, **REFUSED, **SLOW, 401: answers.ErrorBody}, VideoBody),
    Operation("post", "/api/session", "Sign in: sets the session's cookie",
              {204: None, **REFUSED, **SLOW, 401: answers.ErrorBody}, SignInBody),
    Operation("delete", "/api/session", "Sign out; the session's sockets end too",
              {204: None, 403: answers.ErrorBody, 503: answers.ErrorBody}, signed_in=True),
    Operation("get", "/api/me", "Who is signed in",
              {200: answers.MeBody, 401: answers.ErrorBody, 503: answers.ErrorBody},
              signed_in=True),
    Operation("get", "/api/replies", "Texts to begin a message from, for whoever may write one",
              {200: RepliesBody, 401: answers.ErrorBody, 403: answers.ErrorBody,
               503: answers.ErrorBody}, signed_in=True),
    Operation("get", "/api/sparring", "What one has asked specialists, and what they answered",
              {200: sparring.QuestionsBody, 401: answers.ErrorBody, 403: answers.ErrorBody,
               503: answers.ErrorBody}, signed_in=True),
    Operation("post", "/api/sparring", "Ask a specialist: words one was shown with their marks",
              {204: None, **REFUSED, **SLOW, 401: answers.ErrorBody, 409: answers.ErrorBody},
              sparring.AskBody, signed_in=True),
    Operation("post", "/api/sparring/look", "What one would ask, with what may point to somebody",
              {200: sparring.LookedBody, **REFUSED, 401: answers.ErrorBody}, sparring.LookBody,
              signed_in=True),
    Operation("post", "/api/sparring/seen", "The answers were on screen",
              {204: None, **REFUSED, 401: answers.ErrorBody}, sparring.SeenBody, signed_in=True),
    Operation("get", "/api/sparring/open", "Questions nobody has answered, for specialists",
              {200: sparring.QuestionsBody, 401: answers.ErrorBody, 403: answers.ErrorBody,
               503: answers.ErrorBody}, signed_in=True),
    Operation("get", "/api/sparring/late", "How many have waited too long for an answer",
              {200: sparring.LateBody, 401: answers.ErrorBody, 403: answers.ErrorBody,
               503: answers.ErrorBody}, signed_in=True),
    Operation("post", "/api/sparring/{sparring_id}/answer", "Answer a question: the first stands",
              {204: None, **REFUSED, **ABSENT, 401: answers.ErrorBody, 409: answers.ErrorBody},
              sparring.AnswerQuestionBody, signed_in=True),
    Operation("post", "/api/invitations/look", "Whom an invitation is for",
              {200: answers.InvitedBody, **REFUSED, **ABSENT}, InvitationBody),
    Operation("post", "/api/invitations/accept", "Set a password, use the invitation up, sign in",
              {204: None, **REFUSED, **ABSENT, **SLOW}, AcceptBody),
    Operation("get", "/healthz", "Liveness", {200: answers.AliveBody}),
    Operation("get", "/readyz", "Readiness; not for the public",
              {200: answers.ReadyBody, 503: answers.ReadyBody, **ABSENT}),
    Operation("get", "/metrics", "Numbers for Prometheus; not for the public",
              {200: NUMBERS, **ABSENT}),
    Operation("get", "/", "The young person's page", {200: PAGE}),
    Operation("get", "/video", "The way into a video talk; its secret follows the #", {200: PAGE}),
    Operation("get", "/counsellor", "The counsellor's console; leads to sign-in without a session",
              {200: PAGE, 303: None, 403: answers.ErrorBody}, signed_in=True),
    Operation("get", "/supervisor", "The supervisor's console; likewise",
              {200: PAGE, 303: None, 403: answers.ErrorBody}, signed_in=True),
    Operation("get", "/bridge", "The bridge-builder's tasks; likewise",
              {200: PAGE, 303: None, 403: answers.ErrorBody}, signed_in=True),
    Operation("get", "/sign-in", "The sign-in page", {200: PAGE}),
    Operation("get", "/invitation", "The page of a one-time invitation; its code follows the #",
              {200: PAGE}),
    Operation("get", "/blank", "The empty page quick exit lands on", {200: PAGE}),
)  # fmt: skip


def document(operations: Sequence[Operation] = OPERATIONS) -> dict[str, Any]:
    """Return the whole document of these operations."""
    paths: dict[str, dict[str, Any]] = {}
    for one in operations:
        paths.setdefault(one.path, {})[one.method] = _operation(one)
    cookie = {"type": "apiKey", "in": "cookie", "name": "__Host-brobygger"}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Brobygger over HTTP",
            "version": "1",
            "description": "Lengths count Unicode code points after NFC. Unknown keys are refused. "
            "The cookie is called `brobygger` where the house is not behind TLS.",
        },
        "paths": paths,
        "components": {"schemas": _schemas(operations), "securitySchemes": {"session": cookie}},
    }


def _operation(one: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {"summary": one.summary}
    if one.body is not None:
        schema = {"$ref": SCHEMAS + one.body.__name__}
        content = {kind: {"schema": schema} for kind in one.types}
        described["requestBody"] = {"required": True, "content": content}
    described["responses"] = {
        str(status): _answer(status, one.answers[status]) for status in sorted(one.answers)
    }
    if names := PLACE.findall(one.path):
        described["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in names
        ]
    if one.signed_in:
        described["security"] = [{"session": []}]
    return described


def _answer(status: int, answer: Answer) -> dict[str, Any]:
    described: dict[str, Any] = {"description": HTTPStatus(status).phrase}
    if isinstance(answer, str):
        described["content"] = {answer: {"schema": {"type": "string"}}}
    elif answer is not None:
        described["content"] = {JSON_TYPE: {"schema": {"$ref": SCHEMAS + answer.__name__}}}
    return described


def _schemas(operations: Sequence[Operation]) -> dict[str, Any]:
    models: set[type[BaseModel]] = {one.body for one in operations if one.body is not None}
    models |= {one for each in operations for one in each.answers.values() if isinstance(one, type)}
    named = sorted(models, key=lambda model: model.__name__)
    _, schemas = models_json_schema(
        [(model, "validation") for model in named], ref_template=SCHEMAS + "{model}"
    )
    return dict(schemas["$defs"])
