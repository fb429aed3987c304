"""Statements without a writer: what a command at the terminal writes, server running or not."""

import asyncio
from datetime import UTC, datetime

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from chat.domain.refusal import Unavailable
from chat.staff.ports import Result, Statement, Submit
from chat.storage.store import Store

TRIES = 5
PAUSE_S = 0.2


def submitting_alone(store: Store) -> Submit:
    """Return a `submit` that opens a transaction of its own for every statement.

    The database keeps two processes apart: on SQLite one waits for the other (`busy_timeout`), and
    where both wanted the same row of the audit log, the one that came second tries again.
    """

    async def submit(statement: Statement[Result]) -> Result:
        for _ in range(TRIES):
            try:
                async with store.write() as connection:
                    return await statement.run(connection, datetime.now(UTC))
            except IntegrityError:
                await asyncio.sleep(PAUSE_S)
            except (SQLAlchemyError, OSError) as error:
                raise Unavailable from error
        raise Unavailable

    return submit
