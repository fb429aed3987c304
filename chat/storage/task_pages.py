"""Tasks whose time is nearly up: that nobody has taken, or that somebody is to look at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.bridge import FOLLOWED, UNTAKEN
from chat.domain.builders import Builders, TaskStep
from chat.storage.bridge_rows import bridge_from
from chat.storage.page_rows import page_row
from chat.storage.store import Store
from chat.storage.tables import bridges, conversations, outbox

SOON = (TaskStep.NEARLY_DUE, TaskStep.FOLLOW_UP)


async def any_nearly_due(store: Store, now: datetime, before: timedelta) -> bool:
    """Tell whether somebody is to be called because a task's time is up within `before`."""
    queries = [_nearly_due(now, before, step).limit(1) for step in SOON]

    def see(connection: Connection) -> bool:
        return any(connection.execute(query).first() is not None for query in queries)

    return await store.look(see)


@dataclass(frozen=True, slots=True)
class CallBuildersAgain:
    """Puts a call into the outbox for each of these tasks; the row remembers that it was made."""

    builders: Builders

    async def run(self, connection: AsyncConnection, now: datetime) -> int:
        """Write them; return how many."""
        rows = [
            page_row(page, now)
            for step in SOON
            for row in await self._due(connection, now, step)
            for page in self.builders.called_for(bridge_from(row), step)
        ]
        if rows:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            # Another process may have called just now.
            await connection.execute(dialect.insert(outbox).on_conflict_do_nothing(), rows)
        return len(rows)

    async def _due(
        self, connection: AsyncConnection, now: datetime, step: TaskStep
    ) -> Sequence[Row[Any]]:
        query = _nearly_due(now, self.builders.reminded_before, step)
        rows: Sequence[Row[Any]] = (await connection.execute(query)).all()
        return rows


def _nearly_due(now: datetime, before: timedelta, step: TaskStep) -> Select[Any]:
    called = exists().where(outbox.c.bridge_id == bridges.c.bridge_id, outbox.c.step == step.value)
    if step is TaskStep.FOLLOW_UP:  # an older call was for a time that has gone by
        called = called.where(outbox.c.made_at > now - before)
        whose = and_(bridges.c.status.in_(FOLLOWED), bridges.c.owner.is_not(None))
    else:
        whose = and_(bridges.c.status.in_(UNTAKEN), bridges.c.owner.is_(None))
    return (
        select(bridges)
        .join(conversations, conversations.c.conversation_id == bridges.c.conversation_id)
        .where(whose)
        .where(bridges.c.due_at > now, bridges.c.due_at <= now + before)
        .where(conversations.c.drill.is_(None), ~called)
    )
