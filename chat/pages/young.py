"""What a young person's browser asks over HTTP: how the service is, to come in, and to be gone."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal, Protocol

import structlog
from aiohttp import web
from pydantic import AfterValidator, Field
from sqlalchemy.exc import SQLAlchemyError

from chat.actions.opening import Opened, Opening
from chat.actions.service import HelpLine, ServiceState
from chat.domain.identifiers import ConversationId
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.domain.return_code import LONGEST_TYPED
from chat.domain.topics import topic
from chat.networks import Networks
from chat.pages.answer_bodies import HelpLineBody, OpenedBody, ReturnedBody, ServiceBody
from chat.pages.answers import STATUS, language_of, refused
from chat.pages.bodies import BEACON_TYPE, JSON_TYPE, Body, Code, Text, read_body
from chat.pages.opening_limit import OpeningLimit
from chat.words import Words, spoken_language

log = structlog.get_logger()

DOOR_SHUT = frozenset({RefusalCode.CLOSED, RefusalCode.FULL, RefusalCode.HELD})
LEAVING_TAKES_S = 0.1
"""A leave answers a tenth of a second after it came, whatever it found (our own number)."""


class StateOfService(Protocol):
    """Tells how the service is."""

    async def __call__(self, language: str) -> ServiceState:
        """Return what the entry page shows, in its language."""
        ...


class OpenConversation(Protocol):
    """Opens a conversation."""

    async def __call__(self, opening: Opening) -> Opened:
        """Return where the person stands; raise `Refused` when the door is shut."""
        ...


class LeaveConversation(Protocol):
    """Ends the conversation of a secret."""

    async def __call__(self, token: str) -> None:
        """End it, if the secret opens one."""
        ...


class TakeReturnCode(Protocol):
    """Opens a talk that is over to who has its return code."""

    async def __call__(self, typed: str, token: str) -> ConversationId:
        """Return which; raise `Refused` (`unauthorized`)."""
        ...


class OpeningBody(Body):
    """`POST /api/conversations`: everything may be left out."""

    token: Code | None = Field(default=None, repr=False)
    lang: Annotated[str, Text(35, shortest=2)] = "da"
    """A language tag (RFC 5646 §4.4.1: 35 characters are enough)."""
    age_band: Literal["under_12", "12_14", "15_17", "18_20", "21_25", "over_25"] | None = None
    gender: Annotated[str, Text(40)] | None = None
    municipality: Annotated[str, Field(pattern=r"^[0-9]{4}$")] | None = None
    about: Annotated[str, AfterValidator(topic)] | None = None
    suicide_question: Literal["no", "sometimes", "now", "no_answer"] | None = None
    opening: Annotated[str, Text(1000)] | None = Field(default=None, repr=False)
    campaign: Annotated[str, Field(pattern=r"^[a-z0-9_-]{0,40}$")] | None = None
    """Kept in the clear and counted, so a plain word: free text must not get in by this door."""
    summary_of: Code | None = Field(default=None, repr=False)
    """The secret of a talk that is over: its summary, if one was agreed to, is brought along."""

    def to_opening(self) -> Opening:
        """Return it as the action takes it; an empty answer is none, a missing secret is drawn."""
        return Opening(
            token=self.token or secrets.token_urlsafe(32),
            lang=spoken_language(self.lang),
            age_band=self.age_band,
            gender=_or_none(self.gender),
            municipality=self.municipality,
            about=self.about,
            suicide_question=self.suicide_question,
            opening=_or_none(self.opening),
            campaign=_or_none(self.campaign),
            summary_of=self.summary_of,
        )


class ReturnBody(Body):
    """`POST /api/return`: a return code as it was typed, and a new secret."""

    code: Annotated[str, Text(LONGEST_TYPED), Field(repr=False)]
    token: Code = Field(repr=False)


class LeaveBody(Body):
    """`POST /api/conversations/leave`. Any string: what it opens is not told here."""

    token: Annotated[str, Field(max_length=200, repr=False)]


@dataclass(frozen=True, slots=True)
class YoungPages:
    """The young person's side of HTTP. It sets no cookie and reads none."""

    words: Words
    networks: Networks
    limit: OpeningLimit
    state: StateOfService
    open: OpenConversation
    leave: LeaveConversation
    come_back: TakeReturnCode
    return_limit: OpeningLimit
    """On codes that open nothing, by network."""

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [
            web.get("/api/service", self.show_service),
            web.post("/api/conversations", self.open_conversation),
            web.post("/api/conversations/leave", self.leave_conversation),
            web.post("/api/return", self.return_to_talk),
        ]

    async def show_service(self, request: web.Request) -> web.Response:
        """Answer whether we are open, how long it takes, and who else can help now."""
        language = spoken_language(language_of(request))
        return service_body(await self.state(language)).answer()

    async def open_conversation(self, request: web.Request) -> web.Response:
        """Answer 201 with the new conversation, 200 with the one the secret has already."""
        body = await read_body(request, OpeningBody)
        opening = body.to_opening()
        network = self.networks.name_of(request)
        taken = await self.limit.take(network)
        opened: Opened | None = None
        try:
            opened = await self.open(opening)
        except Refused as no:
            if no.code not in {*DOOR_SHUT, RefusalCode.STARTING}:
                raise
            return await self._door_shut(no, body, request)
        finally:
            if opened is None or opened.existing:
                await self.limit.give_back(taken)
        status = HTTPStatus.OK if opened.existing else HTTPStatus.CREATED
        return OpenedBody(
            conversation_id=opened.conversation_id,
            token=opening.token,
            state=opened.state,
            position=opened.position,
            wait_low_s=opened.wait_low_s,
            wait_high_s=opened.wait_high_s,
        ).answer(status)

    async def leave_conversation(self, request: web.Request) -> web.Response:
        """Answer 204 after the same time, whether the secret opened anything or not."""
        body = await read_body(request, LeaveBody, types=(JSON_TYPE, BEACON_TYPE))
        leaving = asyncio.create_task(self._leave(body.token))
        pause = asyncio.create_task(asyncio.sleep(LEAVING_TAKES_S))
        await asyncio.wait({leaving, pause})
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def return_to_talk(self, request: web.Request) -> web.Response:
        """Answer which talk a return code opens; a wrong one counts, and is told nothing."""
        body = await read_body(request, ReturnBody)
        taken = await self.return_limit.take(f"return {self.networks.name_of(request)}")
        found = await self.come_back(body.code, body.token)
        await self.return_limit.give_back(taken)
        return ReturnedBody(conversation_id=found).answer()

    async def _leave(self, token: str) -> None:
        try:
            await self.leave(token)
        except Refused:
            pass  # it was over already
        except (Unavailable, SQLAlchemyError, OSError) as error:
            log.warning("leave_unavailable", error=type(error).__name__)

    async def _door_shut(
        self, no: Refused, body: OpeningBody, request: web.Request
    ) -> web.Response:
        language = body.lang if "lang" in body.model_fields_set else language_of(request)
        beside = service_body(await self.state(spoken_language(language))).model_dump()
        return refused(
            self.words, no.code, language=language, status=STATUS.get(no.code), beside=beside
        )


def service_body(state: ServiceState) -> ServiceBody:
    """Return the service as the wire has it."""
    return ServiceBody(
        state=state.state,
        next_open=_instant(state.next_open),
        closing_at=_instant(state.closing_at),
        wait_low_s=state.wait_low_s,
        wait_high_s=state.wait_high_s,
        help=[_help_line(line) for line in state.help],
    )


def _help_line(line: HelpLine) -> HelpLineBody:
    return HelpLineBody(
        id=line.id,
        name=line.name,
        about=line.about,
        phone=line.phone,
        web=line.web,
        hours=line.hours,
        open_now=line.open_now,
        anonymous=line.anonymous,
        whom=list(line.whom),
    )


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _or_none(answer: str | None) -> str | None:
    return answer if answer and answer.strip() else None
