"""Tasks whose time is nearly up and that nobody has taken: bridge-builders are called again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.bridge import UNTAKEN
from chat.domain.builders import Builders, TaskStep
from chat.storage.rows import bridge_from, page_row
from chat.storage.store import Store
from chat.storage.tables import bridges, conversations, outbox


async def any_nearly_due(store: Store, now: datetime, before: timedelta) -> bool:
    """Tell whether the time of a task that nobody has taken is up within `before`."""
    query = _nearly_due(now, before).limit(1)
    return await store.look(lambda connection: connection.execute(query).first() is not None)


@dataclass(frozen=True, slots=True)
class CallBuildersAgain:
    """Puts a call into the outbox for each of these tasks; the row remembers that it was made."""

    builders: Builders

    async def run(self, connection: AsyncConnection, now: datetime) -> int:
        """Write them; return how many."""
        query = _nearly_due(now, self.builders.reminded_before)
        rows = [
            page_row(page, now)
            for row in (await connection.execute(query)).all()
            for page in self.builders.called_for(bridge_from(row), TaskStep.NEARLY_DUE)
        ]
        if rows:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            # Another process may have called just now.
            await connection.execute(dialect.insert(outbox).on_conflict_do_nothing(), rows)
        return len(rows)


def _nearly_due(now: datetime, before: timedelta) -> Select[Any]:
    called = exists().where(
        outbox.c.bridge_id == bridges.c.bridge_id, outbox.c.step == TaskStep.NEARLY_DUE.value
    )
    return (
        select(bridges)
        .join(conversations, conversations.c.conversation_id == bridges.c.conversation_id)
        .where(bridges.c.status.in_(UNTAKEN), bridges.c.owner.is_(None))
        .where(bridges.c.due_at > now, bridges.c.due_at <= now + before)
        .where(conversations.c.drill.is_(None), ~called)
    )
