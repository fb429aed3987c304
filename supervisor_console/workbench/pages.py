"""The workbench over HTTP: try, measure, propose, decide. No text that is tried is kept."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from uuid import uuid4

from aiohttp import web

from chat.domain.refusal import RefusalCode, Refused
from chat.pages.bodies import read_body
from chat.pages.members import MemberOf, member_who_may
from chat.staff.member import StaffMember
from chat.staff.ports import Submit
from chat.staff.roles import Act
from supervisor_console.names import StaffNames
from supervisor_console.workbench.answers import effect_body, proposal_body, tried_body
from supervisor_console.workbench.bodies import (
    ApproveBody,
    LexiconBody,
    ProposeBody,
    ReasonBody,
    TryBody,
)
from supervisor_console.workbench.entries import written
from supervisor_console.workbench.ports import Check, Measure, Running
from supervisor_console.workbench.proposals import (
    Approve,
    Decision,
    Proposal,
    Reject,
    State,
    Withdraw,
    version,
)
from supervisor_console.workbench.statements import Decide, Proposals, Propose
from supervisor_console.workbench.trying import Bench, Tried
from triage.assessing import Assessor


@dataclass(slots=True)
class LexiconPages:
    """The supervisor's door to the lexicon."""

    member_of: MemberOf
    running: Running
    proposals: Proposals
    submit: Submit
    names: StaffNames
    check: Check
    measure: Measure
    clock: Callable[[], datetime]
    _bench: Bench | None = field(init=False, default=None)
    _trying: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        one = "/api/lexicon/proposals/{proposal_id}"
        return [
            web.get("/api/lexicon", self.show),
            web.post("/api/lexicon/try", self.try_out),
            web.post("/api/lexicon/effect", self.effect),
            web.post("/api/lexicon/proposals", self.propose),
            web.post(f"{one}/approve", self.approve),
            web.post(f"{one}/reject", self.reject),
            web.post(f"{one}/withdraw", self.withdraw),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Answer what runs, and all proposals."""
        member = await self._supervisor(request)
        found = await self.proposals.all()
        names = await self.names.of({staff_id for one in found for staff_id in one.people})
        return LexiconBody(
            lexicon=self._assessor().lexicon.version,
            house_version=version(found),
            refused=self.running.refused,
            proposals=[proposal_body(one, names, member.staff_id) for one in found],
        ).answer()

    async def try_out(self, request: web.Request) -> web.Response:
        """Answer how a sentence is read."""
        await self._supervisor(request)
        body = await read_body(request, TryBody)
        async with self._trying:  # one at a time: the chat's loop shares the interpreter with it
            tried = await asyncio.to_thread(self._tried, body.text)
        return tried_body(body.text, tried).answer()

    async def effect(self, request: web.Request) -> web.Response:
        """Answer what an entry would change."""
        await self._supervisor(request)
        body = await read_body(request, ProposeBody)
        live = [one.entry for one in await self.proposals.live()]
        return effect_body(await self.measure(live, written(body.entry.in_yaml()))).answer()

    async def propose(self, request: web.Request) -> web.Response:
        """Take in a proposal that loads."""
        member = await self._supervisor(request)
        body = await read_body(request, ProposeBody)
        entry = written(body.entry.in_yaml())
        await self.check([one.entry for one in await self.proposals.live()], entry)
        proposal = Proposal(str(uuid4()), body.entry.id, entry, member.staff_id, self.clock())
        return await self._answer(member, await self.submit(Propose(proposal)), HTTPStatus.CREATED)

    async def approve(self, request: web.Request) -> web.Response:
        """Let a proposal go live that loads with what is live today, and read with it at once."""
        member = await self._supervisor(request)
        await read_body(request, ApproveBody)
        proposal = await self.proposals.one(request.match_info["proposal_id"])
        if proposal.proposed_by == member.staff_id:
            raise Refused(RefusalCode.OWN_PROPOSAL)  # told before the machine has worked for it
        if proposal.state is State.PROPOSED:
            await self.check([one.entry for one in await self.proposals.live()], proposal.entry)
        return await self._decided(request, member, Approve(member.staff_id))

    async def reject(self, request: web.Request) -> web.Response:
        """Lay a proposal aside."""
        member = await self._supervisor(request)
        body = await read_body(request, ReasonBody)
        return await self._decided(request, member, Reject(member.staff_id, body.reason))

    async def withdraw(self, request: web.Request) -> web.Response:
        """Take a live entry out, and read without it at once."""
        member = await self._supervisor(request)
        body = await read_body(request, ReasonBody)
        return await self._decided(request, member, Withdraw(member.staff_id, body.reason))

    async def _decided(
        self, request: web.Request, member: StaffMember, decision: Decision
    ) -> web.Response:
        decided = await self.submit(Decide(request.match_info["proposal_id"], decision))
        await self.running.refresh()
        return await self._answer(member, decided)

    async def _answer(
        self, member: StaffMember, proposal: Proposal, status: HTTPStatus = HTTPStatus.OK
    ) -> web.Response:
        names = await self.names.of(proposal.people)
        return proposal_body(proposal, names, member.staff_id).answer(status)

    async def _supervisor(self, request: web.Request) -> StaffMember:
        return await member_who_may(Act.EDIT_LEXICON, request, self.member_of)

    def _tried(self, text: str) -> Tried:
        """Try a sentence on a bench for the lexicon that runs now."""
        assessor = self._assessor()
        if self._bench is None or self._bench.assessor is not assessor:
            self._bench = Bench.of(assessor)
        return self._bench.try_out(text)

    def _assessor(self) -> Assessor:
        if self.running.assessor is None:
            raise Refused(RefusalCode.STARTING)
        return self.running.assessor
