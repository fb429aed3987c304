"""Helping a colleague in whose phone is gone: their second factor, and their sessions."""

from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.pages.account_bodies import ColleagueBody, ColleaguesBody, NothingBody
from chat.pages.bodies import read_body
from chat.pages.members import MemberOf, member_who_may
from chat.staff.accounts import Accounts
from chat.staff.factors import Factors
from chat.staff.member import StaffMember
from chat.staff.roles import Act
from chat.staff.sessions import Sessions


@dataclass(frozen=True, slots=True)
class HelpingInPages:
    """For supervisors and admins: never one's own, and each with a row in the audit log."""

    member_of: MemberOf
    accounts: Accounts
    factors: Factors
    sessions: Sessions

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [
            web.get("/api/staff", self.show),
            web.post("/api/staff/{staff_id}/factor/remove", self.remove_factor),
            web.post("/api/staff/{staff_id}/sessions/end", self.end_sessions),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Answer with everybody else who has an account."""
        member = await self._helper(request)
        bound = await self.factors.everyone()
        others = [
            ColleagueBody(
                staff_id=one.staff_id,
                username=one.username,
                display_name=one.display_name,
                roles=sorted(one.roles),
                has_factor=one.staff_id in bound,
            )
            for one in await self.accounts.everyone()
            if one.disabled_at is None and one.staff_id != member.staff_id
        ]
        return ColleaguesBody(staff=others).answer()

    async def remove_factor(self, request: web.Request) -> web.Response:
        """Take another's factor away; they are signed out, and set one up anew."""
        member, whose = await self._about(request)
        await read_body(request, NothingBody)
        await self.factors.remove(whose, member.staff_id)
        await self.sessions.end_all(whose, member.staff_id)
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def end_sessions(self, request: web.Request) -> web.Response:
        """Sign another out everywhere; their sockets end within five seconds."""
        member, whose = await self._about(request)
        await read_body(request, NothingBody)
        await self.sessions.end_all(whose, member.staff_id)
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def _helper(self, request: web.Request) -> StaffMember:
        return await member_who_may(Act.HELP_IN, request, self.member_of)

    async def _about(self, request: web.Request) -> tuple[StaffMember, StaffId]:
        member = await self._helper(request)
        named = request.match_info["staff_id"]
        known = {one.staff_id for one in await self.accounts.everyone()}
        if named not in known - {member.staff_id}:
            raise Refused(RefusalCode.NOT_FOUND)
        return member, StaffId(named)
