"""What a session that is held back may still ask, and what asks for the password anew.

One table each, and one function: whoever is asked by a request "who is this?" asks here. What
stands in no table is refused to a session that is held back.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from chat.domain.refusal import RefusalCode, Refused
from chat.staff.cookie import SessionCookie
from chat.staff.member import Back, SessionId, StaffMember
from chat.staff.sessions import Sessions

SOCKETS = "GET /socket.io/"
OPEN_TO: Mapping[str, frozenset[Back]] = {
    "GET /api/account": frozenset({Back.MUST_ENROL}),
    "POST /api/factor": frozenset({Back.MUST_ENROL}),
    "POST /api/factor/confirm": frozenset({Back.MUST_ENROL}),
    "POST /api/session/proof": frozenset({Back.MUST_ENROL}),
    "POST /api/session/unlock": frozenset({Back.LOCKED}),
    # A line that breaks while nobody is at the screen comes back: a conversation is not dropped,
    # and an alarm still sounds. What may be asked on it stands in `EVENTS_WHILE_LOCKED`.
    SOCKETS: frozenset({Back.LOCKED}),
}
"""Everything else is shut to a session that is held back. Who one is, and signing
out, is told by the cookie alone."""
EVENTS_WHILE_LOCKED = frozenset({"events:since", "seen"})
"""What a covered page does by itself; whoever does more has uncovered it."""

PROVED = frozenset(
    {
        "POST /api/factor",
        "POST /api/factor/remove",
        "POST /api/factor/recovery",
        "POST /api/staff/{staff_id}/factor/remove",
        "POST /api/staff/{staff_id}/sessions/end",
        "GET /api/reports/{half_year}/{place}/{form}",
        "GET /api/legal-duties/{conversation_id}/letter.pdf",
        "POST /api/lexicon/proposals/{proposal_id}/approve",
    }
)
"""What leaves the house, or changes who or what guards it (ASVS 5.0, 7.5.3): one has just shown
who one is. What a command at the terminal does is the operating system's to guard."""
PROVED_EVENTS = frozenset({"retention:release"})


@dataclass(frozen=True, slots=True)
class Door:
    """Says who asks, and whether what they ask is open to them now."""

    sessions: Sessions
    cookie: SessionCookie

    async def member_of(self, request: web.Request) -> StaffMember | None:
        """Return whose session a request's cookie names; `None`: nobody's.

        Raises:
            Refused: `must_enrol`, `locked` to a session that is held back; `proof_required`.
        """
        token = self.cookie.read(request)
        member = None if token is None else await self.sessions.who(token)
        if member is None:
            return None
        asked = asked_of(request)
        if member.back is not None and member.back not in OPEN_TO.get(asked, ()):
            raise Refused(RefusalCode(member.back.value))
        if asked in PROVED and not self.sessions.is_proved(member):
            raise Refused(RefusalCode.PROOF_REQUIRED)
        return member

    def bars(self, session_id: SessionId, event: str) -> RefusalCode | None:
        """Say why an event on an open socket is not for now, if it is not."""
        back = self.sessions.held_back(session_id)
        if back is not None and not (back is Back.LOCKED and event in EVENTS_WHILE_LOCKED):
            return RefusalCode(back.value)
        if event in PROVED_EVENTS and not self.sessions.is_proved_lately(session_id):
            return RefusalCode.PROOF_REQUIRED
        return None


def asked_of(request: web.Request) -> str:
    """Return what is asked, as the tables write it."""
    resource = request.match_info.route.resource
    path = resource.canonical if resource is not None else request.path
    if path == SOCKETS.split()[1]:
        return SOCKETS  # long polling knocks with POST too
    return f"{'GET' if request.method == 'HEAD' else request.method} {path}"
