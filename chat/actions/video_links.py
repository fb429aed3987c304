"""Ways into a video talk: each of the two asks for one, and it lets in once."""

import secrets
from dataclasses import dataclass

from chat.actions.opening import token_hash
from chat.actions.ports import Clock
from chat.actions.video_room import Guest, VideoRoom
from chat.domain.conversation import Conversation
from chat.domain.identifiers import ConversationId
from chat.domain.people import YOUNG, Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.token_life import TokenLife
from chat.domain.video_talk import VideoRules, VideoTalk
from chat.storage.conversations import Conversations
from chat.storage.video_links import KeepVideoLink, UseVideoLink, VideoSeat
from chat.storage.writer import Writer
from chat.words import Words

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class VideoLinks:
    """Gives links, and takes them. Without a `room` there are none."""

    room: VideoRoom | None
    rules: VideoRules
    life: TokenLife
    conversations: Conversations
    writer: Writer
    words: Words
    clock: Clock

    async def give(self, conversation_id: ConversationId, who: Person) -> str:
        """Return the secret of a new link; the one this seat had before lets nobody in any more.

        Raises:
            Refused: `video_over` where there is none to come into now; `not_assigned` to who has no
                part in it; `forbidden` where the helpline has no room.
        """
        if self.room is None:
            raise Refused(RefusalCode.FORBIDDEN)
        one = await self.conversations.of(conversation_id)
        video = None if one is None else one.video
        if one is None or not (who.is_young or (video is not None and video.is_with(who))):
            raise Refused(RefusalCode.NOT_ASSIGNED)
        if video is None or not video.is_open_at(self.clock(), self.rules):
            raise Refused(RefusalCode.VIDEO_OVER)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        seat = VideoSeat(conversation_id, video.seq, who.staff_id)
        await self.writer.submit(KeepVideoLink(seat, token_hash(token), self.room.life))
        return token

    async def use(self, token: str) -> str:
        """Use a link up, and return where it leads.

        Raises:
            Refused: `unauthorized`, for one that never was, was used, or leads nowhere any more.
        """
        seat = await self.writer.submit(UseVideoLink(token_hash(token)))
        found = isinstance(seat, VideoSeat) and await self._leading_in(seat)
        if self.room is None or not isinstance(seat, VideoSeat) or not found:
            raise Refused(RefusalCode.UNAUTHORIZED)
        one, video = found
        staff = seat.staff_id is not None
        name = video.display_name if staff else self.words.say("video.young", one.lang)
        guest = Guest(name, leads=staff)
        return self.room.way_in(one.conversation_id, video.seq, guest, self.clock())

    async def _leading_in(self, seat: VideoSeat) -> tuple[Conversation, VideoTalk] | None:
        one, now = await self.conversations.of(seat.conversation_id), self.clock()
        video = None if one is None else one.video
        if one is None or video is None or video.seq != seat.seq:
            return None
        who = YOUNG if seat.staff_id is None else Person(Sender.COUNSELLOR, seat.staff_id)
        here = self.life.opens(one, now) if who.is_young else True
        if not (here and video.is_with(who) and video.is_open_at(now, self.rules)):
            return None
        return one, video
