"""Whether more of a conversation has changed than moves with each message: revision and moves.

Expands only. Whoever writes a row and says neither (a process of the version before, a person at a
prompt) is taken to have changed everything: the database draws the revision for them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

DRAW = """
CREATE FUNCTION draw_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.revision := floor(random() * 9e18)::bigint; RETURN NEW; END $$
"""
UNSAID = """
CREATE TRIGGER unsaid BEFORE UPDATE ON conversations FOR EACH ROW
WHEN (NEW.revision = OLD.revision AND NEW.moves = OLD.moves) EXECUTE FUNCTION draw_revision()
"""


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    for name, kind in (("revision", sa.BigInteger()), ("moves", sa.Integer())):
        op.add_column(
            "conversations", sa.Column(name, kind, nullable=False, server_default=sa.text("0"))
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(DRAW)
        op.execute(UNSAID)
