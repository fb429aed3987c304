"""The tables of who is on duty: shifts, processes, holds, what was said to all."""

from sqlalchemy import Column, Integer, String, Table

from chat.storage.instant import Instant
from chat.storage.tables.schema import metadata

shifts = Table(
    "shifts",
    metadata,
    Column("staff_id", String(36), primary_key=True),
    Column("role", String(12), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("started_at", Instant),
    Column("confirmed_at", Instant),
    Column("gone_at", Instant),
    Column("process", String(36)),
)

processes = Table(
    "processes",
    metadata,
    Column("process_id", String(36), primary_key=True),
    Column("began_at", Instant, nullable=False),
    Column("lease_ends_at", Instant, nullable=False),
)

"""Who serves this database now. One whose lease has run out holds nobody's line any more."""

holds = Table(
    "holds",
    metadata,
    Column("hold_id", String(36), primary_key=True),
    Column("held_at", Instant, nullable=False),
    Column("held_by", String(36), nullable=False),
    Column("held_by_name", String(40), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("opened_at", Instant),
    Column("opened_by", String(36)),
)

"""When a supervisor held the waiting room, and why; one that is not opened again holds it still."""

announcements = Table(
    "announcements",
    metadata,
    Column("announcement_id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by_name", String(40), nullable=False),
    Column("text", String(400), nullable=False),
)

"""What supervisors said to all on shift; kept for a day, so that every process can tell it."""
