"""The schema's versions: which one a database has, and how it comes to the newest."""

from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from chat.storage.postgresql import alone_with, take_time
from chat.storage.store import Store

MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaState(StrEnum):
    """What a database's schema is, seen from this version of the house."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    FOREIGN = "foreign"
    """Newer than this house, or not ours: nothing is touched."""


async def state_of(store: Store) -> SchemaState:
    """Tell whether this house may use a database, without changing it."""
    async with store.read() as connection:
        return await connection.run_sync(_state)


async def upgrade(store: Store, version: str = "head") -> None:
    """Bring the schema to the newest version, or an earlier one, in one transaction."""
    async with store.write() as connection:
        await connection.run_sync(_upgrade, version)


def _scripts() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _state(connection: Connection) -> SchemaState:
    scripts = ScriptDirectory.from_config(_scripts())
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision == scripts.get_current_head():
        return SchemaState.CURRENT
    if revision is None:
        tables = inspect(connection).get_table_names()
        return SchemaState.FOREIGN if tables else SchemaState.EMPTY
    known = {script.revision for script in scripts.walk_revisions()}
    return SchemaState.OLDER if revision in known else SchemaState.FOREIGN


def _upgrade(connection: Connection, version: str) -> None:
    take_time(connection)
    alone_with(connection, "migrations")
    config = _scripts()
    config.attributes["connection"] = connection
    command.upgrade(config, version)
