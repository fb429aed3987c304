"""What people said of flags is found without going through every event.

Expands only: a process of the version before runs beside it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    judged = sa.text("kind = 'judged'")
    op.create_index(
        "ix_events_judged", "events", ["at"], sqlite_where=judged, postgresql_where=judged
    )
