"""The first tables.

Times are microseconds since 1970 (`chat.storage.instant`). Revision 0001, the first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    op.create_table(
        "audit",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=True),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_table(
        "contacts",
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("hour_band", sa.String(length=8), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("age_band", sa.String(length=12), nullable=True),
        sa.Column("gender_code", sa.String(length=12), nullable=True),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("bridged", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    op.create_table(
        "conversations",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("unassessed", sa.String(), server_default="", nullable=False),
        sa.Column("topics", sa.String(), server_default="", nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("last_everyone", sa.Integer(), nullable=False),
        sa.Column("last_staff", sa.Integer(), nullable=False),
        sa.Column("call_word", sa.String(length=40), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("age_band", sa.String(length=12), nullable=True),
        sa.Column("gender_code", sa.String(length=12), nullable=True),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("about", sa.String(length=40), nullable=True),
        sa.Column("campaign", sa.String(length=40), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("waiting_since", sa.BigInteger(), nullable=True),
        sa.Column("assigned_at", sa.BigInteger(), nullable=True),
        sa.Column("returned", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("counsellor", sa.String(length=36), nullable=True),
        sa.Column("seat", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("offered_to", sa.String(length=36), nullable=True),
        sa.Column("offer_seq", sa.Integer(), nullable=True),
        sa.Column("offer_expires_at", sa.BigInteger(), nullable=True),
        sa.Column("young_gone_at", sa.BigInteger(), nullable=True),
        sa.Column("young_seen", sa.Integer(), server_default="0", nullable=False),
        sa.Column("staff_seen", sa.Integer(), server_default="0", nullable=False),
        sa.Column("young_wrote_at", sa.BigInteger(), nullable=True),
        sa.Column("staff_wrote_at", sa.BigInteger(), nullable=True),
        sa.Column("staff_spoke", sa.Integer(), server_default="0", nullable=False),
        sa.Column("muted", sa.String(), server_default="", nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("close_reason", sa.String(length=12), nullable=True),
        sa.Column("left_how", sa.String(length=12), nullable=True),
        sa.Column("counted", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id"),
        sa.UniqueConstraint("token_hash"),
    )
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.create_index("ix_conversations_counsellor", ["counsellor", "seat"], unique=False)
        batch_op.create_index(
            "ix_conversations_live",
            ["state"],
            unique=False,
            sqlite_where=sa.text("state != 'closed'"),
            postgresql_where=sa.text("state != 'closed'"),
        )
        batch_op.create_index(
            "ix_conversations_offers",
            ["offered_to"],
            unique=False,
            sqlite_where=sa.text("offered_to IS NOT NULL"),
            postgresql_where=sa.text("offered_to IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_conversations_seats",
            ["closed_at"],
            unique=False,
            sqlite_where=sa.text("seat"),
            postgresql_where=sa.text("seat"),
        )
        batch_op.create_index("ix_conversations_state", ["state", "level"], unique=False)
        batch_op.create_index(
            "ix_conversations_unread",
            ["unassessed"],
            unique=False,
            sqlite_where=sa.text("unassessed != ''"),
            postgresql_where=sa.text("unassessed != ''"),
        )

    op.create_table(
        "escalations",
        sa.Column("escalation_id", sa.String(length=60), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("trigger", sa.String(length=40), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=36), nullable=True),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("escalation_id"),
    )
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.create_index(
            "ux_escalations_open",
            ["conversation_id", "kind"],
            unique=True,
            sqlite_where=sa.text("state != 'resolved'"),
            postgresql_where=sa.text("state != 'resolved'"),
        )

    op.create_table(
        "events",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=12), nullable=False),
        sa.Column("sender", sa.String(length=12), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("prev_everyone", sa.Integer(), nullable=False),
        sa.Column("prev_staff", sa.Integer(), nullable=False),
        sa.Column("once_key", sa.LargeBinary(length=16), nullable=True),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("data_sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "seq"),
        sa.UniqueConstraint("once_key"),
    )
    op.create_table(
        "invitations",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("roles", sa.String(length=80), nullable=False),
        sa.Column("display_name", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "keys",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("master_key_id", sa.String(length=16), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "shifts",
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("staff_id", "role"),
    )
    op.create_table(
        "staff",
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("display_name", sa.String(length=40), nullable=False),
        sa.Column("roles", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("disabled_at", sa.BigInteger(), nullable=True),
        sa.Column("sessions_from", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id"),
        sa.UniqueConstraint("username"),
    )
