"""One's own account over HTTP: second factor, where one is signed in, and the covered screen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.networks import Networks
from chat.pages.account_bodies import (
    AccountBody,
    CodeBody,
    NewFactorBody,
    NothingBody,
    ProofBody,
    RecoveryBody,
    SessionBody,
    UnlockBody,
)
from chat.pages.bodies import read_body
from chat.staff.accounts import Account, Accounts
from chat.staff.cookie import SessionCookie
from chat.staff.door import Door
from chat.staff.factors import Factors
from chat.staff.member import Back, StaffMember
from chat.staff.proving import Proving
from chat.staff.roles import Act
from chat.staff.sessions import Sessions

DONE = HTTPStatus.NO_CONTENT


@dataclass(frozen=True, slots=True)
class AccountPages:
    """What everybody who is signed in may ask about themselves."""

    door: Door
    cookie: SessionCookie
    networks: Networks
    sessions: Sessions
    accounts: Accounts
    factors: Factors
    proving: Proving
    factor_required: bool

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        asked: list[tuple[str, Callable[[web.Request], Awaitable[web.Response]]]] = [
            ("/api/factor", self.begin),
            ("/api/factor/confirm", self.confirm),
            ("/api/factor/recovery", self.renew),
            ("/api/factor/remove", self.remove),
            ("/api/session/proof", self.prove),
            ("/api/session/unlock", self.unlock),
            ("/api/session/lock", self.cover),
            ("/api/session/input", self.touched),
            ("/api/sessions/end-others", self.end_others),
            ("/api/sessions/{session_id}/end", self.end_one),
        ]
        return [
            web.get("/api/account", self.show),
            *(web.post(path, handler) for path, handler in asked),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Answer how the account stands."""
        member, token = await self._asker(request)
        mine = await self._account(member.staff_id)
        state = await self.factors.state_of(member.staff_id)
        return AccountBody(
            username=mine.username,
            display_name=member.display_name,
            roles=sorted(member.roles),
            factor_since=state.since,
            factor_required=self.factor_required,
            factor_due_at=member.factor_due_at,
            must_enrol=member.back is Back.MUST_ENROL,
            recovery_left=state.recovery_left,
            sessions=[
                SessionBody(
                    session_id=one.session_id,
                    started_at=one.started_at,
                    used_at=one.used_at,
                    current=one.current,
                )
                for one in await self.sessions.of(member.staff_id, token)
            ],
            idle_s=round(self.sessions.idle_of(member).total_seconds()),
            proved=self.sessions.is_proved(member),
            helps_in=member.may(Act.HELP_IN),
        ).answer()

    async def begin(self, request: web.Request) -> web.Response:
        """Draw a secret for an app; it counts once a code of it was shown."""
        member, _ = await self._asker(request)
        await read_body(request, NothingBody)
        new = await self.factors.begin(member.staff_id)
        username = (await self._account(member.staff_id)).username
        square = new.square(username)
        return NewFactorBody(
            secret=new.groups,
            address=new.address(username),
            square_size=square.size,
            square_path=square.path,
        ).answer()

    async def confirm(self, request: web.Request) -> web.Response:
        """Let it count; a session that might do nothing before goes on under a new cookie."""
        member, token = await self._asker(request)
        body = await read_body(request, CodeBody)
        codes = await self.factors.confirm(member.staff_id, body.code)
        self.sessions.look_again(token)
        answer = RecoveryBody(recovery_codes=list(codes)).answer()
        if member.back is Back.MUST_ENROL:
            self.cookie.set(answer, await self.sessions.change(token, member.staff_id))
        return answer

    async def renew(self, request: web.Request) -> web.Response:
        """Answer with ten new recovery codes; the old ones open nothing any more."""
        member, _ = await self._asker(request)
        await read_body(request, NothingBody)
        codes = await self.factors.renew_recovery(member.staff_id)
        return RecoveryBody(recovery_codes=list(codes)).answer()

    async def remove(self, request: web.Request) -> web.Response:
        """Take one's own factor away, where the helpline leaves that to each."""
        member, token = await self._asker(request)
        await read_body(request, NothingBody)
        if self.factor_required:
            raise Refused(RefusalCode.FORBIDDEN)
        await self.factors.remove(member.staff_id, member.staff_id)
        self.sessions.look_again(token)
        return web.Response(status=DONE)

    async def prove(self, request: web.Request) -> web.Response:
        """Answer 204 where it was shown again who sits there; else as at sign-in."""
        member, token = await self._asker(request)
        body = await read_body(request, ProofBody)
        network = self.networks.name_of(request)
        await self.proving.fully(member, token, body.password, body.code, network)
        return web.Response(status=DONE)

    async def unlock(self, request: web.Request) -> web.Response:
        """Open a covered screen."""
        member, token = await self._asker(request)
        body = await read_body(request, UnlockBody)
        network = self.networks.name_of(request)
        await self.proving.uncover(member, token, body.password, body.code, network)
        return web.Response(status=DONE)

    async def cover(self, request: web.Request) -> web.Response:
        """Cover every page of this session; its sockets stay, and hear what they heard."""
        _, token = await self._asker(request)
        await read_body(request, NothingBody)
        await self.sessions.cover(token)
        return web.Response(status=DONE)

    async def touched(self, request: web.Request) -> web.Response:
        """Hear that somebody is at the page."""
        _, token = await self._asker(request)
        await read_body(request, NothingBody)
        await self.sessions.touched(token)
        return web.Response(status=DONE)

    async def end_one(self, request: web.Request) -> web.Response:
        """Sign out of one place."""
        member, _ = await self._asker(request)
        await read_body(request, NothingBody)
        await self.sessions.end_one(member.staff_id, request.match_info["session_id"])
        return web.Response(status=DONE)

    async def end_others(self, request: web.Request) -> web.Response:
        """Sign out everywhere but here."""
        member, token = await self._asker(request)
        await read_body(request, NothingBody)
        await self.sessions.end_all(member.staff_id, member.staff_id, but=token)
        return web.Response(status=DONE)

    async def _asker(self, request: web.Request) -> tuple[StaffMember, str]:
        member, token = await self.door.member_of(request), self.cookie.read(request)
        if member is None or token is None:
            raise Refused(RefusalCode.UNAUTHORIZED)
        return member, token

    async def _account(self, staff_id: StaffId) -> Account:
        return next(one for one in await self.accounts.everyone() if one.staff_id == staff_id)
