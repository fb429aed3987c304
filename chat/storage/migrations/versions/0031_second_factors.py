"""Second factors, recovery codes, known devices, and what a session knows of whoever sits there.

Expands only: a process of the version before asks nobody for a code, and locks no screen.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    op.create_table(
        "factors",
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("master_key_id", sa.String(length=16), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("staff_id"),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_index(op.f("ix_recovery_codes_staff_id"), "recovery_codes", ["staff_id"])
    op.create_table(
        "known_devices",
        sa.Column("device_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("failed_in_row", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("device_hash", "staff_id"),
    )
    for table in ("staff", "sessions"):
        zero = sa.text("0")
        failed = sa.Column("failed_in_row", sa.Integer(), server_default=zero, nullable=False)
        op.add_column(table, failed)
    op.add_column("staff", sa.Column("factor_due_at", sa.BigInteger(), nullable=True))
    for name in ("proved_at", "input_at", "locked_at"):
        op.add_column("sessions", sa.Column(name, sa.BigInteger(), nullable=True))
