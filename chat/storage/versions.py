"""Which version of a row this is: whether what a process remembers of it is still so.

On PostgreSQL every row tells the transaction that wrote it (`xmin`; manual, 5.5 "System Columns").
The rows a commit concerns are locked first, in the order of their ids, and tell it then: what this
process wrote last need not be read again, nor made into a state again, which costs more than all
else a commit does. Another process's write, also one of an older version of this program, shows.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Connection

from chat.domain.identifiers import ConversationId

_LOCK = """
SELECT conversation_id, xmin, pg_current_xact_id()::xid FROM conversations
WHERE conversation_id = ANY($1::varchar[]) ORDER BY conversation_id FOR UPDATE
"""


_OURS = "SELECT pg_current_xact_id()::xid"


@dataclass(slots=True)
class Versions:
    """The rows a commit concerns, as they stand now and until it ends."""

    held: dict[ConversationId, int] = field(default_factory=dict)
    """Each with the transaction that wrote it."""
    ours: int | None = None
    """The transaction this is: the version of what it writes itself."""


def locked(connection: Connection, ids: Collection[ConversationId]) -> Versions:
    """Hold these rows to the end of the transaction, in id order, and return their versions."""
    versions = Versions()
    for row in connection.exec_driver_sql(_LOCK, (sorted(ids),)):
        versions.held[row[0]], versions.ours = row[1], row[2]
    if versions.ours is None:  # all of these are new
        versions.ours = connection.exec_driver_sql(_OURS).scalar_one()
    return versions
