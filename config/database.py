"""Looks at the database before anybody is served: is it there, is it ours, has it its key?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from chat.staff.builders_there import BuildersThere
from chat.storage.leases import LASTS, someone_serves
from chat.storage.schema import SchemaState, state_of, upgrade
from chat.storage.store import Store
from chat.storage.tables import keys
from chat.storage.vault import MasterKey
from config.exit_code import CannotGoOn, ExitCode
from config.master_key import read_or_make, unusable
from config.settings import Settings

PATIENCE_S = 2.0
LOOK_EVERY_S = 0.5
REFUSALS = {
    SchemaState.OLDER: (
        "The database is from an older version. Make a copy of it, then run: brobygger migrate"
    ),
    SchemaState.FOREIGN: (
        "The database is from a newer version of Brobygger, or is not Brobygger's. "
        "Nothing was changed in it."
    ),
}

WHY = {
    # PostgreSQL manual, appendix A; the last is the driver's own.
    "28P01": "user or password in BROBYGGER_DATABASE_URL are wrong.",
    "28000": "this user may not connect (pg_hba.conf on the server).",
    "3D000": "the server has none of this name. Make it there, or mend BROBYGGER_DATABASE_URL.",
    "42501": "this user may not read it, or make tables in it.",
    "53300": "the server takes no more connections (max_connections).",
    "57P03": "the server is just starting or stopping. Try again in a moment.",
    "InternalClientError": "it is a copy that takes no writes. Name the primary server.",
}


async def ready(settings: Settings, *, demo: bool = False) -> MasterKey:
    """Return the key of a database that is ready; make both at the first start.

    A real database of an older version is left alone until somebody has made a copy of it; in a
    `demo` nobody is real, and it is brought up by itself.

    Raises:
        CannotGoOn: unreachable, of another version, or without its key.
    """
    async with opened(settings) as (store, state):
        if demo and state is SchemaState.OLDER:
            await upgrade(store)
            state = SchemaState.CURRENT  # noqa: PLW2901 - it is by now
        if state in REFUSALS:
            raise CannotGoOn(ExitCode.BAD_SCHEMA, REFUSALS[state])
        is_new = state is SchemaState.EMPTY
        key = read_or_make(settings.key_file, database_exists=not is_new)
        if is_new:
            await upgrade(store)
        else:
            await hold_to(store, key, settings)
            await hold_to_one_process(store, settings)
        return key


async def looked_at(settings: Settings) -> None:
    """Hold that the database is ready, or not made yet; make nothing."""
    if settings.sqlite_file and not settings.sqlite_file.exists():
        return
    async with opened(settings) as (store, state):
        if state in REFUSALS:
            raise CannotGoOn(ExitCode.BAD_SCHEMA, REFUSALS[state])
        if state is SchemaState.CURRENT:
            key = read_or_make(settings.key_file, database_exists=True)
            await hold_to(store, key, settings)


async def lets_bridges_be_missed(settings: Settings) -> bool:
    """Say whether a task without a known municipality stands on nobody's list.

    Of a database that is not made yet, or not this version's, nothing is said.
    """
    if settings.sqlite_file and not settings.sqlite_file.exists():
        return False
    async with opened(settings) as (store, state):
        return state is SchemaState.CURRENT and not await BuildersThere(store, {})(None)


async def migrated(settings: Settings) -> SchemaState:
    """Bring the database to this version, a new one with its key; return what it was before."""
    async with opened(settings) as (store, state):
        if state is SchemaState.FOREIGN:
            raise CannotGoOn(ExitCode.BAD_SCHEMA, REFUSALS[state])
        read_or_make(settings.key_file, database_exists=state is not SchemaState.EMPTY)
        if state is not SchemaState.CURRENT:
            await upgrade(store)
        return state


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[tuple[Store, SchemaState]]:
    """Give the store and its schema's state; a database that fails ends this with a sentence."""
    store = Store(settings.database)
    try:
        if settings.sqlite_file is None:
            await store.durability()  # a server may be read and still take no writes
        yield store, await state_of(store)
    except (SQLAlchemyError, OSError) as error:
        raise unreachable(error) from None
    finally:
        await store.close()


async def hold_to(store: Store, key: MasterKey, settings: Settings) -> None:
    """Hold that no conversation was sealed under another master key."""
    query = select(keys.c.master_key_id).where(keys.c.master_key_id != key.key_id).limit(1)
    async with store.read() as connection:
        if (await connection.execute(query)).first() is not None:
            raise unusable(
                f"{settings.key_file} is not the master key of this database: what is written in "
                "it could not be read. Put the right key back."
            )


async def hold_to_one_process(store: Store, settings: Settings) -> None:
    """Hold that no other process serves a database server, where none could hear of another.

    One that was killed a moment ago has a lease still: it is waited for.
    """
    if settings.sqlite_file is not None or settings.redis_url is not None:
        return
    until = monotonic() + LASTS.total_seconds() + PATIENCE_S
    while await someone_serves(store):
        if monotonic() > until:
            raise CannotGoOn(
                ExitCode.ALREADY_RUNNING,
                "Another process serves this database. Several need BROBYGGER_REDIS_URL, each.",
            )
        await asyncio.sleep(LOOK_EVERY_S)


def unreachable(error: Exception) -> CannotGoOn:
    """Return the ending for a database that does not answer; drivers' messages may hold secrets."""
    cause = getattr(error, "orig", None) or error
    told = WHY.get(getattr(cause, "sqlstate", None) or type(cause).__name__)
    if told is None and isinstance(error, OSError):
        told = "nobody answers there. Is it running, and is BROBYGGER_DATABASE_URL right?"
    said = told or f"{type(cause).__name__}. Is it running, and a database?"
    return CannotGoOn(ExitCode.BAD_DATABASE, f"The database can't be used: {said}")
