"""Presence mended: what the store says of who is here, held against who sits here.

A line that ends while the store is away leaves a row that says "here"; a line that comes then may
leave one that says "gone". The clock acts on rows, so rows must be true: they are looked at every
few seconds, and after every trouble. Secrets whose reading time is over are cut here too.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from chat.actions.ports import Clock
from chat.domain.commands import Arrive, Command, Drop, ShiftCommand, StaffGone, StaffHere
from chat.domain.identifiers import ConversationId, ProcessId, StaffId
from chat.domain.people import Sender
from chat.domain.token_life import TokenLife
from chat.realtime.seats import Seats
from chat.storage.conversations import Conversations
from chat.storage.shifts import Shifts
from chat.storage.writer import Writer

log = structlog.get_logger()

LOOK_EVERY_S = 10.0


@dataclass(frozen=True, slots=True)
class Presence:
    """Mends rows by seats. The seats are true: they are the sockets themselves."""

    conversations: Conversations
    shifts: Shifts
    writer: Writer
    clock: Clock
    life: TokenLife
    young: Seats[ConversationId]
    staff: Sequence[tuple[Sender, Seats[StaffId]]]
    process: ProcessId | None = None
    """The one these seats are at; others look after their own."""

    async def run(self) -> None:
        """Look every few seconds; a look that fails is said and taken again."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 - presence is looked at again
                log.warning("presence_not_looked_at", error=type(error).__name__)

    async def look(self) -> None:
        """Submit what the rows lack, and cut whose time to read is over."""
        young, staff = await self._young_wrong(), await self._staff_wrong()
        for result in await asyncio.gather(
            *map(self.writer.submit, young),
            *(self.writer.submit(command) for command in staff),
            return_exceptions=True,
        ):
            if isinstance(result, BaseException):
                log.warning("presence_not_mended", error=type(result).__name__)
        await self._cut_what_is_over()

    async def _young_wrong(self) -> list[Command]:
        here = set(await self.conversations.young_here(self.process))
        gone = await self.conversations.young_gone_of(
            [one for one in self.young.taken() if one not in here]
        )
        return [
            *(Drop(one, self.process) for one in here if not self.young.is_taken(one)),
            *(Arrive(one, self.process) for one in gone if self.young.is_taken(one)),
        ]

    async def _staff_wrong(self) -> list[ShiftCommand]:
        wrong: list[ShiftCommand] = []
        for role, seats in self.staff:
            here, at = await self.shifts.here(role), self.process
            ours = [one for one, process in here.items() if process == at]
            wrong += [StaffGone(one, role, at) for one in ours if not seats.is_taken(one)]
            wrong += [StaffHere(one, role, at) for one in seats.taken() if one not in here]
        return wrong

    async def _cut_what_is_over(self) -> None:
        now = self.clock()
        for one in await self.conversations.closed_of(self.young.taken()):
            if not self.life.opens(one, now):
                for socket in self.young.of(one.conversation_id):
                    socket.close("unauthorized")
