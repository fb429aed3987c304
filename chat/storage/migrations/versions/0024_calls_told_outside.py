"""Calls into a conversation are told to bridge-builders outside the house, step by step.

Expands only: a process of the version before sends none of them, and its own calls are told to
nobody outside.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    op.add_column("conversations", sa.Column("call_next_at", sa.BigInteger(), nullable=True))
    op.add_column("outbox", sa.Column("conversation_id", sa.String(length=36), nullable=True))
    op.add_column("outbox", sa.Column("call_seq", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_outbox_conversation_id"), "outbox", ["conversation_id"])
