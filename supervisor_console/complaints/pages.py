"""Complaints over HTTP: anybody writes, supervisors read."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from chat.domain.opening_hours import DENMARK
from chat.domain.refusal import RefusalCode, Refused
from chat.networks import Networks
from chat.pages.bodies import read_body
from chat.pages.members import MemberOf, member_who_may
from chat.pages.opening_limit import OpeningLimit
from chat.staff.member import StaffMember
from chat.staff.ports import Submit
from chat.staff.roles import Act
from supervisor_console.complaints.bodies import (
    CloseBody,
    ComplaintBody,
    ComplaintsBody,
    ReadComplaintBody,
    WaitingBody,
)
from supervisor_console.complaints.statements import (
    CloseComplaint,
    Complain,
    Complaints,
    ReadComplaints,
)
from triage.verdict import Verdict

DIGITS = 6
"""Of how many complaints are passed over: more there never are."""


@dataclass(frozen=True, slots=True)
class ComplaintPages:
    """Anybody's way to say that something was wrong, or good; it sets no cookie and needs none."""

    member_of: MemberOf
    networks: Networks
    limit: OpeningLimit
    complaints: Complaints
    verdict: Callable[[str], Verdict]
    """Triage; *unassessed* where it fails."""
    submit: Submit

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [
            web.post("/api/complaints", self.complain),
            web.get("/api/complaints", self.show),
            web.get("/api/complaints/waiting", self.waiting),
            web.post("/api/complaints/{complaint_id}/close", self.close),
        ]

    async def complain(self, request: web.Request) -> web.Response:
        """Take one in, read by triage; one network sends few, so that others can send, too."""
        body = await read_body(request, ComplaintBody)
        if not body.text.strip():
            raise Refused(RefusalCode.MALFORMED)
        await self.limit.take(f"complaint {self.networks.name_of(request)}")
        vault, text = self.complaints.vault, body.text.strip()
        verdict = self.verdict(text)
        await self.submit(Complain(vault, body.kind, text, body.contact.strip(), verdict))
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def show(self, request: web.Request) -> web.Response:
        """Answer a page of them; that somebody read them is written down."""
        member = await self._supervisor(request)
        skip = _number(request.query.get("skip", "0"))
        found = await self.complaints.page(skip)
        shown = tuple(one.complaint_id for one in found.complaints)
        await self.submit(ReadComplaints(shown, member.staff_id))
        new = sum(one.is_new for one in found.complaints)
        return ComplaintsBody(
            complaints=[
                ReadComplaintBody.model_validate(
                    {**one._asdict(), "day": one.day.astimezone(DENMARK).date().isoformat()}
                )
                for one in found.complaints
            ],
            skipped=skip,
            total=found.total,
            unread=found.unread - new,
        ).answer()

    async def waiting(self, request: web.Request) -> web.Response:
        """Answer how many nobody has read; asked again and again, so nothing is written down."""
        await self._supervisor(request)
        found = await self.complaints.waiting()
        return WaitingBody.model_validate(found._asdict()).answer()

    async def close(self, request: web.Request) -> web.Response:
        """Say that one has been seen to."""
        member = await self._supervisor(request)
        await read_body(request, CloseBody)
        complaint_id = request.match_info["complaint_id"]
        await self.submit(CloseComplaint(complaint_id, member.staff_id))
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def _supervisor(self, request: web.Request) -> StaffMember:
        return await member_who_may(Act.READ_COMPLAINTS, request, self.member_of)


def _number(asked: str) -> int:
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= DIGITS):
        raise Refused(RefusalCode.MALFORMED)
    return int(asked)
