"""The reports over HTTP: read here as the house sees them, sent as anybody may."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from chat.domain.refusal import RefusalCode, Refused
from chat.pages.members import MemberOf, member_who_may
from chat.staff.audit import Audit
from chat.staff.member import StaffMember
from chat.staff.ports import Submit
from chat.staff.roles import Act
from chat.words import spoken_language
from supervisor_console.reports.bodies import PlaceBody, QualityBody, ReportBody, ReportsBody
from supervisor_console.reports.files import FORMS
from supervisor_console.reports.half_year import HalfYear
from supervisor_console.reports.printed import Printed, Printing
from supervisor_console.reports.publishing import Publishing
from supervisor_console.reports.report import Reader
from supervisor_console.reports.sheets import COUNTRY


@dataclass(frozen=True, slots=True)
class ReportPages:
    """The supervisor's door to reports."""

    member_of: MemberOf
    publishing: Publishing
    printing: Printing
    submit: Submit
    campaigns: Sequence[str]
    """Codes that the policy knows; any other that somebody comes with is not counted."""

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        one = "/api/reports/{half_year}/{place}"
        return [
            web.get("/api/reports", self.show),
            web.get(one, self.report),
            web.get(f"{one}/{{form}}", self.file),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Answer what there is to choose from, and the quality figures."""
        member = await self._reader(request)
        places = sorted(self.printing.places.items(), key=lambda one: one[1])
        language = spoken_language(request.query.get("lang", ""))
        country = PlaceBody(code=COUNTRY, name=self.printing.name_of(COUNTRY, language))
        half_years = await self.publishing.half_years()
        found = None
        if half_years:
            found = await self.publishing.published(half_years[0], member.staff_id)
        documents = [] if found is None else [found.document, found.before]
        return ReportsBody(
            half_years=[str(one) for one in half_years],
            places=[country, *(PlaceBody(code=code, name=name) for code, name in places)],
            quality=[QualityBody.of(one.quality) for one in documents if one and one.quality],
            campaigns=list(self.campaigns),
        ).answer()

    async def report(self, request: web.Request) -> web.Response:
        """Answer a report as those in the house see it."""
        member = await self._reader(request)
        return ReportBody.of(await self._printed(request, member, Reader.INSIDE)).answer()

    async def file(self, request: web.Request) -> web.Response:
        """Answer a report as a file that may leave the house; who took it is written down."""
        member = await self._reader(request)
        form = FORMS.get(request.match_info["form"])
        if form is None:
            raise Refused(RefusalCode.NOT_FOUND)
        printed = await self._printed(request, member, Reader.OUTSIDE)
        content = await asyncio.to_thread(form.write, printed)
        half_year, place = request.match_info["half_year"], request.match_info["place"]
        subject = f"{half_year} {place} {form.ending}"
        await self.submit(Audit("download_report", member.staff_id, subject=subject))
        name = f"brobygger-{half_year}-{place}.{form.ending}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(body=content, content_type=form.media_type, headers=headers)

    async def _printed(self, request: web.Request, member: StaffMember, reader: Reader) -> Printed:
        place = request.match_info["place"]
        try:
            half_year = HalfYear.of(request.match_info["half_year"])
        except ValueError:
            raise Refused(RefusalCode.NOT_FOUND) from None
        if place != COUNTRY and place not in self.printing.places:
            raise Refused(RefusalCode.NOT_FOUND)
        published = await self.publishing.published(half_year, member.staff_id)
        if published is None:
            raise Refused(RefusalCode.NOT_FOUND)
        language = spoken_language(request.query.get("lang", ""))
        report = published.report(place, reader)
        return self.printing.printed(report, published.document, language)

    async def _reader(self, request: web.Request) -> StaffMember:
        return await member_who_may(Act.READ_REPORTS, request, self.member_of)
