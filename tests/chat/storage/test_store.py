import asyncio
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from chat.storage.conversations import Conversations
from chat.storage.overdue import Overdue
from chat.storage.schema import MIGRATIONS, SchemaState, state_of, upgrade, versions
from chat.storage.store import Store
from chat.storage.tables import metadata
from tests.chat.keeping import Kept
from tests.databases import Database, SQLiteFile


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


def test_the_migrations_files_begin_with_their_versions() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))

    assert versions() == sorted(script.revision for script in scripts.walk_revisions())
    assert versions()[-1] == scripts.get_current_head()


async def test_no_hidden_number_tells_between_which_talks_a_complaint_came(kept: Kept) -> None:
    if not kept.database.is_sqlite:
        return  # PostgreSQL: SECURITY.md says what its rows tell
    async with kept.store.read() as connection:
        found = await connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'"
        )
        by_number = set(found.scalars())
    assert by_number >= {"complaints", "keys", "contacts", "ratings", "bridge_results"}


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


async def test_a_new_file_that_somebody_writes_to_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "brobygger.db"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    for words in ("CREATE TABLE one (x)", "BEGIN IMMEDIATE", "INSERT INTO one VALUES (1)"):
        other.execute(words)
    ends = threading.Timer(0.3, other.execute, ["COMMIT"])
    ends.start()
    store = Store(SQLiteFile(file).url)

    async with store.write() as connection:
        found = await connection.exec_driver_sql("SELECT x FROM one")
        assert found.scalar_one() == 1

    ends.join()
    other.close()
    await store.close()


async def test_the_migrations_make_the_tables_the_code_speaks_of(kept: Kept) -> None:
    async with kept.store.read() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
        )

    assert differences == []


async def test_a_task_from_before_bridges_had_a_table_is_there_after(
    empty_database: Database,
) -> None:
    store = Store(empty_database.url)
    await upgrade(store, "0009")
    empty_database.meddle(
        "INSERT INTO conversations (conversation_id, token_hash, state, level, seq, last_everyone,"
        " last_staff, call_word, lang, opened_at, municipality, bridge_status, bridge_trigger,"
        " bridge_from, bridge_seq, bridge_opened_at, bridge_due_at, bridge_owner,"
        " bridge_owner_name) VALUES ('c1', '\\x01', 'active', 3, 4, 4, 4, 'Birk', 'da', 1, '0851',"
        " 'received', 'suicide', 3, 4, 1000000, 2000000, 'ida', 'Ida')"
    )
    empty_database.meddle(
        "INSERT INTO staff (staff_id, username, display_name, roles, language, made_at,"
        " sessions_from) VALUES ('ida', 'ida', 'Ida', 'bridge_builder', 'da', 1, 1)"
    )

    await upgrade(store)

    (found,) = await Conversations(store).with_bridges(datetime.now(UTC))
    bridge = found.bridge
    assert bridge is not None
    assert (bridge.bridge_id, bridge.status, bridge.owner_name) == ("c1.3", "received", "Ida")
    assert bridge.is_open
    assert bridge.municipality == "0851"
    assert await Overdue(store).bridges_past(datetime.now(UTC)) == [("c1", "c1.3")]
    await store.close()


async def test_a_server_has_the_time_that_all_processes_agree_on(kept: Kept) -> None:
    now = await kept.store.now()

    if kept.store.is_sqlite:
        assert now is None
    else:
        assert now is not None
        assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)
