"""The tables of conversations: what each one is now, its log, and its keys."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    text,
)

from chat.storage.instant import Instant
from chat.storage.tables.schema import index_of_few, metadata

conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", String(36), primary_key=True),
    Column("token_hash", LargeBinary(32), nullable=False, unique=True),
    Column("state", String(8), nullable=False),
    Column("level", Integer, nullable=False),
    Column("level_moves", String, nullable=False, server_default=""),
    Column("flags", Integer, nullable=False, server_default="0"),
    Column("unassessed", String, nullable=False, server_default=""),
    Column("topics", String, nullable=False, server_default=""),
    Column("seq", Integer, nullable=False),
    Column("last_everyone", Integer, nullable=False),
    Column("last_staff", Integer, nullable=False),
    Column("last_bridge", Integer, nullable=False, server_default="0"),
    Column("call_word", String(40), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("age_band", String(12)),
    Column("gender_code", String(12)),
    Column("municipality", String(4)),
    Column("about", String(40)),
    Column("campaign", String(40)),
    Column("opened_at", Instant, nullable=False),
    Column("waiting_since", Instant),
    Column("assigned_at", Instant),
    Column("returned", Boolean, nullable=False, server_default=text("false")),
    Column("counsellor", String(36)),
    Column("counsellor_name", String(40), nullable=False, server_default=""),
    Column("seat", Boolean, nullable=False, server_default=text("false")),
    Column("beside", String(36)),
    Column("beside_name", String(40)),
    Column("beside_writes", Boolean, nullable=False, server_default=text("false")),
    Column("call_seq", Integer),
    Column("call_at", Instant),
    Column("call_due_at", Instant),
    Column("call_adviser", String(36)),
    Column("call_adviser_name", String(40)),
    Column("call_writes", Boolean, nullable=False, server_default=text("false")),
    Column("call_next_at", Instant),
    Column("companion", String(36)),
    Column("companion_until", Instant),
    Column("companion_name", String(40)),
    Column("companion_sits", Boolean, nullable=False, server_default=text("false")),
    Column("companion_writes", Boolean, nullable=False, server_default=text("false")),
    Column("companion_learns", Boolean, nullable=False, server_default=text("false")),
    Column("companion_asked_by", String(40)),
    Column("offered_to", String(36)),
    Column("offer_seq", Integer),
    Column("offer_expires_at", Instant),
    Column("young_gone_at", Instant),
    Column("young_process", String(36)),
    Column("young_seen", Integer, nullable=False, server_default="0"),
    Column("staff_seen", Integer, nullable=False, server_default="0"),
    Column("young_wrote_at", Instant),
    Column("staff_wrote_at", Instant),
    Column("unanswered_since", Instant),
    Column("staff_spoke", Integer, nullable=False, server_default="0"),
    Column("bridges", Integer, nullable=False, server_default="0"),
    # What the version before knew of a task; nothing reads it any more.
    Column("bridge_status", String(16)),
    Column("bridge_trigger", String(40)),
    Column("bridge_from", Integer),
    Column("bridge_seq", Integer),
    Column("bridge_opened_at", Instant),
    Column("bridge_due_at", Instant),
    Column("bridge_owner", String(36)),
    Column("bridge_owner_name", String(40)),
    Column("plan_seq", Integer, nullable=False, server_default="0"),
    Column("summary", String(12)),
    Column("summary_seq", Integer, nullable=False, server_default="0"),
    Column("summary_until", Instant),
    Column("video_seq", Integer),
    Column("video_status", String(12)),
    Column("video_by", String(36)),
    Column("video_by_name", String(40)),
    Column("video_at", Instant),
    Column("video_until", Instant),
    Column("video_bridge_id", String(60)),
    Column("muted", String, nullable=False, server_default=""),
    Column("closed_at", Instant),
    Column("close_reason", String(12)),
    Column("left_how", String(12)),
    Column("counted", Boolean, nullable=False, server_default=text("false")),
    Column("assessed", Boolean, nullable=False, server_default=text("false")),
    Column("rated", Boolean, nullable=False, server_default=text("false")),
    Column("silence_raised_at", Instant),
    Column("drill", String(12)),
    Column("paused_until", Instant),
    Column("reopened_at", Instant),
    # On a server: drawn anew when more has changed than moves with each message (`versions`), and
    # counted when only that has.
    Column("revision", BigInteger, nullable=False, server_default="0"),
    Column("moves", Integer, nullable=False, server_default="0"),
)

Index("ix_conversations_state", conversations.c.state, conversations.c.level)
Index("ix_conversations_counsellor", conversations.c.counsellor, conversations.c.seat)

_TALKS = conversations.c
index_of_few("ix_conversations_live", _TALKS.state, only=_TALKS.state != "closed")
index_of_few("ix_conversations_seats", _TALKS.closed_at, only=_TALKS.seat)
index_of_few("ix_conversations_offers", _TALKS.offered_to, only=_TALKS.offered_to.is_not(None))
index_of_few("ix_conversations_calls", _TALKS.call_due_at, only=_TALKS.call_seq.is_not(None))
index_of_few("ix_conversations_beside", _TALKS.beside, only=_TALKS.beside.is_not(None))
index_of_few("ix_conversations_companions", _TALKS.companion, only=_TALKS.companion.is_not(None))
index_of_few(
    "ix_conversations_bridges", _TALKS.bridge_due_at, only=_TALKS.bridge_due_at.is_not(None)
)
index_of_few("ix_conversations_video", _TALKS.video_by, only=_TALKS.video_by.is_not(None))
index_of_few("ix_conversations_unread", _TALKS.unassessed, only=_TALKS.unassessed != "")

events = Table(
    "events",
    metadata,
    Column("conversation_id", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("audience", String(12), nullable=False),
    Column("sender", String(12), nullable=False),
    Column("at", Instant, nullable=False),
    Column("prev_everyone", Integer, nullable=False),
    Column("prev_staff", Integer, nullable=False),
    Column("prev_bridge", Integer, nullable=False, server_default="0"),
    Column("once_key", LargeBinary(16), unique=True),
    Column("key_version", Integer, nullable=False),
    Column("data_sealed", LargeBinary, nullable=False),
)

index_of_few("ix_events_judged", events.c.at, only=events.c.kind == "judged")

keys = Table(
    "keys",
    metadata,
    Column("conversation_id", String(36), primary_key=True),
    Column("master_key_id", String(16), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    sqlite_with_rowid=False,  # else a complaint's key lay between those of two conversations
)

"""Data keys, wrapped by the master key; copies of them are files of their own, kept for days."""

shredded = Table(
    "shredded",
    metadata,
    Column("conversation_id", String(36), primary_key=True),
    Column("day", Instant, nullable=False, index=True),
)

"""What was forgotten, by number and day: a copy that is put back is brought to forget it too."""

legal_holds = Table(
    "legal_holds",
    metadata,
    Column("conversation_id", String(36), primary_key=True),
    Column("held_at", Instant, nullable=False),
    Column("held_by", String(36), nullable=False),
    Column("reason_sealed", LargeBinary, nullable=False),
)

"""Conversations that must be kept past their time, and why; not the waiting room's `holds`."""

retention_looks = Table(
    "retention_looks",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("looked_at", Instant, nullable=False),
)

"""One row: when somebody last looked what is due, and nothing spoke against taking it."""
