"""How a conversation's summary to come back with stands.

Expands only: a process of the version before runs beside it, and proposes none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    op.add_column("conversations", sa.Column("summary", sa.String(length=12)))
    op.add_column(
        "conversations", sa.Column("summary_seq", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("conversations", sa.Column("summary_until", sa.BigInteger()))
