"""The tables of what is counted: nothing in them leads to a conversation."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, text

from chat.storage.instant import Instant
from chat.storage.tables.schema import index_of_few, metadata

contacts = Table(
    "contacts",
    metadata,
    Column("contact_id", String(36), primary_key=True),
    Column("week", String(8), nullable=False),
    Column("hour_band", String(8), nullable=False),
    Column("municipality", String(4)),
    Column("age_band", String(12)),
    Column("gender_code", String(12)),
    Column("reasons", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("bridged", Boolean, nullable=False),
    Column("main_reason", String(40)),
    Column("waited", String(8)),
    Column("talked", String(8)),
    Column("answered", Boolean, nullable=False, server_default=text("true")),
    Column("assessed", Boolean, nullable=False, server_default=text("false")),
    Column("campaign", String(40)),
    Column("summed", Boolean, nullable=False, server_default=text("false")),
    sqlite_with_rowid=False,  # rows lie by their random numbers, not in the order they came
)

"""For statistics; nothing leads from a row here to a conversation.

`summed` says that the row is in the sums of `tallies`.
"""

index_of_few("ix_contacts_fresh", contacts.c.week, only=contacts.c.summed.is_(False))
Index("ix_contacts_week", contacts.c.week)

ratings = Table(
    "ratings",
    metadata,
    Column("rating_id", String(36), primary_key=True),
    Column("half_year", String(8), nullable=False, index=True),
    Column("municipality", String(4)),
    Column("age_band", String(12)),
    Column("gender_code", String(12)),
    Column("level", Integer, nullable=False),
    Column("helped", Integer),
    Column("before", Integer),
    Column("after", Integer),
    sqlite_with_rowid=False,  # rows lie by their random numbers, not in the order they came
)

"""What young people said of before and after; as unlinked as a contact."""

bridge_results = Table(
    "bridge_results",
    metadata,
    Column("result_id", String(36), primary_key=True),
    Column("week", String(8), nullable=False, index=True),
    Column("municipality", String(4)),
    Column("result", String(16), nullable=False),
    sqlite_with_rowid=False,
)

"""How bridges ended; as unlinked as a contact."""

sparring_results = Table(
    "sparring_results",
    metadata,
    Column("result_id", String(36), primary_key=True),
    Column("week", String(8), nullable=False, index=True),
    Column("result", String(16), nullable=False),
    sqlite_with_rowid=False,
)

"""How questions to specialists ended; as unlinked as a contact."""

tallies = Table(
    "tallies",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("municipality", String(4), primary_key=True),
    Column("sheet", String(16), primary_key=True),
    Column("line", String(40), primary_key=True),
    Column("n", Integer, nullable=False),
)

"""Contacts summed up: what reports are made of. An empty `municipality` is one nobody told."""

visits = Table(
    "visits",
    metadata,
    Column("visit_id", String(36), primary_key=True),
    Column("day", String(10), nullable=False, index=True),
    Column("municipality", String(4), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("participants", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
)

"""Outreach and school visits: numbers that staff have entered, apart from all contacts."""

reports = Table(
    "reports",
    metadata,
    Column("half_year", String(8), primary_key=True),
    Column("published_at", Instant, nullable=False),
    Column("published_by", String(36)),
    Column("contents", LargeBinary, nullable=False),
)

"""What was published of a half-year: once made it stands, so that no two reports of it differ."""
