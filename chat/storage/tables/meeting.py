"""The table of ways into a video talk."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from chat.storage.instant import Instant
from chat.storage.tables.schema import metadata

video_links = Table(
    "video_links",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("conversation_id", String(36), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("staff_id", String(36)),
    Column("ends_at", Instant, nullable=False),
)
"""Each for one of the two and for once: a hash, never the link itself.

Without `staff_id` it is the young person's. A row goes when it is used, when another takes its
place, at `ends_at` by the next that is made, and with its conversation.
"""
Index("ix_video_links_conversation", video_links.c.conversation_id)
