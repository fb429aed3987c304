"""Outreach and school visits, as those at work here enter them.

Expands only: a process of the version before runs beside it and knows nothing of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    op.create_table(
        "visits",
        sa.Column("visit_id", sa.String(length=36), primary_key=True),
        sa.Column("day", sa.String(length=10), nullable=False, index=True),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
    )
