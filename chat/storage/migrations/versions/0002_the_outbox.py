"""The outbox, and what the ladder and the safety clock remember.

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    for column in ("unanswered_since", "silence_raised_at"):
        op.add_column("conversations", sa.Column(column, sa.BigInteger(), nullable=True))
    op.add_column("conversations", sa.Column("drill", sa.String(length=12), nullable=True))
    op.add_column("escalations", sa.Column("seq", sa.Integer(), server_default="0", nullable=False))
    op.add_column("escalations", sa.Column("answered_at", sa.BigInteger(), nullable=True))
    op.create_index("ix_escalations_raised", "escalations", ["raised_at"])
    op.create_index(
        "ix_escalations_due",
        "escalations",
        ["due_at"],
        sqlite_where=sa.text("state != 'resolved'"),
        postgresql_where=sa.text("state != 'resolved'"),
    )
    op.create_table(
        "outbox",
        sa.Column("page_id", sa.String(length=100), nullable=False),
        sa.Column("escalation_id", sa.String(length=60), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("call_word", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=20), nullable=False),
        sa.Column("drill", sa.String(length=12), nullable=True),
        sa.Column("about", sa.String(length=12), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=36), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ending", sa.String(length=12), nullable=True),
        sa.PrimaryKeyConstraint("page_id"),
    )
    op.create_index("ix_outbox_escalation_id", "outbox", ["escalation_id"])
    op.create_index(
        "ix_outbox_next",
        "outbox",
        ["next_at"],
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
