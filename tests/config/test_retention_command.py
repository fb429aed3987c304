"""`brobygger retention hold|release|list`: a supervisor says what must be kept, and why."""

import asyncio
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chat.domain.audience import Viewer
from chat.domain.commands import FreeSeat, Leave
from chat.domain.conversation import LeftHow
from chat.domain.identifiers import ConversationId
from chat.storage.log import Page
from chat.storage.vault import VaultError
from config.command_line import main
from config.exit_code import ExitCode
from config.master_key import make, named, read
from tests.chat.keeping import process_on
from tests.databases import Database, OnServer, SQLiteFile
from tests.postgresql import programs

WHY = "anmeldt til politiet"


@pytest.fixture
def key(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house's key file; what is typed as `brobygger` is about that house."""
    return key_of(database, tmp_path, monkeypatch)


def key_of(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make it."""
    file = tmp_path / "keys/master.key"
    make(file)
    monkeypatch.setenv("BROBYGGER_DATABASE_URL", database.url)
    monkeypatch.setenv("BROBYGGER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BROBYGGER_MASTER_KEY_FILE", str(file))
    return file


async def read_in(database: Database, key: Path, here: ConversationId) -> Page:
    """Read a conversation with the house's own key."""
    async with process_on(database, named(read(key))) as kept:
        return await kept.log.since(here, 0, Viewer.SUPERVISOR)


async def ended(database: Database, key: Path, days: int) -> ConversationId:
    """Let a talk have ended so many days ago; all go by the same word."""
    then = datetime.now(UTC) - timedelta(days=days)
    async with process_on(database, named(read(key)), lambda: then) as kept:
        here = await kept.talking()
        await kept.writer.submit(Leave(here, LeftHow.LEAVE))
        await kept.writer.submit(FreeSeat(here))
    return here


def retention(*words: str) -> int:
    return main(["retention", *words])


def test_a_talk_that_is_held_is_forgotten_when_it_is_released(
    database: Database, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = asyncio.run(ended(database, key, 31))
    asyncio.run(ended(database, key, 0))
    for role in ("supervisor", "counsellor"):
        words = ("staff", "add", "--role", role, "--name", "Karen", "--username", role)
        assert main(words) == ExitCode.DONE
    hold = ("hold", "--by", "supervisor", "--reason", WHY)

    assert retention(*hold, "--conversation", "Havtorn") == ExitCode.BAD_USE
    assert here in capsys.readouterr().err
    assert retention(*hold, "--conversation", "Lyng") == ExitCode.FAILED
    by_counsellor = ("hold", "--by", "counsellor", "--reason", WHY, "--conversation", here)
    assert retention(*by_counsellor) == ExitCode.FAILED
    assert retention(*hold, "--conversation", here) == ExitCode.DONE
    capsys.readouterr()

    assert retention("list") == ExitCode.DONE
    assert capsys.readouterr().out.split("\t")[3:] == ["Karen", f"{WHY}\n"]
    assert retention("run") == ExitCode.DONE
    assert "0 conversations are forgotten" in capsys.readouterr().out
    if isinstance(database, SQLiteFile):
        assert WHY.encode() not in database.file.read_bytes()

    assert retention("release", "--by", "supervisor", "--conversation", here) == ExitCode.DONE
    assert retention("run") == ExitCode.DONE
    assert "1 conversations are forgotten" in capsys.readouterr().out


@pytest.mark.parametrize("act", ["run", "list"])
def test_where_there_is_no_database_it_says_so(
    act: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BROBYGGER_DATA_DIR", str(tmp_path))

    assert retention(act) == ExitCode.BAD_SCHEMA
    assert "no database" in capsys.readouterr().err


def test_an_old_copy_of_a_server_forgets_what_was_forgotten_since(
    on_server: OnServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_of(on_server, tmp_path, monkeypatch)
    here = asyncio.run(ended(on_server, key, 40))
    apart = ("keys", "shredded")

    def run(program: str, *words: str, given: bytes | None = None) -> bytes:
        command = [str(programs() / program), *words, f"--dbname={on_server.url}"]
        done = subprocess.run(command, input=given, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def count(table: str) -> str:
        return on_server.server.ask(f"SELECT count(*) FROM {table}", on_server.name)  # noqa: S608 - our own names

    old = run("pg_dump", "--format=custom", *(f"--exclude-table-data={one}" for one in apart))
    assert retention("run") == ExitCode.FAILED  # nobody has looked for 40 days
    assert retention("run", "--yes-all") == ExitCode.DONE
    keys = run("pg_dump", "--format=custom", "--data-only", *(f"--table={one}" for one in apart))
    run("pg_restore", "--clean", "--if-exists", "--single-transaction", given=old)
    run("pg_restore", "--data-only", "--single-transaction", given=keys)

    assert (count("conversations"), count("keys")) == ("1", "0")
    with pytest.raises(VaultError):
        asyncio.run(read_in(on_server, key, here))
    assert retention("run") == ExitCode.DONE
    assert (count("conversations"), count("events")) == ("0", "0")
