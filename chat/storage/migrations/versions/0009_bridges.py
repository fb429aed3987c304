"""A bridge's task stands with its conversation.

Expands only: a process of the version before runs beside it, and opens no task.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    talks = "conversations"
    for name, kind in (
        ("bridge_status", sa.String(length=16)),
        ("bridge_trigger", sa.String(length=40)),
        ("bridge_from", sa.Integer()),
        ("bridge_seq", sa.Integer()),
        ("bridge_opened_at", sa.BigInteger()),
        ("bridge_due_at", sa.BigInteger()),
        ("bridge_owner", sa.String(length=36)),
        ("bridge_owner_name", sa.String(length=40)),
    ):
        op.add_column(talks, sa.Column(name, kind, nullable=True))
    is_due = sa.text("bridge_due_at IS NOT NULL")
    op.create_index(
        "ix_conversations_bridges",
        talks,
        ["bridge_due_at"],
        sqlite_where=is_due,
        postgresql_where=is_due,
    )
