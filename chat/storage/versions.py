"""Which version of a row this is: whether what a process remembers of it is still so.

On PostgreSQL every row tells the transaction that wrote it (`xmin`; manual, 5.5 "System Columns").
The rows a commit concerns are locked first, in the order of their ids, and tell it then: what this
process wrote last need not be read again, nor made into a state again, which costs more than all
else a commit does. Where another process has written since, the row's revision tells whether more
has changed than moves with each message; what moves is told along with it. A write of an older
version of this program, or of a person, shows too: the database itself draws a revision for them.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from secrets import randbits
from typing import NamedTuple

from sqlalchemy import Connection

from chat.domain.identifiers import ConversationId
from chat.storage.moving import MOVING

REVISION_BITS = 62
"""Drawn, not counted: two pasts of a database that was put back never agree by chance."""
_LOCK = f"""
SELECT conversation_id, pg_current_xact_id()::xid,
    EXISTS (SELECT FROM events WHERE once_key = ANY($2::bytea[])),
    xmin, revision, {", ".join(MOVING)}
FROM conversations
WHERE conversation_id = ANY($1::varchar[]) ORDER BY conversation_id FOR UPDATE
"""  # noqa: S608 - our own names
_OURS = "SELECT pg_current_xact_id()::xid"


class Version(NamedTuple):
    """Who wrote a row last, and who last changed more of it than moves with each message."""

    transaction: int
    revision: int


class Held(NamedTuple):
    """A row that is held to the end of the transaction: its version, and what moves in it."""

    version: Version
    moving: tuple[object, ...]


@dataclass(slots=True)
class Versions:
    """The rows a commit concerns, as they stand now and until it ends."""

    held: dict[ConversationId, Held] = field(default_factory=dict)
    ours: int | None = None
    """The transaction this is: it has written what it writes itself."""
    asked_before: bool = True
    """Whether any of the requests may have been made before."""
    drawn: int = field(default_factory=lambda: randbits(REVISION_BITS))
    """The revision of what it changes."""


def locked(
    connection: Connection, ids: Collection[ConversationId], requests: Collection[bytes]
) -> Versions:
    """Hold these rows to the end of the transaction, in id order, and return their versions.

    Whether any of the requests was made before is seen as of the beginning: one that is made while
    this waits for a row is met by the index on requests.
    """
    versions = Versions()
    found = connection.exec_driver_sql(_LOCK, (sorted(ids), list(requests)))
    for here, ours, asked_before, written_by, revision, *moving in found:
        versions.held[here] = Held(Version(written_by, revision), tuple(moving))
        versions.ours, versions.asked_before = ours, asked_before
    if versions.ours is None:  # all of these are new
        versions.ours = connection.exec_driver_sql(_OURS).scalar_one()
    return versions
