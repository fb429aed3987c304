"""Reports and complaints: more of each contact, ratings, ends of bridges, sums, what stands.

Expands only: a process of the version before runs beside it, and its contacts tell less.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restored copy."""
    no, yes = sa.text("false"), sa.text("true")
    for table, name, default in (
        ("conversations", "assessed", no),
        ("conversations", "rated", no),
        ("contacts", "answered", yes),
        ("contacts", "assessed", no),
        ("contacts", "summed", no),
    ):
        op.add_column(table, sa.Column(name, sa.Boolean(), nullable=False, server_default=default))
    for name, length in (("main_reason", 40), ("waited", 8), ("talked", 8), ("campaign", 40)):
        op.add_column("contacts", sa.Column(name, sa.String(length=length), nullable=True))
    op.execute("UPDATE contacts SET answered = false WHERE outcome = 'abandoned'")
    fresh = sa.column("summed", sa.Boolean()).is_(False)
    op.create_index(
        "ix_contacts_fresh", "contacts", ["week"], sqlite_where=fresh, postgresql_where=fresh
    )
    op.create_index("ix_contacts_week", "contacts", ["week"])
    op.create_table(
        "ratings",
        sa.Column("rating_id", sa.String(length=36), primary_key=True),
        sa.Column("half_year", sa.String(length=8), nullable=False, index=True),
        sa.Column("municipality", sa.String(length=4)),
        sa.Column("age_band", sa.String(length=12)),
        sa.Column("gender_code", sa.String(length=12)),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("helped", sa.Integer()),
        sa.Column("before", sa.Integer()),
        sa.Column("after", sa.Integer()),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bridge_results",
        sa.Column("result_id", sa.String(length=36), primary_key=True),
        sa.Column("week", sa.String(length=8), nullable=False, index=True),
        sa.Column("municipality", sa.String(length=4)),
        sa.Column("result", sa.String(length=16), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tallies",
        sa.Column("month", sa.String(length=7), primary_key=True),
        sa.Column("municipality", sa.String(length=4), primary_key=True),
        sa.Column("sheet", sa.String(length=16), primary_key=True),
        sa.Column("line", sa.String(length=40), primary_key=True),
        sa.Column("n", sa.Integer(), nullable=False),
    )
    op.create_table(
        "complaints",
        sa.Column("complaint_id", sa.String(length=36), primary_key=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("contact_sealed", sa.LargeBinary()),
        sa.Column("closed_at", sa.BigInteger()),
    )
    op.create_table(
        "reports",
        sa.Column("half_year", sa.String(length=8), primary_key=True),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("published_by", sa.String(length=36)),
        sa.Column("contents", sa.LargeBinary(), nullable=False),
    )
