"""Complaints over HTTP: anybody writes, supervisors read."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from chat.domain.opening_hours import DENMARK
from chat.domain.refusal import RefusalCode, Refused
from chat.networks import Networks
from chat.pages.bodies import read_body
from chat.pages.opening_limit import OpeningLimit
from chat.staff.audit import Audit
from chat.staff.member import StaffMember
from chat.staff.ports import Submit
from chat.staff.roles import Act
from supervisor_console.complaints.bodies import (
    CloseBody,
    ComplaintBody,
    ComplaintsBody,
    ReadComplaintBody,
)
from supervisor_console.complaints.statements import CloseComplaint, Complain, Complaints


@dataclass(frozen=True, slots=True)
class ComplaintPages:
    """Anybody's way to say that something was wrong, or good; it sets no cookie and needs none."""

    member_of: Callable[[web.Request], Awaitable[StaffMember | None]]
    networks: Networks
    limit: OpeningLimit
    complaints: Complaints
    submit: Submit

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [
            web.post("/api/complaints", self.complain),
            web.get("/api/complaints", self.show),
            web.post("/api/complaints/{complaint_id}/close", self.close),
        ]

    async def complain(self, request: web.Request) -> web.Response:
        """Take one in; so many from one network a minute as may open conversations."""
        body = await read_body(request, ComplaintBody)
        if not body.text.strip():
            raise Refused(RefusalCode.MALFORMED)
        await self.limit.take(f"complaint {self.networks.name_of(request)}")
        vault = self.complaints.vault
        await self.submit(Complain(vault, body.kind, body.text.strip(), body.contact.strip()))
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def show(self, request: web.Request) -> web.Response:
        """Answer them all; that somebody read them is written down."""
        member = await self._supervisor(request)
        found = await self.complaints.latest()
        await self.submit(Audit("read_complaints", member.staff_id))
        return ComplaintsBody(
            complaints=[
                ReadComplaintBody.model_validate(
                    {**one._asdict(), "day": one.day.astimezone(DENMARK).date().isoformat()}
                )
                for one in found
            ]
        ).answer()

    async def close(self, request: web.Request) -> web.Response:
        """Say that one has been seen to."""
        member = await self._supervisor(request)
        await read_body(request, CloseBody)
        complaint_id = request.match_info["complaint_id"]
        await self.submit(CloseComplaint(complaint_id, member.staff_id))
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def _supervisor(self, request: web.Request) -> StaffMember:
        member = await self.member_of(request)
        if member is None:
            raise Refused(RefusalCode.UNAUTHORIZED)
        if not member.may(Act.READ_COMPLAINTS):
            raise Refused(RefusalCode.FORBIDDEN)
        return member
