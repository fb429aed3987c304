"""Who asked a colleague to sit beside a counsellor, where it was a supervisor.

Expands only: for a process of the version before, it was always the counsellor.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    asked_by = sa.Column("companion_asked_by", sa.String(length=40), nullable=True)
    op.add_column("conversations", asked_by)
