"""The letter over HTTP: to look at, to print, as PDF. Who took it is in the audit log first."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from aiohttp import web

from chat.domain.audience import Kind
from chat.domain.identifiers import ConversationId
from chat.domain.refusal import RefusalCode, Refused
from chat.pages.members import MemberOf, member_who_may
from chat.staff.audit import Audit
from chat.staff.member import StaffMember
from chat.staff.ports import Submit
from chat.staff.roles import Act
from chat.storage.log import Log
from supervisor_console.legal_duties.bodies import LetterBody, MunicipalityBody
from supervisor_console.legal_duties.letter import Letter, letter_of, recorded_in
from supervisor_console.legal_duties.paper import fits_on_paper, letter_pdf
from supervisor_console.legal_duties.texts import LegalDutyTexts

MOST_READ: Final = 2000
"""Steps read from one log: far more than anybody ticks (our own bound)."""
NOBODYS: Final = "-"
"""Asked for as municipality by who does not know which."""


@dataclass(frozen=True, slots=True)
class LetterPages:
    """The supervisor's door to the letter."""

    member_of: MemberOf
    log: Log
    texts: LegalDutyTexts
    municipalities: Mapping[str, str]
    """Names by official code."""
    sender: tuple[str, ...]
    submit: Submit
    clock: Callable[[], datetime]

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        one = "/api/legal-duties/{conversation_id}/letter"
        return [web.get(one, self.show), web.get(f"{one}.pdf", self.file)]

    async def show(self, request: web.Request) -> web.Response:
        """Answer the letter as it stands now."""
        letter, municipality = await self._letter(request)
        named = sorted(self.municipalities.items(), key=lambda one: one[1])
        places = [MunicipalityBody(code=code, name=name) for code, name in named]
        return LetterBody.of(letter, municipality, places).answer()

    async def file(self, request: web.Request) -> web.Response:
        """Answer it as PDF; `malformed` where the typeface lacks a sign that was typed."""
        letter, _ = await self._letter(request)
        if not fits_on_paper(letter):
            raise Refused(RefusalCode.MALFORMED)
        content = await asyncio.to_thread(letter_pdf, letter)
        headers = {"Content-Disposition": 'attachment; filename="underretning.pdf"'}
        return web.Response(body=content, content_type="application/pdf", headers=headers)

    async def _letter(self, request: web.Request) -> tuple[Letter, str | None]:
        member = await self._supervisor(request)
        conversation_id = _conversation(request)
        opened = await self.log.last(conversation_id, (Kind.OPENED,), 1)
        if not opened:
            raise Refused(RefusalCode.NOT_FOUND)
        municipality = self._municipality(request, opened[0].event.data.get("municipality"))
        # Before a word of it is sent: what cannot be written down is not read.
        await self.submit(Audit("make_notification", member.staff_id, subject=conversation_id))
        entries = await self.log.last(conversation_id, (Kind.LEGAL_DUTY,), MOST_READ)
        name = None if municipality is None else self.municipalities[municipality]
        letter = letter_of(
            self.texts,
            recorded_in(entries),
            self.sender,
            name,
            member.display_name,
            self.clock(),
        )
        return letter, municipality

    def _municipality(self, request: web.Request, told: object) -> str | None:
        """Return the one asked for, else the one the young person told, if it is one."""
        asked = request.query.get("municipality")
        if asked == NOBODYS:
            return None
        if asked is None:
            return told if isinstance(told, str) and told in self.municipalities else None
        if asked not in self.municipalities:
            raise Refused(RefusalCode.MALFORMED)
        return asked

    async def _supervisor(self, request: web.Request) -> StaffMember:
        return await member_who_may(Act.RECORD_LEGAL_DUTY, request, self.member_of)


def _conversation(request: web.Request) -> ConversationId:
    asked = request.match_info["conversation_id"]
    try:
        if str(UUID(asked)) == asked:
            return ConversationId(asked)
    except ValueError:
        pass
    raise Refused(RefusalCode.NOT_FOUND)
