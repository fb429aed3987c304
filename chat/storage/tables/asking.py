"""The tables of what staff ask and what people complain of, sealed each under its own key."""

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, Table, text

from chat.storage.instant import Instant
from chat.storage.tables.schema import metadata

sparring = Table(
    "sparring",
    metadata,
    Column("sparring_id", String(36), primary_key=True),
    Column("asked_by", String(36), nullable=False, index=True),
    Column("asked_at", Instant, nullable=False),
    Column("text_sealed", LargeBinary, nullable=False),
    Column("answered_by", String(36)),
    Column("answered_by_name", String(40)),
    Column("answered_at", Instant),
    Column("answer_sealed", LargeBinary),
    Column("seen_at", Instant),
    sqlite_with_rowid=False,  # else a row's number told between which conversations it came
)

"""What counsellors asked specialists: of no talk, and sealed under keys of their own in `keys`."""

complaints = Table(
    "complaints",
    metadata,
    Column("complaint_id", String(36), primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("day", Instant, nullable=False),
    Column("text_sealed", LargeBinary, nullable=False),
    Column("contact_sealed", LargeBinary),
    Column("closed_at", Instant),
    Column("level", Integer),
    Column("acute", Boolean, nullable=False, server_default=text("false")),
    Column("was_read", Boolean, nullable=False, server_default=text("false")),
    sqlite_with_rowid=False,  # as contacts: no hidden number tells which came after which
)

"""What people complained of or praised; each has its key among `keys`, under its own number.

`level` and `acute` are what triage said when it came; no level is what triage could not read.
"""
