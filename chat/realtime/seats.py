"""Seats: whose socket is whose. A seat is who somebody is here; their sockets come and go."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Generic, TypeVar

from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.people import Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.work_area import NOWHERE, WorkArea
from chat.realtime.sockets import Socket
from chat.staff.member import SessionId
from chat.staff.roles import Act, Role, may

Key = TypeVar("Key")


ROLES = {Sender.BRIDGE: Role.BRIDGE_BUILDER}
"""Where a console's role in a conversation goes by another word than the account's."""


@dataclass(frozen=True, slots=True)
class YoungSeat:
    """A young person's seat: the one conversation their secret opens."""

    conversation_id: ConversationId


@dataclass(frozen=True, slots=True)
class StaffSeat:
    """A member of staff in one role, by one session."""

    person: Person
    staff_id: StaffId
    session_id: SessionId
    roles: tuple[str, ...]
    area: WorkArea = NOWHERE

    @property
    def role(self) -> Sender:
        """Return the role this seat is in."""
        return self.person.sender

    def may(self, act: Act, *, own: bool = False) -> bool:
        """Say whether this seat's role allows the act; whoever has two roles has two consoles."""
        learns = self.role is Sender.COUNSELLOR and Role.COUNSELLOR not in self.roles
        return _may(self.role, learns, act, own)


@cache
def _may(seat: Sender, learns: bool, act: Act, own: bool) -> bool:
    """Remember the matrix's answers: it is asked of every event."""
    role = Role.TRAINEE if learns else ROLES.get(seat) or Role(seat.value)
    return may((role,), act, own=own)


def young_seat(socket: Socket) -> ConversationId:
    """Return the conversation a seated young person's socket belongs to."""
    if not isinstance(socket.seat, YoungSeat):
        raise TypeError("not a young person's socket")
    return socket.seat.conversation_id


def staff_seat(socket: Socket) -> StaffSeat:
    """Return whose socket a seated member of staff's is."""
    if not isinstance(socket.seat, StaffSeat):
        raise TypeError("not a staff socket")
    return socket.seat


@dataclass(slots=True)
class Seats(Generic[Key]):
    """The sockets of this process in one namespace, by whose they are."""

    most: int | None = 6
    """Tabs and devices of one seat (SECURITY_TARGETS.md row 12); `None`: no limit."""
    _taken: dict[Key, list[Socket]] = field(default_factory=dict)

    def take(self, key: Key, socket: Socket) -> bool:
        """Seat a socket; return whether it is the first of its seat.

        Raises:
            Refused: `slow_down` for one socket too many; the others live on.
        """
        sockets = self._taken.setdefault(key, [])
        if self.most is not None and len(sockets) >= self.most:
            raise Refused(RefusalCode.SLOW_DOWN, retry_after_s=30)
        sockets.append(socket)
        return len(sockets) == 1

    def give_up(self, key: Key, socket: Socket) -> bool:
        """Unseat a socket; return whether it was the last of its seat."""
        sockets = self._taken.get(key, [])
        if socket not in sockets:
            return False
        sockets.remove(socket)
        if not sockets:
            del self._taken[key]
        return not sockets

    def of(self, key: Key | None) -> tuple[Socket, ...]:
        """Return the sockets of one seat."""
        return () if key is None else tuple(self._taken.get(key, ()))

    def is_taken(self, key: Key) -> bool:
        """Whether somebody sits there."""
        return key in self._taken

    def taken(self) -> list[Key]:
        """Return whose seats are taken."""
        return list(self._taken)

    def everyone(self) -> Iterator[Socket]:
        """Go through all sockets."""
        for sockets in list(self._taken.values()):
            yield from tuple(sockets)

    def __len__(self) -> int:
        return len(self._taken)
