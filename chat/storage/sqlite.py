"""What SQLite asks for: how a file is opened, and the threads in which it is read and written.

With one process on a file of its own, nothing here waits for a server; what costs is the hops
between threads, and what is built anew for each commit.
"""

import sqlite3
from collections.abc import Callable
from functools import partial
from time import monotonic, sleep
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from chat.storage.hands import Hands

Seen = TypeVar("Seen")

READERS = 4
"""Connections that only read (our own choice: reads are short, and there are two cores)."""

PATIENCE_MS = 5000
SCRUB_PATIENCE_MS = 100
"""How long SQLite waits for others (our own choice)."""

LOOK_AGAIN_S = 0.01
"""How soon a new file that somebody else holds is asked for again (our own choice)."""

PRAGMAS = (
    # NORMAL may lose committed transactions at power loss (sqlite.org, PRAGMA synchronous).
    "PRAGMA synchronous=FULL",
    f"PRAGMA busy_timeout={PATIENCE_MS}",
    "PRAGMA foreign_keys=ON",
    # What is deleted is overwritten: erasure is a promise (SECURITY_TARGETS.md row 59).
    "PRAGMA secure_delete=ON",
    "PRAGMA journal_size_limit=67108864",
)


class Threads:
    """SQLite's own threads: one that commits, on one connection, and a few that read."""

    def __init__(self, address: URL) -> None:
        """Point at the file; connections are opened by the first who needs them."""
        self._writer, self._readers = Hands("writer", 1), Hands("reader", READERS)
        self._writing = _in_threads(address, connections=1, reading=False)
        self._reading = _in_threads(address, connections=READERS, reading=True)
        self._line: Connection | None = None
        """The writer's, kept from one commit to the next: fetched anew it costs half a commit."""

    async def commit(self, save: Callable[[Connection], None]) -> None:
        """Run `save` in the writer's thread, in a transaction."""
        await self._writer.do(partial(self._commit, save))

    async def look(self, see: Callable[[Connection], Seen]) -> Seen:
        """Run `see` in a reader's thread."""
        return await self._readers.do(partial(self._look, see))

    async def close(self) -> None:
        """End the threads and close what they opened."""
        await self._writer.do(self._put_back)
        for hands in (self._writer, self._readers):
            await hands.end()
        self._writing.dispose()
        self._reading.dispose()

    async def empty_log(self) -> bool:
        """Write the log into the database and cut it to nothing; `False` while somebody reads."""
        return await self._writer.do(self._empty_log)

    def _empty_log(self) -> bool:
        self._put_back()
        line = self._writing.raw_connection()
        try:
            cursor = line.cursor()
            # Messages wait for this thread: it waits for readers for a moment only.
            cursor.execute(f"PRAGMA busy_timeout={SCRUB_PATIENCE_MS}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            answer = cursor.fetchone()
            cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
            # Whether somebody was in the way, and pages (sqlite.org, pragma.html#wal_checkpoint).
            return answer is not None and not answer[0]
        finally:
            line.close()

    def _commit(self, save: Callable[[Connection], None]) -> None:
        if self._line is None:
            self._line = self._writing.connect()
        try:
            with self._line.begin():
                save(self._line)
        except BaseException:
            # The next one begins with a line of which nothing is left over.
            self._put_back()
            raise

    def _put_back(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _look(self, see: Callable[[Connection], Seen]) -> Seen:
        with self._reading.connect() as connection:
            return see(connection)


def _in_threads(address: URL, *, connections: int, reading: bool) -> Engine:
    engine = create_engine(
        address.set(drivername="sqlite"),
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        connect_args={"check_same_thread": False},
    )
    prepare(engine, reading=reading)
    return engine


def prepare(engine: Engine, *, reading: bool) -> None:
    """Have every connection of this engine opened, and its transactions begun, as we mean it."""

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
        # The driver's own BEGIN is deferred, and upgrading such a transaction to a writing one
        # fails at once, busy timeout or not (SECURITY_TARGETS.md P28): begin ourselves.
        connection.isolation_level = None
        cursor = connection.cursor()
        _log_ahead(cursor)
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        if reading:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _log_ahead(cursor: Any) -> None:  # noqa: ANN401 - the driver's own
    """Have the file keep a log written ahead, as it does from the first time on.

    To begin with it SQLite needs the file alone, and says at once that it has not: of two who open
    a new file together, the second would fail. So it asks again, as long as it waits for others.
    """
    until = monotonic() + PATIENCE_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(LOOK_AGAIN_S)
        else:
            return
