"""Where a conversation's safety plan stands in its log.

Expands only: a process of the version before runs beside it, and writes no plan.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    op.add_column(
        "conversations", sa.Column("plan_seq", sa.Integer(), server_default="0", nullable=False)
    )
