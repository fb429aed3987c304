"""How staff come to a console: by their session, in a role they have; and how they go again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from chat.domain.commands import StaffGone, StaffHere
from chat.domain.identifiers import ProcessId, StaffId
from chat.domain.people import Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.realtime.seats import Seats, StaffSeat, staff_seat
from chat.realtime.sockets import Socket
from chat.staff.member import SessionId, StaffMember
from chat.staff.roles import Act
from chat.staff.sessions import Sessions
from chat.storage.writer import Writer

MemberOf = Callable[[web.Request], Awaitable[StaffMember | None]]
"""Whose session a request's cookie names, if anybody's."""


@dataclass(frozen=True, slots=True)
class StaffSeating:
    """Seats the staff of one console."""

    role: Sender
    act: Act
    member_of: MemberOf
    sessions: Sessions
    writer: Writer
    seats: Seats[StaffId]
    process: ProcessId | None = None

    async def come(self, socket: Socket, request: web.Request) -> StaffSeat:
        """Seat a socket.

        Raises:
            Refused: `unauthorized` without a session, `forbidden` without the role, `slow_down`.
        """
        member = await self.member_of(request)
        if member is None:
            raise Refused(RefusalCode.UNAUTHORIZED)
        if not member.may(self.act):
            raise Refused(RefusalCode.FORBIDDEN)
        socket.language = member.language
        person = Person(self.role, member.staff_id, member.display_name)
        roles = tuple(role.value for role in member.roles)
        seat = StaffSeat(person, member.staff_id, member.session_id, roles, member.area)
        first = self.seats.take(member.staff_id, socket)
        socket.seat = seat
        self.sessions.hold(member.session_id)
        if first:
            try:
                await self.writer.submit(StaffHere(seat.staff_id, self.role, self.process))
            except BaseException:
                self.undo(socket)
                raise
        return seat

    def undo(self, socket: Socket) -> None:
        """Unseat a socket that could not be welcomed, as if it had never come.

        Whether the store says they are here is mended by `Presence`, as after any trouble.
        """
        seat = staff_seat(socket)
        self.sessions.let_go(seat.session_id)
        self.seats.give_up(seat.staff_id, socket)

    async def go(self, socket: Socket) -> bool:
        """Unseat a socket; return whether it was the last of its seat."""
        seat = staff_seat(socket)
        self.sessions.let_go(seat.session_id)
        last = self.seats.give_up(seat.staff_id, socket)
        if last:
            await self.writer.submit(StaffGone(seat.staff_id, self.role, self.process))
        return last

    def cut(self, session_id: SessionId) -> None:
        """End the sockets of a session that has ended."""
        for socket in self.seats.everyone():
            if staff_seat(socket).session_id == session_id:
                socket.close("unauthorized")
