"""Ways into a video talk as they are kept: a hash, whose it is, and until when."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import and_, delete, insert, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import ConversationId, StaffId
from chat.storage.tables import video_links as table


class VideoSeat(NamedTuple):
    """Whose way in it was; without `staff_id` the young person's."""

    conversation_id: ConversationId
    seq: int
    """Of the event that offered the video talk: another talk needs another link."""
    staff_id: StaffId | None = None


@dataclass(frozen=True, slots=True)
class KeepVideoLink:
    """Keeps a link instead of the one this seat had; what has run out goes with it."""

    seat: VideoSeat
    token_hash: bytes = field(repr=False)
    lives: timedelta

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it."""
        here, _, staff_id = self.seat
        same_seat = and_(
            table.c.conversation_id == here, table.c.staff_id.is_not_distinct_from(staff_id)
        )
        await connection.execute(delete(table).where(or_(same_seat, table.c.ends_at <= now)))
        row = {**self.seat._asdict(), "token_hash": self.token_hash, "ends_at": now + self.lives}
        await connection.execute(insert(table).values(row))


@dataclass(frozen=True, slots=True)
class UseVideoLink:
    """Uses a link up: who comes second finds nothing."""

    token_hash: bytes = field(repr=False)

    async def run(self, connection: AsyncConnection, now: datetime) -> VideoSeat | None:
        """Delete it, and return whose it was; `None` for one that never was, or is over."""
        c = table.c
        used = delete(table).where(c.token_hash == self.token_hash)
        row = (
            await connection.execute(
                used.returning(c.conversation_id, c.seq, c.staff_id, c.ends_at)
            )
        ).one_or_none()
        if row is None or row.ends_at <= now:
            return None
        return VideoSeat(row.conversation_id, row.seq, row.staff_id)
