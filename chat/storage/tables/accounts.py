"""The tables of staff: accounts, sessions, invitations, and the audit of what they did."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from chat.storage.instant import Instant
from chat.storage.tables.schema import metadata

staff = Table(
    "staff",
    metadata,
    Column("staff_id", String(36), primary_key=True),
    Column("username", String(64), nullable=False, unique=True),
    Column("display_name", String(40), nullable=False),
    Column("roles", String(80), nullable=False),
    Column("language", String(8), nullable=False),
    Column("area", String(600)),
    Column("password_hash", String(200)),
    Column("made_at", Instant, nullable=False),
    Column("disabled_at", Instant),
    Column("sessions_from", Instant, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("staff_id", String(36), nullable=False, index=True),
    Column("started_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("staff_id", String(36)),
    Column("roles", String(80), nullable=False),
    Column("display_name", String(40), nullable=False),
    Column("made_by", String(36)),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
)

audit = Table(
    "audit",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("staff_id", String(36)),
    Column("act", String(40), nullable=False),
    Column("subject", String(80)),
    Column("hash", LargeBinary(32), nullable=False),
)

"""Who did and read what. Each row's hash covers the row before it."""
