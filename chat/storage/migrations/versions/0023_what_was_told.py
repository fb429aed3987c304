"""What was told of danger last: whoever ends an escalation must have been shown it.

Expands only: a process of the version before asks nobody what they had seen.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    told = sa.Column("told_seq", sa.Integer(), server_default="0", nullable=False)
    op.add_column("escalations", told)
