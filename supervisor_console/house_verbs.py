"""What a supervisor asks of the whole house: hold the door, open it, say something to all."""

from dataclasses import dataclass

from chat.domain.text import clean
from chat.realtime import wire
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.holds import HoldService, OpenService
from chat.staff.roles import Act
from chat.storage.announcements import Announce
from chat.storage.writer import Writer
from supervisor_console.wire import HoldRoom, SayToAll

LONGEST_REASON = 200
LONGEST_ANNOUNCEMENT = 400


@dataclass(frozen=True, slots=True, eq=False)
class HouseVerbs:
    """Hold, open, announce."""

    writer: Writer

    @asks("service:hold", HoldRoom, Act.HOLD_SERVICE)
    async def service_hold(self, socket: Socket, asked: HoldRoom, _: Answer) -> Body:
        """Let nobody new in; those who wait keep their place, and talks go on."""
        reason = clean(asked.reason, LONGEST_REASON)
        await self.writer.submit(HoldService(staff_seat(socket).person, reason))
        return {}

    @asks("service:open", wire.Nothing, Act.HOLD_SERVICE)
    async def service_open(self, socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Let people in again."""
        await self.writer.submit(OpenService(staff_seat(socket).person))
        return {}

    @asks("announce", SayToAll, Act.ANNOUNCE)
    async def announce(self, socket: Socket, asked: SayToAll, _: Answer) -> Body:
        """Say something to everybody on shift."""
        text = clean(asked.text, LONGEST_ANNOUNCEMENT)
        await self.writer.submit(Announce(staff_seat(socket).person, text))
        return {}
