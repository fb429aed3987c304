"""On SQLite contacts lie by their random numbers, not in the order conversations ended.

A row's hidden number told that order: whoever had the file could put the two beside each other.
The columns stay as they are, so that a process of the version before runs beside it.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    if op.get_bind().dialect.name != "sqlite":
        return
    by_number = {"sqlite_with_rowid": False}
    with op.batch_alter_table("contacts", recreate="always", table_kwargs=by_number):
        pass  # the copy alone is what is wanted
