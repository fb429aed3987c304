"""Bridges have a table of their own, and what is shared for one a record and a key.

Staff get a work area; who was a bridge-builder saw every task, and still does. The `bridge_*`
columns of conversations stay for a process of the version before: nothing reads them any more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COPIED = """
INSERT INTO bridges (bridge_id, conversation_id, place_in_line, opened_by, status, asked, shared,
  municipality, age_band, owner, owner_name, opened_at, received_at, due_at, ended_at, seq)
SELECT conversation_id || '.' || bridge_from, conversation_id, 0, bridge_trigger, bridge_status,
  '', '', municipality, age_band, bridge_owner, bridge_owner_name, bridge_opened_at,
  CASE WHEN bridge_owner IS NULL THEN NULL ELSE bridge_opened_at END, bridge_due_at,
  CASE WHEN bridge_due_at IS NULL THEN bridge_opened_at ELSE NULL END, bridge_seq
FROM conversations WHERE bridge_status IS NOT NULL
"""


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    instant, identity = sa.BigInteger(), sa.String(length=60)
    op.create_table(
        "bridges",
        sa.Column("bridge_id", identity, primary_key=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("place_in_line", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("lane", sa.String(length=12)),
        sa.Column("service_id", sa.String(length=80)),
        sa.Column("asked", sa.String(length=80), nullable=False),
        sa.Column("shared", sa.String(length=80), nullable=False),
        sa.Column("municipality", sa.String(length=4)),
        sa.Column("age_band", sa.String(length=12)),
        sa.Column("owner", sa.String(length=36)),
        sa.Column("owner_name", sa.String(length=40)),
        sa.Column("opened_at", instant, nullable=False),
        sa.Column("answered_at", instant),
        sa.Column("received_at", instant),
        sa.Column("contact_at", instant),
        sa.Column("due_at", instant),
        sa.Column("ended_at", instant),
        sa.Column("seq", sa.Integer(), nullable=False),
    )
    op.create_index("ix_bridges_conversation", "bridges", ["conversation_id"])
    op.create_index("ix_bridges_ended", "bridges", ["ended_at"])
    is_due = sa.text("due_at IS NOT NULL")
    op.create_index(
        "ix_bridges_due", "bridges", ["due_at"], sqlite_where=is_due, postgresql_where=is_due
    )
    op.create_table(
        "hand_overs",
        sa.Column("bridge_id", identity, primary_key=True),
        sa.Column("made_at", instant, nullable=False),
        sa.Column("shred_at", instant, nullable=False),
        sa.Column("data_sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_hand_overs_shred", "hand_overs", ["shred_at"])
    op.create_table(
        "hand_over_keys",
        sa.Column("bridge_id", identity, primary_key=True),
        sa.Column("master_key_id", sa.String(length=16), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "return_codes",
        sa.Column("code_hash", sa.LargeBinary(length=32), primary_key=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=False, unique=True),
        sa.Column("made_at", instant, nullable=False),
        sa.Column("ends_at", instant, nullable=False),
    )
    op.add_column("conversations", sa.Column("reopened_at", instant))
    count = sa.Column("bridges", sa.Integer(), nullable=False, server_default="0")
    op.add_column("conversations", count)
    op.add_column("staff", sa.Column("area", sa.String(length=600)))
    op.execute(sa.text(COPIED))
    op.execute(sa.text("UPDATE conversations SET bridges = 1 WHERE bridge_status IS NOT NULL"))
    op.execute(sa.text("UPDATE staff SET area = 'all' WHERE roles LIKE '%bridge_builder%'"))
