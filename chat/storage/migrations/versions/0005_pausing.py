"""A talk can be paused for some minutes. Expands only."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    op.add_column("conversations", sa.Column("paused_until", sa.BigInteger(), nullable=True))
