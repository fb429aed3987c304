"""The directory over HTTP: whom to check, edit, retire; with four eyes where the young see more."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from aiohttp import web

from chat.domain.refusal import RefusalCode, Refused
from chat.pages.bodies import read_body
from chat.pages.members import MemberOf, member_who_may
from chat.staff.member import StaffMember
from chat.staff.ports import Submit
from chat.staff.roles import Act
from chat.words import spoken_language
from supervisor_console.directory.answers import directory_body, edited_body, versions_of
from supervisor_console.directory.bodies import (
    AgreeBody,
    EditBody,
    EntryBody,
    GivenReasonBody,
    NewEntryBody,
    SeenBody,
)
from supervisor_console.directory.edits import (
    RETIRED,
    Edit,
    Fields,
    directory_over,
    only_another_withdraws,
)
from supervisor_console.directory.entries import (
    SAME_NAME,
    has_name,
    id_for,
    is_centre,
    unlooked_up,
)
from supervisor_console.directory.looking_up import looked_up_with, reached_by
from supervisor_console.directory.opening import typed_opening
from supervisor_console.directory.ports import RunningDirectory
from supervisor_console.names import StaffNames
from supervisor_console.workbench.proposals import (
    Approve,
    Decision,
    Proposal,
    Reject,
    State,
    Withdraw,
)
from supervisor_console.workbench.statements import Decide, Ledger, Proposals, Propose

OPENING = "opening"


@dataclass(frozen=True, slots=True)
class DirectoryPages:
    """The supervisor's door to the directory."""

    member_of: MemberOf
    running: RunningDirectory
    edits: Proposals
    submit: Submit
    names: StaffNames
    clock: Callable[[], datetime]

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        service, edit = "/api/directory/{service_id}", "/api/directory/edits/{edit_id}"
        return [
            web.get("/api/directory", self.show),
            web.post(f"{edit}/approve", self.approve),
            web.post(f"{edit}/reject", self.reject),
            web.post(f"{edit}/withdraw", self.withdraw),
            web.post("/api/directory/new", self.new),
            web.post(f"{service}/edit", self.edit),
            web.post(f"{service}/check", self.check),
            web.post(f"{service}/retire", self.retire),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Answer the directory, and every edit."""
        member = await self._supervisor(request)
        await self.running.refresh()
        edits = await self.edits.all()
        names = await self.names.of({staff_id for one in edits for staff_id in one.people})
        language = spoken_language(request.query.get("lang", ""))
        return directory_body(self.running, edits, names, member.staff_id, language).answer()

    async def new(self, request: web.Request) -> web.Response:
        """Take in a service or centre that is not there; another makes it live."""
        member = await self._supervisor(request)
        body = await read_body(request, NewEntryBody)
        await self.running.refresh()
        edits, entries = await self.edits.all(), self.running.entries()
        waiting = [Edit.of(one).after for one in edits if one.state is State.PROPOSED]
        if has_name(body.entry.name, [*entries.values(), *waiting]):
            raise Refused(RefusalCode.BROKEN_SERVICE, reason=SAME_NAME)
        service_id = id_for(body.entry.name, {*entries, *(one.rule for one in edits)})
        wanted = self._with_check(asked(body.entry, {}), member, looked_up=body.looked_up)
        return await self._take_in(service_id, member, {}, wanted, looked_up=body.looked_up)

    async def edit(self, request: web.Request) -> web.Response:
        """Take in an entry as it is to stand."""
        member = await self._supervisor(request)
        body = await read_body(request, EditBody)
        stands = await self._stands(request, body.version)
        if is_centre(body.entry.model_dump()) is not is_centre(stands):
            raise Refused(RefusalCode.MALFORMED)
        wanted = self._with_check(asked(body.entry, stands), member, looked_up=body.looked_up)
        return await self._take_in(_id(request), member, stands, wanted, looked_up=body.looked_up)

    async def check(self, request: web.Request) -> web.Response:
        """Write down that somebody has looked today."""
        member = await self._supervisor(request)
        body = await read_body(request, SeenBody)
        stands = await self._stands(request, body.version)
        wanted = self._with_check(stands, member, looked_up=True)
        return await self._take_in(_id(request), member, stands, wanted, looked_up=True)

    async def retire(self, request: web.Request) -> web.Response:
        """Take a service out of the directory, at once."""
        member = await self._supervisor(request)
        body = await read_body(request, SeenBody)
        stands = await self._stands(request, body.version)
        return await self._take_in(_id(request), member, stands, {**stands, RETIRED: True})

    async def approve(self, request: web.Request) -> web.Response:
        """Let somebody else's edit go live, if it fits what stands today."""
        member = await self._supervisor(request)
        await read_body(request, AgreeBody)
        one = await self.edits.one(request.match_info["edit_id"])
        if one.proposed_by == member.staff_id:
            raise Refused(RefusalCode.OWN_PROPOSAL)
        if one.state is State.PROPOSED:
            live = await self.edits.live()
            unkept = Edit.of(one).looked_up is None  # which numbers it is about, nobody knows
            if unkept or self._ledger.clashes(one, live):
                raise Refused(RefusalCode.CONFLICT)
            await self.running.check(one.rule, [*live, one])
        return await self._decided(one, member, Approve(member.staff_id))

    async def reject(self, request: web.Request) -> web.Response:
        """Lay an edit aside."""
        member = await self._supervisor(request)
        body = await read_body(request, GivenReasonBody)
        one = await self.edits.one(request.match_info["edit_id"])
        return await self._decided(one, member, Reject(member.staff_id, body.reason))

    async def withdraw(self, request: web.Request) -> web.Response:
        """Go back to what stood before; what the young see of it, only another brings back."""
        member = await self._supervisor(request)
        body = await read_body(request, GivenReasonBody)
        one = await self.edits.one(request.match_info["edit_id"])
        if only_another_withdraws(one, member.staff_id):
            raise Refused(RefusalCode.OWN_PROPOSAL)
        await self.running.refresh()
        live = await self.edits.live()
        if one.rule not in self.running.refused:  # of two that no longer fit, one goes first
            left = [other for other in live if other.proposal_id != one.proposal_id]
            await self.running.check(one.rule, left)
        return await self._decided(one, member, Withdraw(member.staff_id, body.reason))

    def _with_check(self, wanted: Fields, member: StaffMember, *, looked_up: bool) -> Fields:
        if not looked_up:
            return wanted
        day = self.running.today().isoformat()
        return {**wanted, "last_checked": day, "checked_by": member.display_name}

    async def _take_in(
        self,
        service_id: str,
        member: StaffMember,
        stands: Fields,
        wanted: Fields,
        *,
        looked_up: bool = False,
    ) -> web.Response:
        edit = Edit.between(stands, wanted)
        if not edit.after:
            raise Refused(RefusalCode.CONFLICT)
        now, today = self.clock(), self.running.today()
        missing = unlooked_up(stands, wanted, today, looked_up=looked_up)
        # What the files' own rules say comes before that nobody has looked.
        kept = looked_up_with(stands, wanted, today, looked_up=looked_up)
        edit = replace(edit, looked_up=reached_by(wanted) if missing else kept)
        at_once = edit.goes_live_at_once
        one = Proposal(
            str(uuid4()),
            service_id,
            edit.written(),
            member.staff_id,
            now,
            state=State.LIVE if at_once else State.PROPOSED,
            decided_by=member.staff_id if at_once else None,
            decided_at=now if at_once else None,
        )
        await self.running.check(service_id, [*await self.edits.live(), one])
        if missing:
            raise Refused(RefusalCode.BROKEN_SERVICE, reason=missing)
        return await self._answer(await self.submit(Propose(one, self._ledger)), member)

    async def _decided(
        self, one: Proposal, member: StaffMember, decision: Decision
    ) -> web.Response:
        decided = await self.submit(Decide(one.proposal_id, decision, self._ledger))
        return await self._answer(decided, member)

    async def _answer(self, one: Proposal, member: StaffMember) -> web.Response:
        await self.running.refresh()
        return edited_body(one, await self.names.of(one.people), member.staff_id).answer()

    @property
    def _ledger(self) -> Ledger:
        return directory_over(self.running.base())

    async def _stands(self, request: web.Request, version: str) -> Fields:
        """Return the entry as it stands; `conflict` where it is not the one that was seen."""
        await self.running.refresh()
        service_id = _id(request)
        stands = self.running.entries().get(service_id)
        if stands is None:
            raise Refused(RefusalCode.NOT_FOUND)
        if versions_of(await self.edits.all()).get(service_id, "") != version:
            raise Refused(RefusalCode.CONFLICT)
        return stands

    async def _supervisor(self, request: web.Request) -> StaffMember:
        return await member_who_may(Act.EDIT_DIRECTORY, request, self.member_of)


def _id(request: web.Request) -> str:
    return request.match_info["service_id"]


def asked(entry: EntryBody, stands: Fields) -> Fields:
    """Return the entry that is asked for: everything but what the page does not show."""
    return {**stands, **entry.model_dump(), OPENING: typed_opening(entry.opening)}
