"""What is written of complaints: the words as ciphertext, the day and no hour, the answer given."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.opening_hours import DENMARK
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.storage.log import learn_keys
from chat.storage.store import Store
from chat.storage.tables import complaints as table
from chat.storage.tables import keys
from chat.storage.vault import Vault

MOST_OPEN = 1_000
"""Complaints nobody has closed: who would fill the store meets this wall (our own bound)."""
SHOWN = 100
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

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it; `full` where nobody has closed any for far too long."""
        waiting = select(func.count()).where(table.c.closed_at.is_(None))
        if (await connection.scalar(waiting) or 0) >= MOST_OPEN:
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


class Complaint(NamedTuple):
    """One as supervisors read it."""

    complaint_id: str
    kind: str
    day: datetime
    text: str
    contact: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Complaints:
    """Reads them."""

    store: Store
    vault: Vault

    async def latest(self) -> list[Complaint]:
        """Return the open ones and then the closed, the latest first."""
        query = (
            select(table)
            .order_by(table.c.closed_at.is_not(None), table.c.day.desc(), table.c.complaint_id)
            .limit(SHOWN)
        )

        def see(connection: Connection) -> list[Complaint]:
            rows = connection.execute(query).all()
            learn_keys(connection, self.vault, [row.complaint_id for row in rows])
            return [
                Complaint(
                    row.complaint_id,
                    row.kind,
                    row.day,
                    self.vault.open_beside(row.complaint_id, "complaint", row.text_sealed),
                    self._contact(row.complaint_id, row.contact_sealed),
                    row.closed_at is None,
                )
                for row in rows
            ]

        return await self.store.look(see)

    def _contact(self, complaint_id: ConversationId, sealed: bytes | None) -> str:
        return "" if sealed is None else self.vault.open_beside(complaint_id, "contact", sealed)
