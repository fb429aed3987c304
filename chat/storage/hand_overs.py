"""What was shared for a bridge, or proposed as a summary: sealed, under a key of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import BridgeId, ConversationId
from chat.domain.sharing import KeptUntil, Shared
from chat.storage.store import Store
from chat.storage.tables import hand_over_keys, hand_overs
from chat.storage.vault import Apart, Vault, WrappedKey


@dataclass(frozen=True, slots=True)
class Sealing:
    """What was shared, sealed and ready to be written."""

    what: Shared
    sealed: Apart
    made_at: datetime


def sealing(vault: Vault, what: Shared, now: datetime) -> Sealing:
    """Seal what was shared under a key drawn for it alone."""
    plain = orjson.dumps({str(name): text for name, text in what.fields})
    return Sealing(what, vault.seal_apart(what.bridge_id, plain), now)


def save_shared(connection: Connection, changes: Sequence[Sealing | KeptUntil]) -> None:
    """Write and destroy, in this order."""
    for one in changes:
        if isinstance(one, Sealing):
            _write(connection, one)
        elif one.until is None:
            shred(connection, [one.bridge_id])
        else:
            here = hand_overs.c.bridge_id == one.bridge_id
            connection.execute(update(hand_overs).where(here).values(shred_at=one.until))


def shred(connection: Connection, ids: Sequence[BridgeId]) -> None:
    """Destroy key and record of these."""
    for table in (hand_over_keys, hand_overs):
        connection.execute(delete(table).where(table.c.bridge_id.in_(ids)))


@dataclass(frozen=True, slots=True)
class ShredDue:
    """Destroys what has been kept as long as it may be."""

    async def run(self, connection: AsyncConnection, now: datetime) -> int:
        """Destroy it; return how many."""
        query = select(hand_overs.c.bridge_id).where(hand_overs.c.shred_at <= now)
        due = list((await connection.execute(query)).scalars())
        await connection.run_sync(shred, due)
        return len(due)


async def any_due(store: Store, now: datetime) -> bool:
    """Tell whether something has been kept as long as it may be."""
    query = select(hand_overs.c.bridge_id).where(hand_overs.c.shred_at <= now).limit(1)
    return await store.look(lambda connection: connection.execute(query).first() is not None)


async def kept(connection: AsyncConnection, bridge_id: BridgeId) -> Apart | None:
    """Return what was shared as it is kept; `None` when it is destroyed, or never was."""
    query = (
        select(hand_overs.c.data_sealed, hand_over_keys.c.master_key_id, hand_over_keys.c.wrapped)
        .join(hand_over_keys, hand_over_keys.c.bridge_id == hand_overs.c.bridge_id)
        .where(hand_overs.c.bridge_id == bridge_id)
    )
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    key = WrappedKey(ConversationId(bridge_id), row.master_key_id, row.wrapped)
    return Apart(key, row.data_sealed)


def _write(connection: Connection, one: Sealing) -> None:
    bridge_id, key = one.what.bridge_id, one.sealed.key
    connection.execute(
        insert(hand_over_keys).values(
            bridge_id=bridge_id, master_key_id=key.master_key_id, wrapped=key.wrapped
        )
    )
    connection.execute(
        insert(hand_overs).values(
            bridge_id=bridge_id,
            made_at=one.made_at,
            shred_at=one.what.until,
            data_sealed=one.sealed.data_sealed,
        )
    )
