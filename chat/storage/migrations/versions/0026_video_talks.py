"""A video talk of a conversation, and the ways into it.

Expands only: a process of the version before runs beside it, and offers none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    talks = "conversations"
    op.add_column(talks, sa.Column("video_seq", sa.Integer(), nullable=True))
    op.add_column(talks, sa.Column("video_status", sa.String(length=12), nullable=True))
    op.add_column(talks, sa.Column("video_by", sa.String(length=36), nullable=True))
    op.add_column(talks, sa.Column("video_by_name", sa.String(length=40), nullable=True))
    op.add_column(talks, sa.Column("video_at", sa.BigInteger(), nullable=True))
    op.add_column(talks, sa.Column("video_until", sa.BigInteger(), nullable=True))
    op.add_column(talks, sa.Column("video_bridge_id", sa.String(length=60), nullable=True))
    offered = sa.text("video_by IS NOT NULL")
    op.create_index(
        "ix_conversations_video",
        talks,
        ["video_by"],
        sqlite_where=offered,
        postgresql_where=offered,
    )
    op.create_table(
        "video_links",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_video_links_conversation", "video_links", ["conversation_id"])
