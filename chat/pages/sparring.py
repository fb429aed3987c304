"""Sparring over HTTP: a counsellor asks, and sees first what will be sent; a specialist answers."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from aiohttp import web

from chat.actions.ports import Clock
from chat.domain.marks import marks_in
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.sparring_steps import SparringSteps
from chat.pages.bodies import read_body
from chat.pages.members import MemberOf, member_who_may
from chat.pages.sparring_bodies import (
    AnswerQuestionBody,
    AskBody,
    LateBody,
    LookBody,
    LookedBody,
    MarkBody,
    QuestionBody,
    QuestionsBody,
    SeenBody,
)
from chat.staff.member import StaffMember
from chat.staff.ports import Submit
from chat.staff.roles import Act
from chat.staff.sparring import Answer, Ask, Question, SeeAnswers, Sparring
from chat.staff.sparring_waits import late_questions


@dataclass(frozen=True, slots=True)
class SparringPages:
    """The counsellors' door to specialists, and theirs to the questions."""

    member_of: MemberOf
    sparring: Sparring
    submit: Submit
    steps: SparringSteps
    """When specialists answer, and from when on a question has waited too long."""
    clock: Clock
    secret: bytes
    """Signs what was shown, so that nothing is sent that was not."""

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [
            web.get("/api/sparring", self.mine),
            web.post("/api/sparring", self.ask),
            web.post("/api/sparring/look", self.look),
            web.post("/api/sparring/seen", self.seen),
            web.get("/api/sparring/open", self.open),
            web.get("/api/sparring/late", self.late),
            web.post("/api/sparring/{sparring_id}/answer", self.answer),
        ]

    async def mine(self, request: web.Request) -> web.Response:
        """Answer what one has asked, with what was answered."""
        member = await self._who(request, Act.ASK_SPECIALIST)
        return self._questions(await self.sparring.of(member.staff_id))

    async def look(self, request: web.Request) -> web.Response:
        """Answer with marks what one would send; nothing of it is kept."""
        member = await self._who(request, Act.ASK_SPECIALIST)
        body = await read_body(request, LookBody)
        marks = [
            MarkBody(start=mark.start, end=mark.end, kind=mark.kind) for mark in marks_in(body.text)
        ]
        return LookedBody(marks=marks, shown=self._signed(member, body.text)).answer()

    async def ask(self, request: web.Request) -> web.Response:
        """Take a question in; `conflict` for words that were not shown just so."""
        member = await self._who(request, Act.ASK_SPECIALIST)
        body = await read_body(request, AskBody)
        if not hmac.compare_digest(body.shown, self._signed(member, body.text)):
            raise Refused(RefusalCode.CONFLICT)
        await self.submit(Ask(self.sparring.vault, member.staff_id, body.text))
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def seen(self, request: web.Request) -> web.Response:
        """Take note that the answers were on screen."""
        member = await self._who(request, Act.ASK_SPECIALIST)
        await read_body(request, SeenBody)
        await self.submit(SeeAnswers(member.staff_id))
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def open(self, request: web.Request) -> web.Response:
        """Answer who may answer them what nobody has answered yet."""
        await self._who(request, Act.ANSWER_SPARRING)
        return self._questions(await self.sparring.open())

    async def late(self, request: web.Request) -> web.Response:
        """Answer a supervisor how many have waited too long, without a word of them."""
        await self._who(request, Act.ANSWER_SPARRING)
        store = self.sparring.store
        return LateBody(late=await late_questions(store, self.clock(), self.steps)).answer()

    async def answer(self, request: web.Request) -> web.Response:
        """Take an answer in; the first one stands."""
        member = await self._who(request, Act.ANSWER_SPARRING)
        body = await read_body(request, AnswerQuestionBody)
        where = request.match_info["sparring_id"]
        vault, name = self.sparring.vault, member.display_name
        await self.submit(Answer(vault, where, member.staff_id, name, body.text))
        return web.Response(status=HTTPStatus.NO_CONTENT)

    def _questions(self, found: Sequence[Question]) -> web.Response:
        door = self.steps.hours.state_at(self.clock())
        changes = door.closing_at if door.is_open else door.next_open
        return QuestionsBody(
            questions=[_on_wire(one) for one in found], open=door.is_open, changes_at=_at(changes)
        ).answer()

    def _signed(self, member: StaffMember, text: str) -> str:
        said = f"{member.staff_id}|{text}".encode()
        return hmac.new(self.secret, said, hashlib.sha256).hexdigest()

    async def _who(self, request: web.Request, act: Act) -> StaffMember:
        return await member_who_may(act, request, self.member_of)


def _on_wire(one: Question) -> QuestionBody:
    return QuestionBody(
        sparring_id=one.sparring_id,
        asked_at=one.asked_at.isoformat(),
        text=one.text,
        reply=one.answer,
        answered_by=one.answered_by,
        answered_at=_at(one.answered_at),
        is_new=one.is_new,
    )


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
