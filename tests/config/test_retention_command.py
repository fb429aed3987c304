"""`brobygger retention hold|release|list`: a supervisor says what must be kept, and why."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chat.domain.commands import FreeSeat, Leave
from chat.domain.conversation import LeftHow
from config.command_line import main
from config.exit_code import ExitCode
from config.master_key import make, named, read
from tests.chat.keeping import process_on
from tests.databases import Database, SQLiteFile

WHY = "anmeldt til politiet"


@pytest.fixture
def key(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house's key file; what is typed as `brobygger` is about that house."""
    file = tmp_path / "keys/master.key"
    make(file)
    monkeypatch.setenv("BROBYGGER_DATABASE_URL", database.url)
    monkeypatch.setenv("BROBYGGER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BROBYGGER_MASTER_KEY_FILE", str(file))
    return file


async def ended(database: Database, key: Path, days: int) -> str:
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
