"""The audit log: who did and read what, and never a word of what was said.

Each row's hash covers the row before it, so that a row changed, moved, taken out or put in shows. A
chain alone proves only that somebody computed it again: its head must be kept elsewhere too.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import StaffId
from chat.storage.instant import EPOCH, MICROSECOND
from chat.storage.postgresql import alone_with
from chat.storage.tables import audit

BEFORE_THE_FIRST = bytes(32)
PAGE_ROWS = 1000
READS = ("read_conversation", "make_notification")
"""What shows somebody a conversation that is not theirs."""


@dataclass(frozen=True, slots=True)
class Audit:
    """A statement that something was done. `subject` is an id (`conversation_id`), never a text."""

    act: str
    staff_id: StaffId | None = None
    subject: str | None = None

    async def run(self, connection: AsyncConnection, now: datetime) -> "Head":
        """Append the row; return the new end of the chain."""
        return await append(connection, now, self)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: what a witness outside the house keeps."""

    rows: int
    digest: bytes

    def __str__(self) -> str:
        """Return it as the log says it, and as it is typed."""
        return f"{self.rows}:{self.digest.hex()}"

    @classmethod
    def read(cls, written: str) -> "Head":
        """Read it as it was said; raise `ValueError` where it is none."""
        rows, _, digest = written.strip().partition(":")
        found = cls(int(rows), bytes.fromhex(digest))
        if found.rows < 0 or len(found.digest) != len(BEFORE_THE_FIRST):
            raise ValueError("no head of an audit log")
        return found


THE_FIRST = Head(0, BEFORE_THE_FIRST)


@dataclass(frozen=True, slots=True)
class Verified:
    """What reading the whole chain showed."""

    head: Head
    first_bad_row: int | None
    """The first number whose row is missing, foreign, moved or changed."""


async def append(connection: AsyncConnection, now: datetime, done: Audit) -> Head:
    """Append a row inside somebody's transaction, so that deed and row stand or fall together.

    One writer at a time does it: of two with the same number one would have to begin again, and
    with it all that its commit held.
    """
    await connection.run_sync(alone_with, "audit")
    before = await head(connection)
    n = before.rows + 1
    digest = _digest(before.digest, n, now, done)
    await connection.execute(
        insert(audit).values(
            n=n, at=now, staff_id=done.staff_id, act=done.act, subject=done.subject, hash=digest
        )
    )
    return Head(n, digest)


async def head(connection: AsyncConnection) -> Head:
    """Return the end of the chain as it stands."""
    query = select(audit.c.n, audit.c.hash).order_by(audit.c.n.desc()).limit(1)
    row = (await connection.execute(query)).one_or_none()
    return THE_FIRST if row is None else Head(row.n, row.hash)


async def verify(connection: AsyncConnection, witnessed: Head | None = None) -> Verified:
    """Read the chain from its beginning; `witnessed` is a head that was kept elsewhere.

    Without a witness, rows cut off at the end do not show, and neither does a chain that somebody
    wrote anew from a changed row on.
    """
    at = THE_FIRST
    while True:
        page = await connection.run_sync(verified_page, at, witnessed)
        if page.first_bad_row is not None or page.head == at:
            return page
        at = page.head


def verified_page(connection: Connection, after: Head, witnessed: Head | None = None) -> Verified:
    """Read on from a head that is known; where there is nothing more it is the head again."""
    n, digest = after.rows, after.digest
    query = select(audit).where(audit.c.n > n).order_by(audit.c.n).limit(PAGE_ROWS)
    rows = connection.execute(query).all()
    for row in rows:
        done = Audit(row.act, row.staff_id, row.subject)
        expected = _digest(digest, n + 1, row.at, done)
        if (row.n, row.hash) != (n + 1, expected):
            return Verified(Head(n, digest), first_bad_row=n + 1)
        n, digest = row.n, row.hash
        if witnessed is not None and n == witnessed.rows and digest != witnessed.digest:
            return Verified(Head(n, digest), first_bad_row=n)
    cut_off = not rows and witnessed is not None and n < witnessed.rows
    return Verified(Head(n, digest), first_bad_row=n + 1 if cut_off else None)


def stands(connection: Connection, known: Head) -> bool:
    """Say whether a head that is known is in the chain still."""
    query = select(audit.c.hash).where(audit.c.n == known.rows)
    return known == THE_FIRST or connection.scalar(query) == known.digest


def most_read(connection: Connection, since: datetime) -> int:
    """Return how many conversations one person has opened since, of whoever opened most."""
    opened = func.count(audit.c.subject.distinct())
    each = select(opened).where(audit.c.act.in_(READS), audit.c.at >= since)
    return max(connection.scalars(each.group_by(audit.c.staff_id)), default=0)


def _digest(before: bytes, n: int, at: datetime, done: Audit) -> bytes:
    row = {
        "n": n,
        "at": (at - EPOCH) // MICROSECOND,
        "staff_id": done.staff_id,
        "act": done.act,
        "subject": done.subject,
    }
    canonical = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(before + canonical.encode()).digest()
