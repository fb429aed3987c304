"""Shredding: a conversation's key is destroyed, then everything of the conversation goes.

The key goes first, in a commit of its own: what is killed in between has forgotten the text, and
its rows go when somebody looks next. That a conversation was shredded is remembered by its number
and the day, so that a copy put back is brought to forget it again.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.conversation import ConversationState
from chat.domain.identifiers import ConversationId
from chat.domain.retention import Kept, is_due
from chat.domain.sharing import summary_in
from chat.storage import tables
from chat.storage.store import Store
from chat.storage.submitted import Forgetting

TALKS, KEYS, SHREDDED, LOOKS = (
    tables.conversations,
    tables.keys,
    tables.shredded,
    tables.retention_looks,
)
OF_BRIDGES = (tables.hand_over_keys, tables.hand_overs)
"""What was shared for bridges, and summaries: with a clock of its own, or at the latest now."""
OF_KEYS = (KEYS, tables.hand_over_keys)
GOES = (
    tables.outbox,
    tables.escalations,
    tables.events,
    tables.legal_holds,
    *OF_BRIDGES,
    tables.bridges,
    tables.return_codes,
    tables.video_links,
    KEYS,
    TALKS,
)
"""What a conversation leaves behind, in the order it goes: the conversation's own row last."""
STAYS = MappingProxyType(
    {
        "announcements": "what a supervisor said to all on shift; goes after a day by itself",
        "audit": "who did what; its rows name a conversation by number at most, and are chained",
        "bridge_results": "for statistics; nothing leads from a row to a conversation",
        "complaints": "sealed under keys of their own; gone in a time of their own",
        "contacts": "for statistics; nothing leads from a row to a conversation",
        "directory_edits": "of supervisors, in the directory of services",
        "factors": "of staff; sealed under keys of their own",
        "holds": "when the waiting room was held, and why",
        "invitations": "of staff",
        "known_devices": "of staff",
        "lexicon_proposals": "of supervisors, for the lexicon",
        "processes": "who serves the database now",
        "ratings": "for statistics; nothing leads from a row to a conversation",
        "recovery_codes": "of staff",
        "reports": "what was published, its small numbers hidden",
        "retention_looks": "when retention was last looked at",
        "sessions": "of staff",
        "shifts": "of staff",
        "shredded": "that it was shredded, so that a copy put back forgets it too",
        "sparring": "sealed under keys of their own, of no talk; gone in a time of their own",
        "sparring_results": "for statistics; nothing leads from a row to anybody",
        "staff": "accounts",
        "tallies": "sums of contacts",
        "visits": "outreach and school visits in numbers; nothing of any talk",
    }
)
"""Every other table, and why nothing of a conversation is in it."""
REMEMBERED = timedelta(days=400)
"""How long it is known what was shredded: longer than copies are kept (our own choice)."""
CLOSED = ConversationState.CLOSED.value
ONLY_LOOK = 1
HASH_BYTES = 32


class Standing(NamedTuple):
    """What there is to forget, as it was read."""

    kept: int
    due: tuple[ConversationId, ...]
    """Longest closed first."""
    kept_back: int
    """Past their time, and somebody still needs them."""
    oldest: datetime | None
    """When the conversation was closed that has been closed for longest."""
    unfinished: tuple[ConversationId, ...]
    """Their key is destroyed, their rows are there still."""
    looked_at: datetime | None


class Shredding:
    """Reads what is due."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self._store = store

    async def standing(self, now: datetime, keep_for: timedelta) -> Standing:
        """Return how it stands now."""

        def see(connection: Connection) -> Standing:
            whole = exists().where(SHREDDED.c.conversation_id == TALKS.c.conversation_id)
            past = _kept(TALKS.c.closed_at <= now - keep_for, ~whole)
            rows = connection.execute(past.order_by(TALKS.c.closed_at)).all()
            due = [one for one in map(_kept_from, rows) if is_due(one, now, keep_for)]
            return Standing(
                kept=connection.scalar(select(func.count()).select_from(TALKS).where(~whole)) or 0,
                due=tuple(one.conversation_id for one in due),
                kept_back=len(rows) - len(due),
                oldest=connection.scalar(select(func.min(TALKS.c.closed_at)).where(~whole)),
                unfinished=tuple(
                    connection.scalars(select(TALKS.c.conversation_id).where(whole)).all()
                ),
                looked_at=connection.scalar(select(LOOKS.c.looked_at)),
            )

        return await self._store.look(see)

    async def newest(self) -> datetime | None:
        """Return the last moment a conversation opened or closed, as far as the store knows."""
        query = select(func.max(TALKS.c.opened_at), func.max(TALKS.c.closed_at))

        def see(connection: Connection) -> datetime | None:
            return max((one for one in connection.execute(query).one() if one), default=None)

        return await self._store.look(see)

    async def shredded_since(self, moment: datetime) -> list[ConversationId]:
        """Return what was shredded on the day of this moment, or later, by whatever process."""
        query = select(SHREDDED.c.conversation_id).where(SHREDDED.c.day >= day_of(moment))
        return await self._store.look(lambda connection: list(connection.scalars(query)))


def day_of(moment: datetime) -> datetime:
    """Return the day of a moment: no more is remembered of when a conversation was forgotten."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class DestroyKeys(Forgetting):
    """Destroys the keys of those of these that are due still; the text is gone with the commit."""

    ids: Sequence[ConversationId]
    keep_for: timedelta

    async def run(self, connection: AsyncConnection, now: datetime) -> list[ConversationId]:
        """Look again with the rows locked, destroy, and return whose key is gone."""
        await lock(connection, self.ids)
        rows = await connection.execute(_kept(TALKS.c.conversation_id.in_(self.ids)))
        kept = map(_kept_from, rows.all())
        due = [one.conversation_id for one in kept if is_due(one, now, self.keep_for)]
        if due:
            for keys in OF_KEYS:
                await connection.execute(delete(keys).where(_of(keys, due)))
            # The row changes with it: no process decides on what it remembers of it any more.
            ended = update(TALKS).where(TALKS.c.conversation_id == bindparam("b_ended"))
            ended = ended.values(token_hash=bindparam("nobodys"))
            secrets = [{"b_ended": one, "nobodys": os.urandom(HASH_BYTES)} for one in due]
            await connection.execute(ended, secrets)
            await remember(connection, due, now)
        return due


