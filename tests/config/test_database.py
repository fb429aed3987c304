"""The database as a command finds it: in order, or one sentence and a code."""

from pathlib import Path

import pytest

from chat.storage.schema import SchemaState, upgrade
from chat.storage.store import Store
from config import database
from config.exit_code import CannotGoOn, ExitCode
from config.master_key import read_or_make
from config.settings import Settings
from tests.databases import Database, Databases, OnServer
from tests.ports import free_port

SECRET = "en-hemmelig-kode"


def settings_for(url: str, folder: Path) -> Settings:
    settings = Settings(database_url=url, data_dir=folder / "data")
    settings.data_dir.mkdir(exist_ok=True, mode=0o700)
    return settings


@pytest.fixture
def settings(empty_database: Database, tmp_path: Path) -> Settings:
    return settings_for(empty_database.url, tmp_path)


async def refusal(settings: Settings) -> CannotGoOn:
    with pytest.raises(CannotGoOn) as ending:
        await database.ready(settings)
    assert ending.value.sentence.count("\n") == 0
    assert SECRET not in ending.value.sentence
    return ending.value


async def test_the_first_look_makes_tables_and_key_and_the_next_finds_them(
    settings: Settings,
) -> None:
    first = await database.ready(settings)

    assert await database.ready(settings) == first
    await database.looked_at(settings)


async def test_a_schema_from_the_future_is_left_alone(
    settings: Settings, empty_database: Database
) -> None:
    await database.ready(settings)
    empty_database.meddle("UPDATE alembic_version SET version_num = '9999'")

    assert (await refusal(settings)).code is ExitCode.BAD_SCHEMA


async def test_an_older_schema_is_said_to_need_migrating_and_then_serves(
    settings: Settings, empty_database: Database
) -> None:
    read_or_make(settings.key_file, database_exists=False)
    store = Store(empty_database.url)
    await upgrade(store, "0001")
    await store.close()

    ending = await refusal(settings)

    assert ending.code is ExitCode.BAD_SCHEMA
    assert "brobygger migrate" in ending.sentence
    assert await database.migrated(settings) is SchemaState.OLDER
    await database.ready(settings)


async def test_a_demo_brings_its_own_older_database_up(
    settings: Settings, empty_database: Database
) -> None:
    key = read_or_make(settings.key_file, database_exists=False)
    store = Store(empty_database.url)
    await upgrade(store, "0001")
    await store.close()

    assert await database.ready(settings, demo=True) == key
    await database.looked_at(settings)


async def test_without_redis_a_second_process_on_a_server_is_refused(
    on_server: OnServer, tmp_path: Path
) -> None:
    settings = settings_for(on_server.url, tmp_path)
    read_or_make(settings.key_file, database_exists=False)
    await database.ready(settings)
    in_a_minute = "extract(epoch FROM now()) * 1000000 + 60000000"
    on_server.meddle(f"INSERT INTO processes VALUES ('another', 0, {in_a_minute})")  # noqa: S608 - our own words

    ending = await refusal(settings)

    assert ending.code is ExitCode.ALREADY_RUNNING
    assert "BROBYGGER_REDIS_URL" in ending.sentence
    together = settings.model_copy(update={"redis_url": "redis://127.0.0.1:1"})
    await database.ready(together)


async def test_a_database_of_somebody_elses_is_left_alone(
    settings: Settings, empty_database: Database
) -> None:
    empty_database.meddle("CREATE TABLE letters (content varchar)")

    ending = await refusal(settings)

    assert ending.code is ExitCode.BAD_SCHEMA
    assert "not Brobygger's" in ending.sentence


async def test_another_databases_key_is_refused(
    settings: Settings, empty_database: Database
) -> None:
    await database.ready(settings)
    empty_database.meddle("INSERT INTO keys VALUES ('a conversation', 'another', 'x')")

    assert (await refusal(settings)).code is ExitCode.BAD_KEY


async def test_a_wrong_password_is_said_to_be_wrong(databases: Databases, tmp_path: Path) -> None:
    ending = await refusal(settings_for(databases.server.url_with(SECRET), tmp_path))

    assert ending.code is ExitCode.BAD_DATABASE
    assert "user or password" in ending.sentence


async def test_a_database_that_is_not_there_is_named_as_missing(
    databases: Databases, tmp_path: Path
) -> None:
    ending = await refusal(settings_for(databases.server.url("nowhere"), tmp_path))

    assert ending.code is ExitCode.BAD_DATABASE
    assert "none of this name" in ending.sentence


async def test_a_server_nobody_has_started_is_said_not_to_answer(tmp_path: Path) -> None:
    url = f"postgresql://brobygger:{SECRET}@127.0.0.1:{free_port()}/brobygger"

    ending = await refusal(settings_for(url, tmp_path))

    assert ending.code is ExitCode.BAD_DATABASE
    assert "nobody answers there" in ending.sentence


async def test_a_copy_that_takes_no_writes_is_refused(on_server: OnServer, tmp_path: Path) -> None:
    on_server.meddle(f"ALTER DATABASE {on_server.name} SET default_transaction_read_only = on")

    ending = await refusal(settings_for(on_server.url, tmp_path))

    assert ending.code is ExitCode.BAD_DATABASE
    assert "takes no writes" in ending.sentence


async def test_a_user_who_may_make_no_tables_is_told_so(
    databases: Databases, tmp_path: Path
) -> None:
    server, empty = databases.server, databases.empty()
    server.ask("CREATE ROLE guest LOGIN")
    url = empty.url.replace("brobygger@", "guest@")

    ending = await refusal(settings_for(url, tmp_path))

    assert ending.code is ExitCode.BAD_DATABASE
    assert "make tables" in ending.sentence
    databases.drop(empty)
