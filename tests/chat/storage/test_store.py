from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from chat.storage.schema import SchemaState, state_of
from chat.storage.store import Store
from chat.storage.tables import metadata
from tests.chat.keeping import Kept


async def test_a_commit_rests_on_wal_and_full(kept: Kept) -> None:
    assert await kept.store.durability() == {"journal_mode": "wal", "synchronous": 2}


async def test_a_reader_cannot_write(kept: Kept) -> None:
    async with kept.store.read() as connection:
        with pytest.raises(Exception, match="readonly"):
            await connection.exec_driver_sql("DELETE FROM events")


async def test_the_schema_is_current_after_the_migrations(kept: Kept) -> None:
    assert await state_of(kept.store) is SchemaState.CURRENT


async def test_a_database_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/other.db")
    async with store.write() as connection:
        await connection.exec_driver_sql("CREATE TABLE letters (text)")

    assert await state_of(store) is SchemaState.FOREIGN
    await store.close()


async def test_the_migrations_make_the_tables_the_code_speaks_of(kept: Kept) -> None:
    async with kept.store.read() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
        )

    assert differences == []
