import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from chat.storage.schema import SchemaState, state_of, upgrade
from chat.storage.store import Store
from chat.storage.tables import metadata
from tests.chat.keeping import Kept
from tests.databases import Database


async def test_a_commit_is_on_the_disk_before_it_is_told(kept: Kept) -> None:
    found = await kept.store.durability()

    if kept.database.is_sqlite:
        assert found == {"journal_mode": "wal", "synchronous": 2}
    else:
        assert found["synchronous_commit"] == "on"


async def test_a_reader_cannot_write(kept: Kept) -> None:
    async with kept.store.read() as connection:
        with pytest.raises(Exception, match=r"read-?only"):
            await connection.exec_driver_sql("DELETE FROM events")


async def test_the_schema_is_current_after_the_migrations(kept: Kept) -> None:
    assert await state_of(kept.store) is SchemaState.CURRENT


async def test_a_database_that_is_not_ours_is_left_alone(empty_database: Database) -> None:
    store = Store(empty_database.url)
    assert await state_of(store) is SchemaState.EMPTY
    empty_database.meddle("CREATE TABLE letters (content varchar)")

    assert await state_of(store) is SchemaState.FOREIGN
    await store.close()


async def test_two_who_migrate_at_once_do_it_once(empty_database: Database) -> None:
    stores = [Store(empty_database.url) for _ in range(2)]

    await asyncio.gather(*map(upgrade, stores))

    for store in stores:
        assert await state_of(store) is SchemaState.CURRENT
        await store.close()


async def test_the_migrations_make_the_tables_the_code_speaks_of(kept: Kept) -> None:
    async with kept.store.read() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
        )

    assert differences == []


async def test_a_server_has_the_time_that_all_processes_agree_on(kept: Kept) -> None:
    now = await kept.store.now()

    if kept.store.is_sqlite:
        assert now is None
    else:
        assert now is not None
        assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)
