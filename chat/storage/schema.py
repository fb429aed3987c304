"""The schema's versions: which one a database has, and how it comes to the newest.

A start finds the newest as a rule. So what only looks does without Alembic, whose import takes as
long as opening the database.
"""

from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from chat.storage.postgresql import alone_with, take_time
from chat.storage.store import Store

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "alembic_version"
VERSION = text("SELECT version_num FROM alembic_version")


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


def versions() -> list[str]:
    """Return every version this house knows, the newest last: what its migrations begin with."""
    return sorted(file.name[:4] for file in MIGRATIONS.glob("versions/[0-9]*.py"))


def _state(connection: Connection) -> SchemaState:
    tables = inspect(connection).get_table_names()
    found = connection.scalar(VERSION) if VERSION_TABLE in tables else None
    if found is None:
        return SchemaState.FOREIGN if tables else SchemaState.EMPTY
    known = versions()
    if found == known[-1]:
        return SchemaState.CURRENT
    return SchemaState.OLDER if found in known else SchemaState.FOREIGN


def _upgrade(connection: Connection, version: str) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    take_time(connection)
    alone_with(connection, "migrations")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, version)
