"""What counsellors and bridge-builders may ask about a video talk: offer it, come in, end it."""

from dataclasses import dataclass

from chat.actions.video_links import VideoLinks
from chat.domain.commands import EndVideo, OfferVideo
from chat.domain.identifiers import ConversationId, conversation_of
from chat.realtime import bridge_wire, desk_wire, wire
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.realtime.task_ids import TaskIds
from chat.staff.roles import Act
from chat.storage.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class VideoVerbs:
    """For whoever writes with the young person: who comes in is who has offered it."""

    writer: Writer
    links: VideoLinks

    @asks("video:offer", desk_wire.OfferVideoTo, Act.OFFER_VIDEO)
    async def video_offer(self, socket: Socket, asked: desk_wire.OfferVideoTo, _: Answer) -> Body:
        """Hold one out; answer with the number the young person answers to."""
        here, by = ConversationId(asked.conversation_id), staff_seat(socket).person
        command = OfferVideo(here, by, asked.at, request_id=asked.client_id)
        committed = await self.writer.submit(command)
        return {"seq": committed.entries[0].seq}

    @asks("video:end", desk_wire.EndVideoOf, Act.OFFER_VIDEO)
    async def video_end(self, socket: Socket, asked: desk_wire.EndVideoOf, _: Answer) -> Body:
        """Take it back, or say that it is over."""
        here, by = ConversationId(asked.conversation_id), staff_seat(socket).person
        await self.writer.submit(EndVideo(here, by, asked.seq, request_id=asked.client_id))
        return {}

    @asks("video:link", wire.About, Act.OFFER_VIDEO)
    async def video_link(self, socket: Socket, asked: wire.About, _: Answer) -> Body:
        """Answer with the secret of a way in, for once: `/video#` and it."""
        here, by = ConversationId(asked.conversation_id), staff_seat(socket).person
        return {"token": await self.links.give(here, by)}


@dataclass(frozen=True, slots=True, eq=False)
class TaskVideoVerbs:
    """For who goes with somebody who is handed over, of a task they have taken."""

    writer: Writer
    links: VideoLinks
    ids: TaskIds

    @asks("video:offer", bridge_wire.OfferVideoForTask, Act.OFFER_VIDEO)
    async def video_offer(
        self, socket: Socket, asked: bridge_wire.OfferVideoForTask, _: Answer
    ) -> Body:
        """Hold one out; the young person sees it in the chat, or when they come back to it."""
        bridge_id, seat = self.ids.open(asked.bridge_id), staff_seat(socket)
        here = conversation_of(bridge_id)
        command = OfferVideo(
            here, seat.person, asked.at, bridge_id, seat.area, request_id=asked.client_id
        )
        await self.writer.submit(command)
        return {}

    @asks("video:end", bridge_wire.EndVideoOfTask, Act.OFFER_VIDEO)
    async def video_end(self, socket: Socket, asked: bridge_wire.EndVideoOfTask, _: Answer) -> Body:
        """Take it back, or say that it is over."""
        here, by = conversation_of(self.ids.open(asked.bridge_id)), staff_seat(socket).person
        await self.writer.submit(EndVideo(here, by, asked.seq, request_id=asked.client_id))
        return {}

    @asks("video:link", bridge_wire.TakeTask, Act.OFFER_VIDEO)
    async def video_link(self, socket: Socket, asked: bridge_wire.TakeTask, _: Answer) -> Body:
        """Answer with the secret of a way in, for once: `/video#` and it."""
        here, by = conversation_of(self.ids.open(asked.bridge_id)), staff_seat(socket).person
        return {"token": await self.links.give(here, by)}
