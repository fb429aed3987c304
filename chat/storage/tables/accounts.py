"""The tables of staff: accounts, sessions, invitations, and the audit of what they did."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table, text

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
    Column("failed_in_row", Integer, nullable=False, server_default=text("0")),
    Column("factor_due_at", Instant),
)

"""`factor_due_at`: from when on a session without a second factor may only set one up, where the
helpline asks for one; written at the first sign-in without."""

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("staff_id", String(36), nullable=False, index=True),
    Column("started_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=False),
    Column("proved_at", Instant),
    Column("input_at", Instant),
    Column("locked_at", Instant),
    Column("failed_in_row", Integer, nullable=False, server_default=text("0")),
)

"""Who is signed in. `proved_at`: when it was last shown to be them. `input_at`: when somebody last
touched a page of ours, if one is open; `locked_at`: since when such a page is covered."""

factors = Table(
    "factors",
    metadata,
    Column("staff_id", String(36), primary_key=True),
    Column("master_key_id", String(16), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("secret_sealed", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("confirmed_at", Instant),
    Column("last_step", BigInteger),
)

"""Second factors: a secret under a key of its own, wrapped by the master key. Without
`confirmed_at` nobody has shown a code yet, and it counts for nothing. `last_step`: the newest time
step a code was used of, so that each is used once (RFC 6238 §5.2)."""

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("code_hash", LargeBinary(32), primary_key=True),
    Column("staff_id", String(36), nullable=False, index=True),
)

"""What stands in for a second factor once each: a hash; used is gone."""

known_devices = Table(
    "known_devices",
    metadata,
    Column("device_hash", LargeBinary(32), primary_key=True),
    Column("staff_id", String(36), primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Column("failed_in_row", Integer, nullable=False, server_default=text("0")),
)

"""Browsers somebody has signed in from: a hash of what the browser drew by itself."""

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
