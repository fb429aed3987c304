"""The tables of bridges: what was offered and shared, and how a talk is opened again."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, text

from chat.storage.instant import Instant
from chat.storage.tables.schema import index_of_few, metadata

bridges = Table(
    "bridges",
    metadata,
    Column("bridge_id", String(60), primary_key=True),
    Column("conversation_id", String(36), nullable=False),
    Column("place_in_line", Integer, nullable=False),
    Column("opened_by", String(40), nullable=False),
    Column("status", String(16), nullable=False),
    Column("lane", String(12)),
    Column("service_id", String(80)),
    Column("asked", String(80), nullable=False),
    Column("direct", Boolean, nullable=False, server_default=text("false")),
    Column("shared", String(80), nullable=False),
    Column("municipality", String(4)),
    Column("age_band", String(12)),
    Column("owner", String(36)),
    Column("owner_name", String(40)),
    Column("opened_at", Instant, nullable=False),
    Column("answered_at", Instant),
    Column("received_at", Instant),
    Column("contact_at", Instant),
    Column("due_at", Instant),
    Column("ended_at", Instant),
    Column("seq", Integer, nullable=False),
)

"""Every bridge that was opened or offered: codes and times, and no word anybody wrote.

What reports may count. It goes with its conversation, whose id it holds.
"""

Index("ix_bridges_conversation", bridges.c.conversation_id)
Index("ix_bridges_ended", bridges.c.ended_at)
index_of_few("ix_bridges_due", bridges.c.due_at, only=bridges.c.due_at.is_not(None))

hand_overs = Table(
    "hand_overs",
    metadata,
    Column("bridge_id", String(60), primary_key=True),
    Column("made_at", Instant, nullable=False),
    Column("shred_at", Instant, nullable=False),
    Column("data_sealed", LargeBinary, nullable=False),
)

"""What a young person shared for a bridge, sealed under its own key (`hand_over_keys`).

So is the summary a young person is shown, under its conversation's name (`summary_in`).

Record and key are destroyed when the yes is taken back, at `shred_at` by the shredder's clock,
and with the bridge's own row at the latest.
"""

Index("ix_hand_overs_shred", hand_overs.c.shred_at)

hand_over_keys = Table(
    "hand_over_keys",
    metadata,
    Column("bridge_id", String(60), primary_key=True),
    Column("master_key_id", String(16), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)

"""Keys of `hand_overs`, wrapped by the master key. Kept out of long backups, as `keys` are."""

return_codes = Table(
    "return_codes",
    metadata,
    Column("code_hash", LargeBinary(32), primary_key=True),
    Column("conversation_id", String(36), nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
)

"""What opens a talk that is over for whoever kept four words; a keyed hash, never the words.

A row is destroyed when another takes its place, and at `ends_at` by the next that is made; without
its conversation it opens nothing.
"""
