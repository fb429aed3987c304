"""What a counsellor may ask of their shift."""

from dataclasses import dataclass

from chat.domain.commands import EndShift, PauseShift, StartShift
from chat.domain.people import Sender
from chat.realtime import desk_wire, wire
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.roles import Act
from chat.storage.writer import Writer


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many conversations at once, from `policy.yaml`."""

    usual: int = 1
    most: int = 6


@dataclass(frozen=True, slots=True, eq=False)
class ShiftVerbs:
    """Begin, pause, end."""

    writer: Writer
    capacity: Capacity

    @asks("shift:start", desk_wire.StartShift, Act.BE_ON_SHIFT)
    async def shift_start(self, socket: Socket, asked: desk_wire.StartShift, _: Answer) -> Body:
        """Go on shift, with room for as many as one dares, up to the house's bound.

        Who is still learning has room for nobody of their own, and sits beside others.
        """
        seat = staff_seat(socket)
        capacity = min(asked.capacity or self.capacity.usual, self.capacity.most)
        if not seat.may(Act.ACCEPT_CONVERSATION):
            capacity = 0
        staff_id = seat.staff_id
        await self.writer.submit(StartShift(staff_id, Sender.COUNSELLOR, capacity))
        return {}

    @asks("shift:pause", wire.Nothing, Act.BE_ON_SHIFT)
    async def shift_pause(self, socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Take no new conversations for now."""
        await self.writer.submit(PauseShift(staff_seat(socket).staff_id, Sender.COUNSELLOR))
        return {}

    @asks("shift:end", wire.Nothing, Act.BE_ON_SHIFT)
    async def shift_end(self, socket: Socket, _asked: wire.Nothing, _: Answer) -> Body:
        """Go off shift."""
        await self.writer.submit(EndShift(staff_seat(socket).staff_id, Sender.COUNSELLOR))
        return {}
