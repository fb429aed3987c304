"""The tables of escalations, and of the pages that leave the house."""

from sqlalchemy import Column, Index, Integer, String, Table

from chat.storage.instant import Instant
from chat.storage.tables.schema import index_of_few, metadata

escalations = Table(
    "escalations",
    metadata,
    Column("escalation_id", String(60), primary_key=True),
    Column("conversation_id", String(36), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("level", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("trigger", String(40), nullable=False),
    Column("step", Integer, nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("acknowledged_by", String(36)),
    Column("acknowledged_at", Instant),
    Column("outcome", String(24)),
    Column("resolved_at", Instant),
    Column("seq", Integer, nullable=False, server_default="0"),
    Column("answered_at", Instant),
    Column("told_seq", Integer, nullable=False, server_default="0"),
)

# One open escalation of a kind in a conversation: decided in the domain, and held here.
Index(
    "ux_escalations_open",
    escalations.c.conversation_id,
    escalations.c.kind,
    unique=True,
    sqlite_where=escalations.c.state != "resolved",
    postgresql_where=escalations.c.state != "resolved",
)
index_of_few("ix_escalations_due", escalations.c.due_at, only=escalations.c.state != "resolved")
Index("ix_escalations_raised", escalations.c.raised_at)

outbox = Table(
    "outbox",
    metadata,
    Column("page_id", String(100), primary_key=True),
    Column("escalation_id", String(60), index=True),
    Column("bridge_id", String(60), index=True),
    Column("conversation_id", String(36), index=True),
    Column("call_seq", Integer),
    Column("sparring_id", String(36), index=True),
    Column("step", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("call_word", String(40), nullable=False),
    Column("address", String(20), nullable=False),
    Column("drill", String(12)),
    Column("about", String(12), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("next_at", Instant),
    Column("tries", Integer, nullable=False),
    Column("claim", String(36)),
    Column("ended_at", Instant),
    Column("ending", String(12)),
)

"""Calls to people outside the house: made in the commit that asks for them, sent from here.

`next_at` is when it is to be tried, and later while somebody tries; an ended one has none.
"""

index_of_few("ix_outbox_next", outbox.c.next_at, only=outbox.c.next_at.is_not(None))
