"""What is written of complaints: the words as ciphertext, the day and no hour, the answer given."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.opening_hours import DENMARK
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.storage.log import learn_keys
from chat.storage.store import Store
from chat.storage.tables import complaints as table
from chat.storage.tables import keys
from chat.storage.vault import Vault, VaultError
from triage.verdict import Level, Verdict

MOST_OPEN = 10_000
"""Complaints nobody has closed: who would fill the store meets this wall (our own bound).

What triage flags comes in all the same."""
SHOWN = 50
"""On one page of the list."""
CALLS_FROM = Level.ELEVATED
"""From this level on supervisors are told at once that there is something to read."""
PAGES_FROM = Level.HIGH
"""From this level on, or acute, those on duty are called outside the house, too."""
KEYS, TABLE = keys.name, table.name
KEPT = timedelta(days=365)
"""From closing to erasure: long enough for an accreditation's audit (our own choice)."""


@dataclass(frozen=True, slots=True)
class Complain:
    """Takes one in, sealed under a key of its own. No network, no hour and no name goes with it."""

    vault: Vault
    kind: str
    text: str
    contact: str
    verdict: Verdict
    """What triage says of the words: its level and whether it is acute are kept."""

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it; `full` where nobody has closed any for far too long."""
        waiting = select(func.count()).where(table.c.closed_at.is_(None))
        level = int(self.verdict.level) if self.verdict.status == "assessed" else None
        calls = level is None or level >= CALLS_FROM or self.verdict.acute
        if not calls and (await connection.scalar(waiting) or 0) >= MOST_OPEN:
            raise Refused(RefusalCode.FULL)
        name = ConversationId(str(uuid4()))
        key = self.vault.make_key(name)
        await connection.execute(
            insert(keys).values(
                conversation_id=name, master_key_id=key.master_key_id, wrapped=key.wrapped
            )
        )
        day = now.astimezone(DENMARK).replace(hour=0, minute=0, second=0, microsecond=0)
        await connection.execute(
            insert(table).values(
                complaint_id=name,
                kind=self.kind,
                day=day,
                text_sealed=self.vault.seal_beside(name, "complaint", self.text),
                contact_sealed=self.vault.seal_beside(name, "contact", self.contact),
                level=level,
                acute=self.verdict.acute,
            )
        )


@dataclass(frozen=True, slots=True)
class CloseComplaint:
    """Says that a supervisor has seen to it; the way to reach whoever wrote is destroyed."""

    complaint_id: str
    by: StaffId

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it; `not_found` for one that is not open."""
        one = (table.c.complaint_id == self.complaint_id) & table.c.closed_at.is_(None)
        closing = update(table).where(one).values(closed_at=now, contact_sealed=None)
        if not (await connection.execute(closing)).rowcount:
            raise Refused(RefusalCode.NOT_FOUND)
        await append(connection, now, Audit("close_complaint", self.by, subject=self.complaint_id))


@dataclass(frozen=True, slots=True)
class ForgetOld:
    """Destroys the keys of complaints that were closed a year ago, and then the rows."""

    vault: Vault

    async def run(self, connection: AsyncConnection, now: datetime) -> int:
        """Destroy them, and return how many there were."""
        is_old = table.c.closed_at < now - KEPT
        old = (await connection.scalars(select(table.c.complaint_id).where(is_old))).all()
        await connection.execute(delete(keys).where(keys.c.conversation_id.in_(old)))
        await connection.execute(delete(table).where(table.c.complaint_id.in_(old)))
        for one in old:
            self.vault.forget(ConversationId(one))
        return len(old)


async def any_old(store: Store, now: datetime) -> bool:
    """Tell whether there is one that was closed a year ago."""
    query = select(table.c.complaint_id).where(table.c.closed_at < now - KEPT).limit(1)
    return await store.look(lambda connection: connection.execute(query).first() is not None)


@dataclass(frozen=True, slots=True)
class ReadComplaints:
    """A supervisor has been shown these: they call nobody any more, and it is written down."""

    complaint_ids: tuple[str, ...]
    by: StaffId

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it."""
        seen = table.c.complaint_id.in_(self.complaint_ids)
        await connection.execute(update(table).where(seen).values(was_read=true()))
        await append(connection, now, Audit("read_complaints", self.by))


class Complaint(NamedTuple):
    """One as supervisors read it."""

    complaint_id: str
    kind: str
    day: datetime
    text: str | None
    """`None` where its key is gone, as after a copy was put back."""
    contact: str
    is_open: bool
    is_new: bool
    """Nobody has been shown it before."""
    level: int | None
    """What triage said; `None` is what it could not read."""
    acute: bool


class Waiting(NamedTuple):
    """Open complaints nobody has read, without a word of them."""

    unread: int
    calling: int
    """Of these, what triage flagged or could not read: a supervisor is to read it now."""
    paging: int
    """Of these, how many those on duty are called for."""


class Found(NamedTuple):
    """A page of the list."""

    complaints: list[Complaint]
    total: int
    unread: int


OPEN_UNREAD = table.c.closed_at.is_(None) & table.c.was_read.is_(False)
PAGES = (table.c.level >= PAGES_FROM) | table.c.acute
_PAGING = select(table.c.complaint_id).where(OPEN_UNREAD & PAGES)
CALLS = or_(table.c.level.is_(None), table.c.level >= CALLS_FROM, table.c.acute)


@dataclass(frozen=True, slots=True)
class Complaints:
    """Reads them."""

    store: Store
    vault: Vault

    async def page(self, skip: int) -> Found:
        """Return a page: unread, read, closed; in each what triage flagged, then the oldest.

        One whose key is gone is shown without its words, so that it holds up no other.
        """
        level = func.coalesce(table.c.level, int(CALLS_FROM))
        query = (
            select(table)
            .order_by(
                table.c.closed_at.is_not(None),
                table.c.was_read,
                table.c.acute.desc(),
                level.desc(),
                table.c.day,
                table.c.complaint_id,
            )
            .offset(skip)
            .limit(SHOWN)
        )

        def see(connection: Connection) -> Found:
            rows = connection.execute(query).all()
            learn_keys(connection, self.vault, [row.complaint_id for row in rows])
            return Found(
                [self._opened(row) for row in rows],
                connection.scalar(select(func.count()).select_from(table)) or 0,
                connection.scalar(select(func.count()).where(OPEN_UNREAD)) or 0,
            )

        return await self.store.look(see)

    async def waiting(self) -> Waiting:
        """Return how many nobody has read."""

        def see(connection: Connection) -> Waiting:
            every = (OPEN_UNREAD, OPEN_UNREAD & CALLS, OPEN_UNREAD & PAGES)
            found = [connection.scalar(select(func.count()).where(one)) or 0 for one in every]
            return Waiting(*found)

        return await self.store.look(see)

    async def paging(self) -> list[str]:
        """Return the numbers of those that those on duty are called for."""
        return await self.store.ask(lambda connection: list(connection.scalars(_PAGING)))

    def _opened(self, row: Row[Any]) -> Complaint:
        try:
            words: str | None = self.vault.open_beside(
                row.complaint_id, "complaint", row.text_sealed
            )
            contact = self._contact(row.complaint_id, row.contact_sealed)
        except VaultError:
            words, contact = None, ""
        return Complaint(
            row.complaint_id,
            row.kind,
            row.day,
            words,
            contact,
            row.closed_at is None,
            row.closed_at is None and not row.was_read,
            row.level,
            row.acute,
        )

    def _contact(self, complaint_id: ConversationId, sealed: bytes | None) -> str:
        return "" if sealed is None else self.vault.open_beside(complaint_id, "contact", sealed)