async def lock(connection: AsyncConnection, ids: Sequence[ConversationId]) -> None:
    """Let nobody else change these conversations; what is read after this is how they stand."""
    rows = select(TALKS.c.conversation_id).where(TALKS.c.conversation_id.in_(ids))
    await connection.execute(rows.order_by(TALKS.c.conversation_id).with_for_update())


async def remember(
    connection: AsyncConnection, ids: Sequence[ConversationId], now: datetime
) -> None:
    """Write down that these were shredded; one that is known already stays as it is."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    rows = [{"conversation_id": one, "day": day_of(now)} for one in ids]
    await connection.execute(dialect.insert(SHREDDED).on_conflict_do_nothing(), rows)


@dataclass(frozen=True, slots=True)
class DeleteRows:
    """Deletes everything of those of these that were shredded; again is as good as once.

    Not of one in which somebody was called after its key had gone: an escalation is never silent.
    """

    ids: Sequence[ConversationId]

    async def run(self, connection: AsyncConnection, now: datetime) -> int:  # noqa: ARG002
        """Lock the conversations, delete, and return how many events went."""
        await lock(connection, self.ids)
        here, escalations = SHREDDED.c.conversation_id, tables.escalations.c
        called_since = exists().where(
            escalations.conversation_id == here,
            escalations.state != "resolved",
            escalations.raised_at >= SHREDDED.c.day,
        )
        known = select(here).where(here.in_(self.ids), ~called_since)
        ids = (await connection.scalars(known)).all()
        events = 0
        for table in GOES:
            gone = await connection.execute(delete(table).where(_of(table, ids)))
            if table is tables.events:
                events = gone.rowcount
        return events


@dataclass(frozen=True, slots=True)
class NoteLook:
    """Says that retention was looked at, and that nothing spoke against it."""

    at: datetime

    async def run(self, connection: AsyncConnection, now: datetime) -> None:  # noqa: ARG002
        """Write it, and let go of what need not be remembered any more."""
        await connection.execute(delete(LOOKS))
        await connection.execute(LOOKS.insert().values(n=ONLY_LOOK, looked_at=self.at))
        await connection.execute(delete(SHREDDED).where(SHREDDED.c.day < self.at - REMEMBERED))


def _of(table: Table, ids: Sequence[ConversationId]) -> ColumnElement[bool]:
    if table is tables.outbox:
        theirs = select(tables.escalations.c.escalation_id)
        theirs = theirs.where(tables.escalations.c.conversation_id.in_(ids))
        called = table.c.conversation_id.in_(ids)
        return or_(table.c.escalation_id.in_(theirs), _of_bridges(table, ids), called)
    if table in OF_BRIDGES:
        summaries = table.c.bridge_id.in_([summary_in(one) for one in ids])
        return or_(_of_bridges(table, ids), summaries)
    return table.c.conversation_id.in_(ids)


def _of_bridges(table: Table, ids: Sequence[ConversationId]) -> ColumnElement[bool]:
    theirs = select(tables.bridges.c.bridge_id)
    return table.c.bridge_id.in_(theirs.where(tables.bridges.c.conversation_id.in_(ids)))


def _kept(*conditions: ColumnElement[bool]) -> Select[Any]:
    here = TALKS.c.conversation_id
    escalations, legal = tables.escalations.c, tables.legal_holds.c
    bridges = tables.bridges.c
    return select(
        here,
        TALKS.c.closed_at,
        TALKS.c.seat,
        TALKS.c.reopened_at,
        exists()
        .where(escalations.conversation_id == here, escalations.state != "resolved")
        .label("escalated"),
        exists()
        .where(bridges.conversation_id == here, bridges.due_at.is_not(None))
        .label("bridging"),
        exists().where(legal.conversation_id == here).label("on_legal_hold"),
    ).where(TALKS.c.state == CLOSED, *conditions)


def _kept_from(row: Row[Any]) -> Kept:
    return Kept(
        conversation_id=row.conversation_id,
        closed_at=row.closed_at,
        reopened_at=row.reopened_at,
        seated=bool(row.seat),
        escalated=bool(row.escalated),
        bridging=bool(row.bridging),
        on_legal_hold=bool(row.on_legal_hold),
    )
