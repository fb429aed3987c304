"""Meeting whoever waits: the one chosen, or the next in line."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.actions.hand_over import HandOverNotes
from chat.actions.hard_talks import HARD_FROM, HardTalks
from chat.actions.service import Room, Service
from chat.domain.commands import Accept
from chat.domain.identifiers import ConversationId
from chat.domain.people import Person
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.waiting_room import Waiting, calmer_first
from chat.storage.submitted import Committed
from chat.storage.writer import Writer

TRIES = 20
"""People further down the line one tries when colleagues are faster (our own choice)."""

LOST_RACE = frozenset({RefusalCode.TAKEN, RefusalCode.CLOSED, RefusalCode.LEFT})


@dataclass(frozen=True, slots=True)
class Meet:
    """Gives a counsellor a conversation."""

    service: Service
    writer: Writer
    notes: HandOverNotes
    hard_talks: HardTalks
    picking: bool
    """Whether one may choose among those who wait; else one meets the next in line."""

    async def chosen(self, conversation_id: ConversationId, by: Person) -> Committed:
        """Take this one.

        Raises:
            Refused: `taken`, `at_capacity`, `off_shift`, `closed`, `left`, `not_found`,
                `picking_off`.
        """
        if not self.picking:
            line = await self._as_met_by(by, await self.service.room(fresh=True))
            # Who is not in the line may be offered by a colleague: that is no picking.
            if conversation_id in {one.conversation_id for one in line[1:]}:
                raise Refused(RefusalCode.PICKING_OFF)
        note = await self.notes.to(by, conversation_id)
        return await self.writer.submit(Accept(conversation_id, by, note))

    async def next_in_line(self, by: Person) -> Committed:
        """Take whoever is to be met next; who is taken under one's hands is passed over.

        Raises:
            Refused: `none_waiting`, `at_capacity`, `off_shift`.
        """
        room = await self.service.room(fresh=True)
        for one in (await self._as_met_by(by, room))[:TRIES]:
            try:
                return await self.writer.submit(Accept(one.conversation_id, by))
            except Refused as refusal:
                if refusal.code not in LOST_RACE:
                    raise
        raise Refused(RefusalCode.NONE_WAITING)

    async def _as_met_by(self, by: Person, room: Room) -> Sequence[Waiting]:
        """Return the line; who has had enough meets the calmer first, if a colleague has room."""
        shift = room.shift_of(by)
        if shift is None or room.free_seats <= max(0, shift.capacity - shift.load):
            return room.ordered
        enough = await self.hard_talks.enough(shift)
        return calmer_first(room.ordered, HARD_FROM) if enough else room.ordered
