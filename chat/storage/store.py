"""The database behind it all: one way to read, one to write, the same on SQLite and PostgreSQL."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

READERS = 4
"""Connections that only read (our own choice: reads are short, and there are two cores)."""

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # NORMAL may lose committed transactions at power loss (sqlite.org, PRAGMA synchronous).
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
    # What is deleted is overwritten: erasure is a promise (SECURITY_TARGETS.md row 59).
    "PRAGMA secure_delete=ON",
    "PRAGMA journal_size_limit=67108864",
)


class Store:
    """Hands out connections. Only the writer asks for one to write with."""

    def __init__(self, url: str) -> None:
        """Point at a database; nothing is opened before it is needed.

        `url` is SQLAlchemy's, `sqlite:///path` or `postgresql://...`; the driver is ours to choose.
        """
        address = _with_driver(make_url(url))
        self.is_sqlite = address.get_backend_name() == "sqlite"
        self._writing = self._engine(address, connections=1, reading=False)
        self._reading = self._engine(address, connections=READERS, reading=True)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that sees one moment of what is committed, and changes nothing."""
        async with self._reading.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Give the writer's connection inside a transaction; leaving it commits."""
        async with self._writing.begin() as connection:
            yield connection

    async def durability(self) -> Mapping[str, object]:
        """Read back from the writer's own connection what a commit rests on."""
        names = (
            ("journal_mode", "synchronous") if self.is_sqlite else ("fsync", "synchronous_commit")
        )
        ask = "PRAGMA" if self.is_sqlite else "SHOW"
        async with self.write() as connection:
            return {
                name: (await connection.exec_driver_sql(f"{ask} {name}")).scalar_one()
                for name in names
            }

    async def close(self) -> None:
        """Close every connection."""
        await self._reading.dispose()
        await self._writing.dispose()

    def _engine(self, address: URL, *, connections: int, reading: bool) -> AsyncEngine:
        options: dict[str, Any] = {"pool_size": connections, "max_overflow": 0}
        if not self.is_sqlite:
            options["pool_pre_ping"] = True
        # Parameters hold ciphertext and hashes, but no error message needs them.
        engine = create_async_engine(address, hide_parameters=True, **options)
        if self.is_sqlite:
            _prepare_sqlite(engine, reading=reading)
        return engine


def _with_driver(address: URL) -> URL:
    driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
    return address.set(drivername=driver[address.get_backend_name()])


def _prepare_sqlite(engine: AsyncEngine, *, reading: bool) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
        # The driver's own BEGIN is deferred, and upgrading such a transaction to a writing one
        # fails at once, busy timeout or not (SECURITY_TARGETS.md P28): begin ourselves.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(pragma)
        if reading:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
