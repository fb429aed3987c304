"""The database behind it all: one way to read, one to write, the same on SQLite and PostgreSQL."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from chat.storage import sqlite
from chat.storage.postgresql import engine_options, notice_cut_lines

Seen = TypeVar("Seen")


class CommitInDoubt(OSError):
    """The line broke while a commit was under way: it may have happened, or not."""


class Store:
    """Hands out connections. Only the writer asks for one to write with."""

    def __init__(self, url: str) -> None:
        """Point at a database; nothing is opened before it is needed.

        `url` is SQLAlchemy's, `sqlite:///path` or `postgresql://...`; the driver is ours to choose.
        """
        address = self._address = _with_driver(make_url(url))
        self.is_sqlite = address.get_backend_name() == "sqlite"
        self._writing = self._engine(address, connections=1, reading=False)
        self._reading = self._engine(address, connections=sqlite.READERS, reading=True)
        # The same connections, without a transaction around what is asked: a third of the trips.
        self._asking = self._reading.execution_options(isolation_level="AUTOCOMMIT")
        self._threads = sqlite.Threads(address) if self.is_sqlite else None

    async def look(self, see: Callable[[Connection], Seen]) -> Seen:
        """Return what `see` reads at one moment of what is committed.

        On SQLite it runs in a reader's thread, all of it in one hop: on a busy machine it is the
        hops between threads that people wait for.
        """
        return await self._seen(see, self._reading)

    async def ask(self, see: Callable[[Connection], Seen]) -> Seen:
        """Return what `see` reads by one question; of several each may see another moment."""
        return await self._seen(see, self._asking)

    async def _seen(self, see: Callable[[Connection], Seen], engine: AsyncEngine) -> Seen:
        if self._threads is not None:
            return await self._threads.look(see)
        try:
            async with engine.connect() as connection:
                return await connection.run_sync(see)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        async with engine.connect() as connection:  # the line had been cut: on a new one
            return await connection.run_sync(see)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that sees one moment of what is committed, and changes nothing."""
        async with self._reading.connect() as connection:
            yield connection

    async def commit(self, save: Callable[[Connection], None]) -> None:
        """Run `save` in a transaction of its own and commit it.

        On SQLite it runs in the writer's thread, all of it in one hop: asked statement by
        statement, as an asynchronous driver does, eight hops cost more than the commit.
        """
        if self._threads is not None:
            await self._threads.commit(save)
        else:
            async with self.write() as connection:
                await connection.run_sync(save)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Give the writer's connection inside a transaction; leaving it commits.

        Raises:
            CommitInDoubt: the line broke during the commit itself.
        """
        async with self._writing.connect() as connection, connection.begin() as transaction:
            yield connection
            try:
                await transaction.commit()
            except (SQLAlchemyError, OSError) as error:
                raise CommitInDoubt from error

    async def durability(self) -> Mapping[str, object]:
        """Read back, from the connection that commits, what a commit rests on."""
        names, ask = ("fsync", "synchronous_commit"), "SHOW"
        if self.is_sqlite:
            names, ask = ("journal_mode", "synchronous"), "PRAGMA"
        found: dict[str, object] = {}

        def look(connection: Connection) -> None:
            for name in names:
                found[name] = connection.exec_driver_sql(f"{ask} {name}").scalar_one()

        await self.commit(look)
        return found

    async def scrub(self, rewritten: Sequence[str], swept: Sequence[str]) -> bool:
        """Leave no trace in the database's files of what was deleted, as far as it can be done.

        SQLite overwrites what it deletes, so that only its log has to be emptied. PostgreSQL writes
        the tables `rewritten` anew, and may put others' rows in the place of those `swept`; its own
        log (`pg_wal`) keeps for a while what was written. `False`: somebody was in the way.
        """
        if self._threads is not None:
            return await self._threads.empty_log()
        # On a line of its own: the writer does not wait for it.
        engine = self._engine(self._address, connections=1, reading=False)
        try:
            async with engine.connect() as connection:
                line = await connection.execution_options(isolation_level="AUTOCOMMIT")
                await line.exec_driver_sql("SET statement_timeout = 0")
                for table in rewritten:
                    await line.exec_driver_sql(f"VACUUM (FULL) {table}")
                for table in swept:
                    await line.exec_driver_sql(f"VACUUM {table}")
        except (SQLAlchemyError, OSError):
            return False
        finally:
            await engine.dispose()
        return True

    async def now(self) -> datetime | None:
        """Return the server's time, which all processes agree on; `None`: there is no server."""
        if self.is_sqlite:
            return None

        def see(connection: Connection) -> datetime:
            moment: datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
            return moment

        return await self.look(see)

    async def close(self) -> None:
        """Close every connection."""
        if self._threads is not None:
            await self._threads.close()
        await self._reading.dispose()
        await self._writing.dispose()

    def _engine(self, address: URL, *, connections: int, reading: bool) -> AsyncEngine:
        options: dict[str, Any] = {"pool_size": connections, "max_overflow": 0}
        if not self.is_sqlite:
            options |= engine_options(reading=reading)
        # Parameters hold ciphertext and hashes, but no error message needs them.
        engine = create_async_engine(address, hide_parameters=True, **options)
        if self.is_sqlite:
            sqlite.prepare(engine.sync_engine, reading=reading)
        else:
            notice_cut_lines(engine)
        return engine


def _with_driver(address: URL) -> URL:
    driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
    return address.set(drivername=driver[address.get_backend_name()])
