"""Video talks a supervisor has booked: their own, as a counsellor's stand on their desk."""

from dataclasses import dataclass

from chat.actions.ports import Clock
from chat.domain.video_talk import VideoRules
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.desks import booking_on_wire
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.realtime.wire import Nothing
from chat.staff.roles import Act
from chat.storage.conversations import Conversations


@dataclass(frozen=True, slots=True, eq=False)
class BookedVideo:
    """Those that were agreed to and are not over; the written talk may be."""

    conversations: Conversations
    rules: VideoRules
    clock: Clock

    @asks("video:bookings", Nothing, Act.OFFER_VIDEO)
    async def video_bookings(self, socket: Socket, _asked: Nothing, _: Answer) -> Body:
        """Answer with one's own, the soonest over first."""
        booked = await self.conversations.booked_by(staff_seat(socket).staff_id, self.clock())
        return {
            "bookings": [
                booking_on_wire(one.conversation_id, one.video, self.rules)
                for one in booked
                if one.video is not None
            ]
        }
