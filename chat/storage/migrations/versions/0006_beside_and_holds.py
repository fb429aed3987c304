"""A supervisor beside the counsellor; holding the waiting room; words to all on shift.

Expands only: a process of the version before runs beside it, and takes nobody over.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    op.create_table(
        "holds",
        sa.Column("hold_id", sa.String(length=36), nullable=False),
        sa.Column("held_at", sa.BigInteger(), nullable=False),
        sa.Column("held_by", sa.String(length=36), nullable=False),
        sa.Column("held_by_name", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("opened_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("hold_id"),
    )
    op.create_table(
        "announcements",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("announcement_id"),
    )
    talks = "conversations"
    op.add_column(
        talks,
        sa.Column("counsellor_name", sa.String(length=40), server_default="", nullable=False),
    )
    op.add_column(talks, sa.Column("beside", sa.String(length=36), nullable=True))
    op.add_column(talks, sa.Column("beside_name", sa.String(length=40), nullable=True))
    op.add_column(
        talks,
        sa.Column("beside_writes", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    is_in = sa.text("beside IS NOT NULL")
    op.create_index(
        "ix_conversations_beside", talks, ["beside"], sqlite_where=is_in, postgresql_where=is_in
    )
