"""Starting, on a good day and on each of the bad ones."""

import errno
import os
import socket
import sqlite3
from pathlib import Path

import pytest

from chat.storage.vault import MasterKey
from config import data_folder, database
from config.exit_code import CannotGoOn, ExitCode
from config.master_key import LENGTH
from config.settings import Settings
from config.starting import started


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("BROBYGGER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BROBYGGER_PORT", "0")
    return Settings.load()


def refusal(settings: Settings) -> CannotGoOn:
    with pytest.raises(CannotGoOn) as ending, started(settings):
        pass
    return ending.value


def begin_once(settings: Settings) -> MasterKey:
    with started(settings) as start:
        return start.master_key


def contents(settings: Settings) -> bytes:
    assert settings.sqlite_file is not None
    return settings.sqlite_file.read_bytes()


def test_the_first_start_makes_folder_key_and_database_and_the_next_finds_them(
    settings: Settings,
) -> None:
    first = begin_once(settings)

    assert begin_once(settings) == first
    assert settings.data_dir.stat().st_mode & 0o077 == 0


def test_a_start_holds_a_port_that_is_listened_on(settings: Settings) -> None:
    with started(settings) as start:
        port = start.listening.getsockname()[1]

        with socket.create_connection(("127.0.0.1", port)):
            pass


def test_a_second_process_on_the_same_sqlite_is_refused(settings: Settings) -> None:
    with started(settings):
        assert refusal(settings).code is ExitCode.ALREADY_RUNNING


def test_a_busy_port_is_named(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]

        ending = refusal(settings.model_copy(update={"port": port}))

    assert ending.code is ExitCode.PORT_TAKEN
    assert f"Port {port} on 127.0.0.1" in ending.sentence


def test_a_missing_key_is_not_made_anew(settings: Settings) -> None:
    begin_once(settings)
    settings.key_file.unlink()
    before = contents(settings)

    assert refusal(settings).code is ExitCode.BAD_KEY
    assert not settings.key_file.exists()
    assert contents(settings) == before


def test_another_databases_key_is_refused(settings: Settings) -> None:
    begin_once(settings)
    assert settings.sqlite_file is not None
    with sqlite3.connect(settings.sqlite_file) as connection:
        connection.execute("INSERT INTO keys VALUES ('a conversation', 'another key', x'00')")
    connection.close()
    settings.key_file.write_bytes(os.urandom(LENGTH))

    ending = refusal(settings)

    assert ending.code is ExitCode.BAD_KEY
    assert "is not the master key of this database" in ending.sentence


def test_a_schema_from_the_future_is_left_alone(settings: Settings) -> None:
    begin_once(settings)
    assert settings.sqlite_file is not None
    with sqlite3.connect(settings.sqlite_file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = contents(settings)

    assert refusal(settings).code is ExitCode.BAD_SCHEMA
    assert contents(settings) == before


def test_a_file_that_is_no_database_is_refused(settings: Settings) -> None:
    assert settings.sqlite_file is not None
    settings.data_dir.mkdir()
    settings.sqlite_file.write_bytes(b"holiday pictures" * 512)

    assert refusal(settings).code is ExitCode.BAD_DATABASE


def test_a_database_server_that_is_away_is_said_to_be(settings: Settings, tmp_path: Path) -> None:
    url = f"postgresql://nobody@/brobygger?host={tmp_path}"

    ending = refusal(settings.model_copy(update={"database_url": url}))

    assert ending.code is ExitCode.BAD_DATABASE
    assert str(tmp_path) not in ending.sentence


def test_a_data_folder_that_is_a_file_is_refused(settings: Settings) -> None:
    settings.data_dir.write_text("")

    ending = refusal(settings)

    assert ending.code is ExitCode.BAD_DATA_FOLDER
    assert str(settings.data_dir) in ending.sentence


@pytest.mark.parametrize(
    ("number", "why"), [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "it is read-only")]
)
def test_a_folder_that_takes_nothing_says_why(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    def refuse(_: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(data_folder, "write_through", refuse)

    ending = refusal(settings)

    assert ending.code is ExitCode.BAD_DATA_FOLDER
    assert why in ending.sentence
    assert not (settings.data_dir / "brobygger.db").exists()


async def test_looking_makes_nothing(settings: Settings) -> None:
    await database.looked_at(settings)

    assert not settings.data_dir.exists()
