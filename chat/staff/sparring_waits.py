"""Questions to specialists nobody has answered: how long they wait, and who is told outside."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.builders import Builders
from chat.domain.sparring_steps import SparringSteps
from chat.storage.page_rows import page_row
from chat.storage.store import Store
from chat.storage.tables import outbox
from chat.storage.tables import sparring as table

OPEN = table.c.answered_at.is_(None)


async def late_questions(store: Store, now: datetime, steps: SparringSteps) -> int:
    """Return how many wait that should have been answered by now."""
    query = select(table.c.asked_at).where(OPEN).order_by(table.c.asked_at)
    asked_at = await store.look(lambda connection: connection.scalars(query).all())
    return steps.late(asked_at, now)


async def any_untold(store: Store, now: datetime, steps: SparringSteps) -> bool:
    """Tell whether there is one those outside are to be told of, and have not been."""
    oldest = _untold().limit(1)
    found = await store.look(lambda connection: connection.execute(oldest).one_or_none())
    return found is not None and steps.untold([found.asked_at], now) > 0


@dataclass(frozen=True, slots=True)
class TellOfQuestions:
    """Puts a page into the outbox for each; the row remembers that it was made."""

    builders: Builders
    steps: SparringSteps

    async def run(self, connection: AsyncConnection, now: datetime) -> int:
        """Write them; return how many."""
        waiting = (await connection.execute(_untold())).all()
        past = self.steps.untold([one.asked_at for one in waiting], now)
        rows = [
            page_row(page, now)
            for one in waiting[:past]
            for page in self.builders.asked(one.sparring_id)
        ]
        if rows:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            # Another process may have told them just now.
            await connection.execute(dialect.insert(outbox).on_conflict_do_nothing(), rows)
        return len(rows)


def _untold() -> Select[tuple[str, datetime]]:
    told = exists().where(outbox.c.sparring_id == table.c.sparring_id)
    columns = (table.c.sparring_id, table.c.asked_at)
    return select(*columns).where(OPEN, ~told).order_by(table.c.asked_at)
