"""Return codes as they are kept: a keyed hash, whose talk it opens, and until when."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import ConversationId
from chat.storage.store import Store
from chat.storage.tables import return_codes as table


@dataclass(frozen=True, slots=True)
class KeepReturnCode:
    """Keeps a code instead of the one this talk had; what has run out goes with it."""

    conversation_id: ConversationId
    code_hash: bytes = field(repr=False)
    lives: timedelta

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it."""
        gone = or_(table.c.conversation_id == self.conversation_id, table.c.ends_at <= now)
        await connection.execute(delete(table).where(gone))
        await connection.execute(
            insert(table).values(
                code_hash=self.code_hash,
                conversation_id=self.conversation_id,
                made_at=now,
                ends_at=now + self.lives,
            )
        )


async def opened_by(store: Store, code_hash: bytes, now: datetime) -> ConversationId | None:
    """Return whose code this is; `None` for one that never was, or has run out."""
    query = select(table.c.conversation_id).where(
        table.c.code_hash == code_hash, table.c.ends_at > now
    )
    found = await store.look(lambda connection: connection.execute(query).scalar_one_or_none())
    return None if found is None else ConversationId(found)
