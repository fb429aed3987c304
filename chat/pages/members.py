"""Who of the staff asks over HTTP, and whether they may: one answer for every page."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from chat.domain.refusal import RefusalCode, Refused
from chat.staff.member import StaffMember
from chat.staff.roles import Act

MemberOf = Callable[[web.Request], Awaitable[StaffMember | None]]
"""Who is signed in, by the session's cookie; `None`: nobody."""


async def member_who_may(
    act: Act, request: web.Request, member_of: MemberOf, *, own: bool = False
) -> StaffMember:
    """Return who asks; with `own` it is about what is theirs.

    Raises:
        Refused: `unauthorized` where nobody is signed in; `forbidden` to whom may not.
    """
    member = await member_of(request)
    if member is None:
        raise Refused(RefusalCode.UNAUTHORIZED)
    if not member.may(act, own=own):
        raise Refused(RefusalCode.FORBIDDEN)
    return member
