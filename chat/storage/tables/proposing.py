"""The tables of what one supervisor proposes and another decides on."""

from sqlalchemy import Column, String, Table

from chat.storage.instant import Instant
from chat.storage.tables.schema import metadata


def _proposals(name: str) -> Table:
    """Return a table of what one person proposes and another decides on."""
    return Table(
        name,
        metadata,
        Column("proposal_id", String(36), primary_key=True),
        Column("rule", String(80), nullable=False),
        Column("entry", String, nullable=False),
        Column("state", String(12), nullable=False, index=True),
        Column("proposed_by", String(36), nullable=False),
        Column("proposed_at", Instant, nullable=False),
        Column("decided_by", String(36)),
        Column("decided_at", Instant),
        Column("withdrawn_by", String(36)),
        Column("withdrawn_at", Instant),
        Column("reason", String(400)),
    )


lexicon_proposals = _proposals("lexicon_proposals")

"""What supervisors proposed for the lexicon; `live` ones are read with it."""

directory_edits = _proposals("directory_edits")

"""What supervisors changed in the directory of services; `live` ones lie over the file.

`rule` is the service's id; `entry` what stood there before, and what stands there after.
"""
