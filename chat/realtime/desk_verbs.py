"""What a counsellor may ask of their desk: take somebody, read, hand on, be done."""

from dataclasses import dataclass
from datetime import timedelta

from chat.actions.meeting import Meet
from chat.domain.audience import Viewer
from chat.domain.commands import EndOffer, Transfer, WrapUp
from chat.domain.conversation import Conversation
from chat.domain.identifiers import ConversationId, OfferId, StaffId, conversation_of
from chat.domain.text import cleaned
from chat.realtime import desk_wire, staff_wire, wire
from chat.realtime.alarms import Alarms
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.hub import Hub
from chat.realtime.reading_rights import ReadingRights
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.roles import Act
from chat.storage.log import Log
from chat.storage.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class DeskVerbs:
    """What comes to a desk, what is read there, and how it leaves."""

    meet: Meet
    writer: Writer
    log: Log
    hub: Hub
    rights: ReadingRights
    alarms: Alarms
    offer_stands: timedelta
    """How long a colleague has to take what is held out to them."""

    @asks("conversation:accept", desk_wire.AcceptOne, Act.ACCEPT_CONVERSATION)
    async def conversation_accept(
        self, socket: Socket, asked: desk_wire.AcceptOne, _: Answer
    ) -> Body:
        """Take somebody who waits; answer with the first page of their log."""
        person = staff_seat(socket).person
        if asked.conversation_id is None:
            committed = await self.meet.next_in_line(person)
        else:
            chosen = ConversationId(asked.conversation_id)
            committed = await self.meet.chosen(chosen, person)
        return await self._page_of(socket, committed.after, 0)

    @asks("conversation:open", staff_wire.Follow, Act.READ_CONVERSATION)
    async def conversation_open(self, socket: Socket, asked: staff_wire.Follow, _: Answer) -> Body:
        """Follow a conversation of one's own."""
        one = await self._own(socket, asked)
        return await self._page_of(socket, one, asked.last_seq)

    @asks("events:since", staff_wire.StaffSince, Act.READ_CONVERSATION)
    async def events_since(self, socket: Socket, asked: staff_wire.StaffSince, _: Answer) -> Body:
        """Answer with a page of the log after `seq`."""
        one = await self._own(socket, asked)
        page = await self.log.since(one.conversation_id, asked.seq, Viewer.COUNSELLOR)
        return wire.page_on_wire(page, Viewer.COUNSELLOR)

    @asks("offer:decline", desk_wire.DeclineOffer, Act.ACCEPT_CONVERSATION)
    async def offer_decline(self, socket: Socket, asked: desk_wire.DeclineOffer, _: Answer) -> Body:
        """Say no to what a colleague holds out."""
        offer_id = OfferId(asked.offer_id)
        person = staff_seat(socket).person
        await self.writer.submit(EndOffer(conversation_of(offer_id), offer_id, person))
        return {}

    @asks("conversation:transfer", desk_wire.HandOn, Act.TRANSFER_CONVERSATION)
    async def conversation_transfer(
        self, socket: Socket, asked: desk_wire.HandOn, _: Answer
    ) -> Body:
        """Hand on, to the waiting room or to a colleague."""
        to = None if asked.to == "waiting_room" else StaffId(asked.to)
        command = Transfer(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            to,
            cleaned(asked.note, 1000),
            self.offer_stands,
            request_id=asked.client_id,
        )
        await self.writer.submit(command)
        return {}

    @asks("wrap_up:record", desk_wire.WrapUpOne, Act.WRAP_UP_CONVERSATION)
    async def wrap_up_record(self, socket: Socket, asked: desk_wire.WrapUpOne, _: Answer) -> Body:
        """Record what it was about; the seat is free."""
        command = WrapUp(
            ConversationId(asked.conversation_id),
            staff_seat(socket).person,
            asked.main,
            tuple(asked.topics),
            asked.outcome,
            cleaned(asked.follow_up, 1000),
            asked.wellbeing,
            request_id=asked.client_id,
        )
        await self.writer.submit(command)
        return {}

    async def _own(self, socket: Socket, asked: wire.About) -> Conversation:
        seat = staff_seat(socket)
        return await self.rights.must_read(seat, ConversationId(asked.conversation_id))

    async def _page_of(self, socket: Socket, one: Conversation, seq: int) -> Body:
        # First follow, then ask for the right: what ends the right from now on also unfollows.
        self.hub.follow(socket, Viewer.COUNSELLOR, one)
        try:
            await self.rights.must_read(staff_seat(socket), one.conversation_id)
        except BaseException:
            self.hub.unfollow(socket, one.conversation_id)
            raise
        self.alarms.danger_to(socket, one)
        page = await self.log.since(one.conversation_id, seq, Viewer.COUNSELLOR)
        on_wire = wire.page_on_wire(page, Viewer.COUNSELLOR)
        return {"conversation_id": one.conversation_id, **on_wire}
