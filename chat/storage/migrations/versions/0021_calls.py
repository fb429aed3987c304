"""Bridge-builders who are called into a conversation, and by which numbers what they hear follows.

Expands only: a process of the version before calls nobody in.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    talks = "conversations"
    op.add_column(talks, sa.Column("last_bridge", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "events", sa.Column("prev_bridge", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(talks, sa.Column("call_seq", sa.Integer(), nullable=True))
    op.add_column(talks, sa.Column("call_at", sa.BigInteger(), nullable=True))
    op.add_column(talks, sa.Column("call_due_at", sa.BigInteger(), nullable=True))
    op.add_column(talks, sa.Column("call_adviser", sa.String(length=36), nullable=True))
    op.add_column(talks, sa.Column("call_adviser_name", sa.String(length=40), nullable=True))
    op.add_column(
        talks,
        sa.Column("call_writes", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    called = sa.text("call_seq IS NOT NULL")
    op.create_index(
        "ix_conversations_calls",
        talks,
        ["call_due_at"],
        sqlite_where=called,
        postgresql_where=called,
    )
