"""What staff ask over HTTP: sign in, sign out, who am I, and the way in by invitation."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from aiohttp import web
from pydantic import Field
from pydantic_core import PydanticCustomError

from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.networks import Networks
from chat.pages.answer_bodies import InvitedBody, MeBody
from chat.pages.bodies import Body, Code, Text, is_code, read_body
from chat.staff.cookie import SessionCookie
from chat.staff.invitations import Invitations
from chat.staff.ports import OffDuty
from chat.staff.roles import Role
from chat.staff.sessions import Sessions
from chat.staff.signing_in import SignIn


class SignInBody(Body):
    """`POST /api/session`. `code`: of the app, or a recovery code; read where there is a factor."""

    username: Annotated[str, Text(200)]
    password: Annotated[str, Text(200)] = Field(repr=False)
    code: Annotated[str, Text(40)] | None = Field(default=None, repr=False)


DEVICE = "Brobygger-Device"
"""What this browser drew by itself, 32 bytes as base64url, if it says: one its owner has signed in
from before is told apart from those that only guess."""


class InvitationBody(Body):
    """`POST /api/invitations/look`: whom is this for?"""

    code: Code = Field(repr=False)


class AcceptBody(Body):
    """`POST /api/invitations/accept`: the code, and a password nobody else knows."""

    code: Code = Field(repr=False)
    password: Annotated[str, Text(200)] = Field(repr=False)


@dataclass(frozen=True, slots=True)
class SessionPages:
    """The staff's side of HTTP."""

    cookie: SessionCookie
    networks: Networks
    sessions: Sessions
    sign_in: SignIn
    invitations: Invitations
    clock: Callable[[], datetime]
    off_duty: OffDuty

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [
            web.post("/api/session", self.start),
            web.delete("/api/session", self.end),
            web.get("/api/me", self.me),
            web.post("/api/invitations/look", self.look),
            web.post("/api/invitations/accept", self.accept),
        ]

    async def start(self, request: web.Request) -> web.Response:
        """Answer 204 and a cookie, or the same 401 for every reason not to."""
        body = await read_body(request, SignInBody)
        token = await self.sign_in(
            body.username,
            body.password,
            network=self.networks.name_of(request),
            code=body.code,
            device=_device_of(request),
            instead_of=self.cookie.read(request),
        )
        return self._signed_in(token)

    async def end(self, request: web.Request) -> web.Response:
        """Answer 204; the session's sockets end too, and a bridge-builder's duty."""
        token = self.cookie.read(request)
        if token is not None:
            member = None
            with suppress(Unavailable):  # who cannot be known is signed out all the same
                member = await self.sessions.who(token)
            await self.sessions.end(token)
            if member is not None and Role.BRIDGE_BUILDER in member.roles:
                await self.off_duty(member.staff_id)
        response = web.Response(status=HTTPStatus.NO_CONTENT)
        self.cookie.clear(response)
        return response

    async def me(self, request: web.Request) -> web.Response:
        """Answer who is signed in."""
        token = self.cookie.read(request)
        member = None if token is None else await self.sessions.who(token)
        if member is None:
            raise Refused(RefusalCode.UNAUTHORIZED)
        return MeBody(
            staff_id=member.staff_id,
            display_name=member.display_name,
            roles=sorted(member.roles),
            language=member.language,
            factor_due_at=member.factor_due_at,
        ).answer()

    async def look(self, request: web.Request) -> web.Response:
        """Answer whom an invitation is for, without using it up."""
        body = await read_body(request, InvitationBody)
        invited = await self.invitations.whose(body.code, self.clock())
        return InvitedBody(username=invited.username, display_name=invited.display_name).answer()

    async def accept(self, request: web.Request) -> web.Response:
        """Set the password, use the invitation up, and sign in."""
        body = await read_body(request, AcceptBody)
        shown = await self.invitations.accept(body.code, body.password, self.clock())
        return self._signed_in(await self.sessions.start(shown, self.cookie.read(request)))

    def _signed_in(self, token: str) -> web.Response:
        response = web.Response(status=HTTPStatus.NO_CONTENT)
        self.cookie.set(response, token)
        return response


def _device_of(request: web.Request) -> str | None:
    said = request.headers.get(DEVICE)
    try:
        return None if said is None else is_code(said)
    except PydanticCustomError:
        raise Refused(RefusalCode.MALFORMED) from None
