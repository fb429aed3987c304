"""A database of a test's own, of each kind the house runs on, and ways to meddle with it."""

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import asyncpg

from chat.storage.schema import upgrade
from chat.storage.store import Store
from tests.postgresql import PostgreSQL

KINDS = ("sqlite", "postgresql")


class Database(Protocol):
    """One database, as somebody sees it who has got past the house."""

    @property
    def url(self) -> str:
        """Return where it is, as the house is told."""
        ...

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        ...

    def meddle(self, statement: str) -> None:
        """Run a statement and commit it, beside the house."""
        ...

    def held(self) -> AbstractAsyncContextManager[None]:
        """Let nobody else commit meanwhile."""
        ...

    def files(self) -> Iterable[Path]:
        """Return the files its contents lie in."""
        ...

    async def make_tables(self) -> None:
        """Give it today's tables, if it has none."""
        ...


@dataclass(frozen=True)
class SQLiteFile:
    """SQLite, in a folder of its own."""

    file: Path
    is_sqlite: bool = True

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"

    def meddle(self, statement: str) -> None:
        with closing(sqlite3.connect(self.file)) as connection, connection:
            connection.execute(statement)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        with closing(sqlite3.connect(self.file)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.rollback()

    def files(self) -> Iterable[Path]:
        return self.file.parent.iterdir()

    async def make_tables(self) -> None:
        if not await asyncio.to_thread(self.file.exists):
            await copy_migrated(self.file)


@dataclass(frozen=True)
class OnServer:
    """A database on a PostgreSQL server."""

    server: PostgreSQL
    name: str
    is_sqlite: bool = False

    @property
    def url(self) -> str:
        return self.server.url(self.name)

    def meddle(self, statement: str) -> None:
        self.server.ask(statement, self.name)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        other = await asyncpg.connect(self.url)
        try:
            async with other.transaction():
                await other.execute("LOCK TABLE conversations IN EXCLUSIVE MODE")
                yield
        finally:
            await other.close()

    def files(self) -> Iterable[Path]:
        self.server.ask("CHECKPOINT")
        oid = self.server.ask(f"SELECT oid FROM pg_database WHERE datname = '{self.name}'")  # noqa: S608 - our own name
        yield from (self.server.data / "base" / oid).iterdir()
        yield from (one for one in (self.server.data / "pg_wal").iterdir() if one.is_file())

    async def make_tables(self) -> None:
        """It is a copy of one that was migrated, where anybody wants tables."""


@dataclass
class Databases:
    """Makes databases on one server: the first is migrated, all others are copies of it."""

    server: PostgreSQL
    _is_made: bool = False

    def empty(self) -> OnServer:
        """Return a new database with nothing in it."""
        return self._made("template1")

    def new(self) -> OnServer:
        """Return a new database with today's tables."""
        if not self._is_made:
            self._is_made = True
            self.server.ask("CREATE DATABASE migrated")
            asyncio.run(migrate(self.server.url("migrated")))
        return self._made("migrated")

    def drop(self, database: OnServer) -> None:
        """Make room again."""
        self.server.ask(f'DROP DATABASE "{database.name}" WITH (FORCE)')

    def _made(self, template: str) -> OnServer:
        name = f"test_{uuid4().hex}"
        self.server.ask(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return OnServer(self.server, name)


_migrated: list[bytes] = []
"""What a file holds once it is migrated: made once in this process, then copied."""


async def copy_migrated(file: Path) -> None:
    """Write a SQLite database with today's tables, as the house itself would have made it."""
    if not _migrated:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "migrated.db"
            await migrate(f"sqlite:///{made}")
            with closing(sqlite3.connect(made)) as connection:
                _migrated.append(connection.serialize())
    await asyncio.to_thread(_write, file, _migrated[0])


def _write(file: Path, contents: bytes) -> None:
    file.touch(mode=0o600)
    file.write_bytes(contents)


async def migrate(url: str) -> None:
    """Bring a database to today's schema."""
    store = Store(url)
    await upgrade(store)
    await store.close()


def in_files(database: Database, *songs: bytes) -> list[Path]:
    """Name the files something stands in; a server's own log has a length of its own."""
    files = [one for one in database.files() if one.is_file() and one.parent.name != "pg_wal"]
    return [one for one in files if any(song in one.read_bytes() for song in songs)]
