"""A question to specialists that nobody answers is told to bridge-builders outside the house.

Expands only: a process of the version before neither makes such pages nor sends them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    op.add_column("outbox", sa.Column("sparring_id", sa.String(length=36), nullable=True))
    op.create_index(op.f("ix_outbox_sparring_id"), "outbox", ["sparring_id"])
