"""How much of what a young person wrote has marked words in it, so that the board can say so.

Expands only. What was marked before this is not counted, nor what a process of the version before
takes in meanwhile: the logs have it, sealed, and are not read for it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    flags = sa.Column("flags", sa.Integer(), server_default="0", nullable=False)
    op.add_column("conversations", flags)
