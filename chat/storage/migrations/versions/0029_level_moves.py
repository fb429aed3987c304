"""How a conversation's level came to be what it is: the last few moves.

Expands only: a process of the version before moves levels without writing it down here.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    moves = sa.Column("level_moves", sa.String(), server_default="", nullable=False)
    op.add_column("conversations", moves)
