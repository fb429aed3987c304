"""Several processes on one database: each has a lease, and a line is at one of them.

Expands only: a process of the version before runs beside it, and its lines say no process.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    op.create_table(
        "processes",
        sa.Column("process_id", sa.String(length=36), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("lease_ends_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("process_id"),
    )
    op.add_column("conversations", sa.Column("young_process", sa.String(length=36), nullable=True))
    op.add_column("shifts", sa.Column("process", sa.String(length=36), nullable=True))
