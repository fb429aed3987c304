"""A new master key for a database: every conversation's key is wrapped anew, in one commit.

Killed anywhere, it can be started again. Until the commit the old key is the right one; after it,
the new one, which stands in a file beside it and only has to take its place.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, Table, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.storage.leases import someone_serves
from chat.storage.store import Store
from chat.storage.tables import factors, hand_over_keys, keys
from chat.storage.vault import MasterKey, WrappedKey, rewrapped
from config.database import opened
from config.exit_code import CannotGoOn, ExitCode
from config.master_key import make, named, read, sync_folder, unusable
from config.settings import Settings

WRAPPED = (keys, hand_over_keys, factors)
"""Where wrapped keys stand: of conversations, of what was shared, of second factors."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What was done."""

    keys: int
    old: Path
    """Where the old master key stands now."""


async def rotated(settings: Settings) -> Rotated:
    """Rotate; the caller holds a SQLite database.

    Raises:
        CannotGoOn: somebody serves it, the key is not this database's, or no file can be written.
    """
    file = settings.key_file
    coming = file.with_name(f"{file.name}.new")
    async with opened(settings) as (store, _):
        if not store.is_sqlite and await someone_serves(store):
            raise CannotGoOn(ExitCode.ALREADY_RUNNING, "Stop every process of this database first.")
        old, new = _the_two(file, coming)
        count = await _rewrap(store, old, new)
    return Rotated(count, _take_place(file, coming, old))


def _the_two(file: Path, coming: Path) -> tuple[MasterKey, MasterKey]:
    old = named(read(file))
    # One that is there already was made by a run that did not come to its end.
    return old, named(read(coming) if coming.exists() else make(coming))


async def _rewrap(store: Store, old: MasterKey, new: MasterKey) -> int:
    async with store.write() as connection:
        for table in WRAPPED:
            await _must_be_of(connection, table, old, new)
        counts = [await _rewrap_in(connection, table, old, new) for table in WRAPPED]
    return sum(counts)


async def _rewrap_in(
    connection: AsyncConnection, table: Table, old: MasterKey, new: MasterKey
) -> int:
    (name,) = table.primary_key
    rows = (await connection.execute(select(table).where(_by(table, old)))).all()
    anew = [rewrapped(WrappedKey(row[0], row.master_key_id, row.wrapped), old, new) for row in rows]
    if anew:
        change = update(table).where(name == bindparam("here")).values(master_key_id=new.key_id)
        await connection.execute(
            change.values(wrapped=bindparam("sealed")),
            [{"here": one.conversation_id, "sealed": one.wrapped} for one in anew],
        )
    found = await connection.scalar(select(func.count()).select_from(table).where(_by(table, new)))
    return int(found or 0)


async def _must_be_of(connection: AsyncConnection, table: Table, *known: MasterKey) -> None:
    ids = [one.key_id for one in known]
    foreign = select(table).where(table.c.master_key_id.not_in(ids)).limit(1)
    if (await connection.execute(foreign)).first() is not None:
        raise unusable("This is not the master key of this database. Put the right key back first.")


def _by(table: Table, master: MasterKey) -> ColumnElement[bool]:
    return table.c.master_key_id == master.key_id


def _take_place(file: Path, coming: Path, old: MasterKey) -> Path:
    kept = file.with_name(f"{file.name}.old-{old.key_id}")
    try:
        if not kept.exists():
            kept.hardlink_to(file)
        coming.replace(file)
        sync_folder(file.parent)
    except OSError as error:
        raise unusable(
            f"The new master key stands in {coming} and can't take its place: {error.strerror}. "
            "Run rotate-key again."
        ) from None
    return kept
