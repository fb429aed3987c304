"""Leases: which processes serve this database now, by the database's own clock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, cast, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import ProcessId
from chat.storage.instant import EPOCH
from chat.storage.store import Store
from chat.storage.tables import processes

LASTS = timedelta(seconds=5)
"""DESIGN.md, "Processes": a process that says nothing for so long holds nobody's line."""


@dataclass(frozen=True, slots=True)
class Living:
    """Who serves now, in the order they began; `lapsed`: our own lease had run out before."""

    processes: tuple[ProcessId, ...]
    lapsed: bool


@dataclass(frozen=True, slots=True)
class RenewLease:
    """Says that a process lives, and strikes those off whose lease has run out."""

    process: ProcessId

    async def run(self, connection: AsyncConnection, now: datetime) -> Living:
        """Write, and return who lives."""
        at = await _time(connection, now)
        table = processes.c
        await connection.execute(delete(processes).where(table.lease_ends_at < at))
        mine = update(processes).where(table.process_id == self.process)
        renewed = await connection.execute(mine.values(lease_ends_at=at + LASTS))
        if not renewed.rowcount:
            row = {"process_id": self.process, "began_at": at, "lease_ends_at": at + LASTS}
            await connection.execute(insert(processes).values(row))
        query = select(table.process_id).order_by(table.began_at, table.process_id)
        living = tuple((await connection.scalars(query)).all())
        return Living(living, lapsed=not renewed.rowcount)


@dataclass(frozen=True, slots=True)
class EndLease:
    """Says that a process is going, so that nobody has to wait for its lease to run out."""

    process: ProcessId

    async def run(self, connection: AsyncConnection, now: datetime) -> None:  # noqa: ARG002
        """Strike it off."""
        mine = processes.c.process_id == self.process
        await connection.execute(delete(processes).where(mine))


async def someone_serves(store: Store) -> bool:
    """Whether any lease runs still."""
    async with store.read() as connection:
        at = await _time(connection, datetime.now(UTC))
        query = select(processes.c.process_id).where(processes.c.lease_ends_at >= at).limit(1)
        return (await connection.execute(query)).first() is not None


async def _time(connection: AsyncConnection, now: datetime) -> datetime:
    """Return the one clock all processes share; theirs may be apart (SECURITY_TARGETS.md G9)."""
    if connection.dialect.name != "postgresql":
        return now
    seconds = func.extract("epoch", func.clock_timestamp())
    found = await connection.scalar(select(cast(seconds * 1_000_000, BigInteger)))
    return EPOCH + timedelta(microseconds=int(found or 0))
