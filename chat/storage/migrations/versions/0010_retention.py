"""What was shredded, what must be kept past its time, and when retention was last looked at.

Expands only: a process of the version before runs beside it, and forgets nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    op.create_table(
        "shredded",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    op.create_index("ix_shredded_day", "shredded", ["day"])
    op.create_table(
        "legal_holds",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("held_at", sa.BigInteger(), nullable=False),
        sa.Column("held_by", sa.String(length=36), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    op.create_table(
        "retention_looks",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
