"""Colleagues who sit beside a counsellor.

Expands only: a process of the version before asks nobody to sit beside anyone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    talks = "conversations"
    op.add_column(talks, sa.Column("companion", sa.String(length=36), nullable=True))
    op.add_column(talks, sa.Column("companion_until", sa.BigInteger(), nullable=True))
    op.add_column(talks, sa.Column("companion_name", sa.String(length=40), nullable=True))
    for name in ("companion_sits", "companion_writes", "companion_learns"):
        no = sa.text("false")
        op.add_column(talks, sa.Column(name, sa.Boolean(), server_default=no, nullable=False))
    there = sa.text("companion IS NOT NULL")
    op.create_index(
        "ix_conversations_companions",
        talks,
        ["companion"],
        sqlite_where=there,
        postgresql_where=there,
    )
