"""Whether what is shared for a bridge goes to the service's own system too.

Expands only: a process of the version before offers none of these.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    direct: sa.Column[bool] = sa.Column(
        "direct", sa.Boolean(), nullable=False, server_default=sa.text("false")
    )
    op.add_column("bridges", direct)
