"""Calls to bridge-builders outside the house: a page may be about a task.

Expands only: a column that the version before neither reads nor writes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    op.add_column("outbox", sa.Column("bridge_id", sa.String(length=60)))
    op.create_index("ix_outbox_bridge_id", "outbox", ["bridge_id"])
