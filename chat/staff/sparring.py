"""Sparring: a counsellor asks a specialist, outside any conversation, and reads what they answer.

The words are sealed under a key of their own, and go with it in a time of their own. Nothing leads
from here to a conversation; what is counted leads to nobody, neither who asked nor who answered.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.contact import week_of
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.opening_hours import DENMARK
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.storage.log import learn_keys
from chat.storage.store import Store
from chat.storage.tables import keys, outbox, sparring_results
from chat.storage.tables import sparring as table
from chat.storage.vault import Vault, VaultError

SHOWN = 50
MOST_OPEN_OF_ONE = 10
"""Questions of one counsellor nobody has answered yet (our own bound)."""
KEYS, TABLE = keys.name, table.name


class Question(NamedTuple):
    """One question as it is shown; `None` for words whose key is gone."""

    sparring_id: str
    asked_at: datetime
    text: str | None
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None
    is_new: bool
    """Answered, and whoever asked has not seen it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Takes a question in."""

    vault: Vault
    by: StaffId
    text: str

    async def run(self, connection: AsyncConnection, now: datetime) -> str:
        """Write it and return its id; `slow_down` where too many of one's own wait already."""
        waiting = select(func.count()).where(table.c.asked_by == self.by, _OPEN)
        if (await connection.scalar(waiting) or 0) >= MOST_OPEN_OF_ONE:
            raise Refused(RefusalCode.SLOW_DOWN, retry_after_s=3600)
        name = ConversationId(str(uuid4()))
        key = self.vault.make_key(name)
        await connection.execute(
            insert(keys).values(
                conversation_id=name, master_key_id=key.master_key_id, wrapped=key.wrapped
            )
        )
        await connection.execute(
            insert(table).values(
                sparring_id=name,
                asked_by=self.by,
                asked_at=now,
                text_sealed=self.vault.seal_beside(name, "question", self.text),
            )
        )
        return name


@dataclass(frozen=True, slots=True)
class Answer:
    """Takes a specialist's answer in: the first one stands."""

    vault: Vault
    sparring_id: str
    by: StaffId
    display_name: str
    text: str

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it, and count it.

        Raises:
            Refused: `not_found`; `already_answered` where a colleague was faster.
        """
        here = ConversationId(self.sparring_id)
        one = table.c.sparring_id == here
        answered = (await connection.execute(select(table.c.answered_at).where(one))).one_or_none()
        if answered is None:
            raise Refused(RefusalCode.NOT_FOUND)
        await connection.run_sync(learn_keys, self.vault, [here])
        if not self.vault.knows(here):
            raise Refused(RefusalCode.NOT_FOUND)
        writing = (
            update(table)
            .where(one, _OPEN)
            .values(
                answered_at=now,
                answered_by=self.by,
                answered_by_name=self.display_name,
                answer_sealed=self.vault.seal_beside(here, "answer", self.text),
            )
        )
        if not (await connection.execute(writing)).rowcount:
            raise Refused(RefusalCode.ALREADY_ANSWERED)
        await _count(connection, now, "answered")
        await append(connection, now, Audit("answer_sparring", self.by, subject=here))


@dataclass(frozen=True, slots=True)
class SeeAnswers:
    """Whoever asked has been shown what was answered."""

    by: StaffId

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it."""
        mine = (table.c.asked_by == self.by, table.c.answered_at.is_not(None))
        unseen = table.c.seen_at.is_(None)
        await connection.execute(update(table).where(*mine, unseen).values(seen_at=now))


@dataclass(frozen=True, slots=True)
class ForgetSparring:
    """Deletes what has been kept as long as it may be, and destroys its keys."""

    vault: Vault
    kept: timedelta

    async def run(self, connection: AsyncConnection, now: datetime) -> int:
        """Destroy it and return how many there were; what nobody answered is counted as that."""
        # One statement finds and takes: of two processes one counts it, and no answer that comes
        # meanwhile goes unread.
        taking = delete(table).where(_is_old(now, self.kept))
        taken = await connection.execute(taking.returning(table.c.sparring_id, table.c.answered_at))
        old = taken.all()
        ids = [row.sparring_id for row in old]
        for row in old:
            if row.answered_at is None:
                await _count(connection, now, "unanswered")
        await connection.execute(delete(keys).where(keys.c.conversation_id.in_(ids)))
        await connection.execute(delete(outbox).where(outbox.c.sparring_id.in_(ids)))
        for one in ids:
            self.vault.forget(ConversationId(one))
        return len(ids)


@dataclass(frozen=True, slots=True)
class Sparring:
    """Reads questions and answers."""

    store: Store
    vault: Vault

    async def of(self, asked_by: StaffId) -> list[Question]:
        """Return what somebody has asked, the latest first."""
        return await self._where(table.c.asked_by == asked_by, latest_first=True)

    async def open(self) -> list[Question]:
        """Return what nobody has answered yet, the oldest first; not who asked."""
        return await self._where(_OPEN, latest_first=False)

    async def any_old(self, now: datetime, kept: timedelta) -> bool:
        """Tell whether something has been kept as long as it may be."""
        query = select(table.c.sparring_id).where(_is_old(now, kept)).limit(1)
        return (
            await self.store.look(lambda connection: connection.execute(query).first()) is not None
        )

    async def _where(self, which: ColumnElement[bool], *, latest_first: bool) -> list[Question]:
        at = table.c.asked_at.desc() if latest_first else table.c.asked_at
        query = select(table).where(which).order_by(at, table.c.sparring_id).limit(SHOWN)

        def see(connection: Connection) -> list[Question]:
            rows = connection.execute(query).all()
            learn_keys(connection, self.vault, [row.sparring_id for row in rows])
            return [self._opened(row) for row in rows]

        return await self.store.look(see)

    def _opened(self, row: Row[Any]) -> Question:
        return Question(
            row.sparring_id,
            row.asked_at,
            self._words(row.sparring_id, "question", row.text_sealed),
            self._words(row.sparring_id, "answer", row.answer_sealed),
            row.answered_by_name,
            row.answered_at,
            is_new=row.answered_at is not None and row.seen_at is None,
        )

    def _words(self, name: str, what: str, sealed: bytes | None) -> str | None:
        """Return them; `None` where there are none, or the key is gone: it holds up no other."""
        if sealed is None:
            return None
        try:
            return self.vault.open_beside(ConversationId(name), what, sealed)
        except VaultError:
            return None


_OPEN = table.c.answered_at.is_(None)


def _is_old(now: datetime, kept: timedelta) -> ColumnElement[bool]:
    answered_long_ago = table.c.answered_at <= now - kept
    return or_(answered_long_ago, _OPEN & (table.c.asked_at <= now - kept))


async def _count(connection: AsyncConnection, now: datetime, result: str) -> None:
    """Count one: a number drawn at random, a week, and whether it was answered."""
    week = week_of(now.astimezone(DENMARK))
    row = {"result_id": str(uuid4()), "week": week, "result": result}
    await connection.execute(insert(sparring_results).values(row))
