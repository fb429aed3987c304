"""Visits over HTTP: supervisors enter them, see the latest, and take back a slip."""

from collections.abc import Container
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from chat.domain.refusal import RefusalCode, Refused
from chat.pages.bodies import read_body
from chat.pages.members import MemberOf, member_who_may
from chat.staff.member import StaffMember
from chat.staff.ports import Submit
from chat.staff.roles import Act
from supervisor_console.visits.bodies import (
    EnteredVisitBody,
    RemoveVisitBody,
    VisitBody,
    VisitsBody,
)
from supervisor_console.visits.statements import EnterVisit, RemoveVisit, Visit, Visits


@dataclass(frozen=True, slots=True)
class VisitPages:
    """The supervisor's door to visits."""

    member_of: MemberOf
    municipalities: Container[str]
    visits: Visits
    submit: Submit

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [
            web.get("/api/visits", self.show),
            web.post("/api/visits", self.enter),
            web.post("/api/visits/{visit_id}/remove", self.remove),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Answer the latest."""
        await self._supervisor(request)
        found = await self.visits.latest()
        return VisitsBody(
            visits=[EnteredVisitBody.model_validate(one._asdict()) for one in found]
        ).answer()

    async def enter(self, request: web.Request) -> web.Response:
        """Take one in; who entered it is in the audit log."""
        member = await self._supervisor(request)
        body = await read_body(request, VisitBody)
        if body.municipality not in self.municipalities:
            raise Refused(RefusalCode.MALFORMED)
        await self.submit(EnterVisit(Visit(**body.model_dump()), member.staff_id))
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def remove(self, request: web.Request) -> web.Response:
        """Take one out that was entered wrongly."""
        member = await self._supervisor(request)
        await read_body(request, RemoveVisitBody)
        await self.submit(RemoveVisit(request.match_info["visit_id"], member.staff_id))
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def _supervisor(self, request: web.Request) -> StaffMember:
        return await member_who_may(Act.ENTER_VISITS, request, self.member_of)
