"""Legal holds: a supervisor says that a conversation must be kept past its time, and why.

A court or the police may ask for it, or a complaint. It is not the waiting room's hold (`holds`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Delete, delete, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.staff.roles import Act, may, roles_of
from chat.storage.log import learn_keys
from chat.storage.shredding import lock
from chat.storage.store import Store
from chat.storage.tables import conversations, keys, legal_holds, staff
from chat.storage.vault import Vault

WHAT = "legal_hold"
REASON_AT_MOST = 400


class Named(NamedTuple):
    """A conversation as a supervisor can tell it from others."""

    conversation_id: ConversationId
    call_word: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class LegalHold:
    """One conversation that is kept, by whom and why."""

    conversation_id: ConversationId
    call_word: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class HoldLegally:
    """Holds a conversation; `reason_sealed` by the vault, under the conversation's key."""

    conversation_id: ConversationId
    by: StaffId
    reason_sealed: bytes

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write the hold and its audit row; `not_found` when the key is gone already."""
        await lock(connection, [self.conversation_id])
        key = select(keys.c.conversation_id).where(keys.c.conversation_id == self.conversation_id)
        if (await connection.execute(key)).one_or_none() is None:
            raise Refused(RefusalCode.NOT_FOUND)
        await connection.execute(_those(self.conversation_id))
        row = {
            "conversation_id": self.conversation_id,
            "held_at": now,
            "held_by": self.by,
            "reason_sealed": self.reason_sealed,
        }
        await connection.execute(insert(legal_holds).values(row))
        await append(connection, now, Audit(Act.HOLD_LEGALLY, self.by, self.conversation_id))


@dataclass(frozen=True, slots=True)
class ReleaseLegally:
    """Lets a conversation go when its time has come, as any other."""

    conversation_id: ConversationId
    by: StaffId

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """End the hold, with its audit row; `not_found` when there is none."""
        ended = await connection.execute(_those(self.conversation_id))
        if not ended.rowcount:
            raise Refused(RefusalCode.NOT_FOUND)
        await append(connection, now, Audit("release_legally", self.by, self.conversation_id))


class LegalHolds:
    """Finds conversations by the word supervisors know them by, and the holds there are."""

    def __init__(self, store: Store, vault: Vault) -> None:
        """Read from `store`; reasons are opened by `vault`."""
        self._store = store
        self._vault = vault

    async def named(self, word: str) -> list[Named]:
        """Return the conversations that go by this call word, or by this id; the newest first."""
        here = conversations.c
        query = (
            select(here.conversation_id, here.call_word, here.opened_at)
            .where(or_(here.call_word == word, here.conversation_id == word))
            .order_by(here.opened_at.desc())
        )
        return await self._store.look(
            lambda connection: [Named(*row) for row in connection.execute(query)]
        )

    async def holder(self, username: str) -> StaffId:
        """Return whose account this is; `forbidden` unless it may hold conversations."""
        query = select(staff).where(staff.c.username == username, staff.c.disabled_at.is_(None))
        row = await self._store.look(lambda connection: connection.execute(query).one_or_none())
        if row is None or not may(roles_of(row.roles), Act.HOLD_LEGALLY):
            raise Refused(RefusalCode.FORBIDDEN)
        return StaffId(row.staff_id)

    async def sealed(self, conversation_id: ConversationId, reason: str) -> bytes:
        """Return a reason as it is kept.

        Raises:
            Refused: `not_found`: the conversation's key is gone.
        """
        await self._store.look(lambda line: learn_keys(line, self._vault, [conversation_id]))
        if not self._vault.knows(conversation_id):
            raise Refused(RefusalCode.NOT_FOUND)
        return self._vault.seal_beside(conversation_id, WHAT, reason)

    async def of(self, conversation_id: ConversationId) -> LegalHold | None:
        """Return the hold on a conversation, if there is one."""
        found = await self._where(legal_holds.c.conversation_id == conversation_id)
        return next(iter(found), None)

    async def all(self) -> Sequence[LegalHold]:
        """Return every hold, the oldest first."""
        return await self._where()

    async def _where(self, *conditions: ColumnElement[bool]) -> Sequence[LegalHold]:
        query = (
            select(legal_holds, conversations.c.call_word, staff.c.display_name)
            .join(conversations, conversations.c.conversation_id == legal_holds.c.conversation_id)
            .outerjoin(staff, staff.c.staff_id == legal_holds.c.held_by)
            .where(*conditions)
            .order_by(legal_holds.c.held_at)
        )

        def see(connection: Connection) -> list[LegalHold]:
            rows = connection.execute(query).all()
            learn_keys(connection, self._vault, [row.conversation_id for row in rows])
            return [
                LegalHold(
                    row.conversation_id,
                    row.call_word,
                    row.held_at,
                    row.display_name or "?",
                    self._vault.open_beside(row.conversation_id, WHAT, row.reason_sealed),
                )
                for row in rows
            ]

        return await self._store.look(see)


def _those(conversation_id: ConversationId) -> Delete:
    return delete(legal_holds).where(legal_holds.c.conversation_id == conversation_id)
