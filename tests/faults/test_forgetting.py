"""A month later what was written is gone from the disk and from copies; a doubt waits for a yes."""

import asyncio
import json
import os
import signal
import sqlite3
import urllib.request
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from chat.domain.commands import FreeSeat, Leave, SaveMessage
from chat.domain.conversation import LeftHow
from chat.domain.identifiers import ConversationId
from chat.domain.people import YOUNG
from config import data_folder, database
from config.command_line import main
from config.exit_code import ExitCode
from config.master_key import named, read
from config.settings import Settings
from tests.chat.domain.building import verdict
from tests.chat.keeping import process_on
from tests.databases import SQLiteFile
from tests.serving import Serving

CANARY = "kanariefuglen-8f2c-sang-her"
LONG_AGO = timedelta(days=40)
WITHIN_S = 10


def house(folder: Path) -> tuple[Serving, Path]:
    """A house that was made, and its database."""
    serving = Serving(folder)
    with patch.dict(os.environ, serving.variables(), clear=True):
        settings = Settings.load()
    data_folder.prepare(settings)
    asyncio.run(database.ready(settings))
    return serving, serving.data / "brobygger.db"


async def talked(file: Path) -> ConversationId:
    """Let somebody have written long ago, as the house itself writes it."""
    key = named(read(file.with_name("master.key")))
    async with process_on(SQLiteFile(file), key, lambda: datetime.now(UTC) - LONG_AGO) as kept:
        here = await kept.talking()
        await kept.writer.submit(SaveMessage(here, YOUNG, "c1", CANARY, verdict(), 10**6))
        await kept.writer.submit(Leave(here, LeftHow.LEAVE))
        await kept.writer.submit(FreeSeat(here))
    return here


def brobygger(serving: Serving, *words: object) -> int:
    """Type a command about that house."""
    with patch.dict(os.environ, serving.variables(), clear=True):
        return main([str(word) for word in words])


def asked(serving: Serving, path: str) -> str:
    with urllib.request.urlopen(f"{serving.url}{path}", timeout=5) as answer:  # noqa: S310 - our own address
        return str(answer.read().decode())


def rows(file: Path, table: str, column: str) -> list[Any]:
    with closing(sqlite3.connect(file)) as line:
        found = line.execute(f"SELECT {column} FROM {table}").fetchall()  # noqa: S608 - our own words
    return [row[0] for row in found]


def in_files(folder: Path, song: bytes) -> list[str]:
    return [one.name for one in folder.iterdir() if one.is_file() and song in one.read_bytes()]


def test_an_old_copy_forgets_what_the_house_has_forgotten(tmp_path: Path) -> None:
    serving, file = house(tmp_path)
    here = asyncio.run(talked(file))
    (wrapped,) = rows(file, "keys", "wrapped")
    old, newer = tmp_path / "old.db", tmp_path / "newer.db"
    assert brobygger(serving, "backup", old) == ExitCode.DONE
    assert in_files(tmp_path, wrapped) == ["old.db.keys"]

    # Nobody has looked for so long that it asks: is the clock right?
    assert brobygger(serving, "retention", "run", "--dry-run") == ExitCode.DONE
    assert brobygger(serving, "retention", "run") == ExitCode.FAILED
    assert rows(file, "keys", "wrapped") == [wrapped]
    assert brobygger(serving, "retention", "run", "--yes-all") == ExitCode.DONE
    assert in_files(serving.data, wrapped) == []
    assert brobygger(serving, "backup", newer) == ExitCode.DONE

    # The old copy is put back, with the keys that are left.
    for one in file.parent.glob(f"{file.name}*"):
        one.unlink()
    assert brobygger(serving, "restore", old, f"{newer}.keys") == ExitCode.DONE
    assert rows(file, "conversations", "conversation_id") == [here]
    assert rows(file, "keys", "wrapped") == []
    assert brobygger(serving, "retention", "run") == ExitCode.DONE
    assert rows(file, "events", "seq") == rows(file, "conversations", "seq") == []


def test_a_house_that_doubts_says_so_and_finishes_what_a_kill_had_broken_off(
    tmp_path: Path,
) -> None:
    serving, file = house(tmp_path)
    asyncio.run(talked(file))
    (wrapped,) = rows(file, "keys", "wrapped")
    with serving:
        ready = json.loads(asked(serving, "/readyz"))
        assert (ready["ok"], ready["parts"]["retention"]) == (True, "failed")
        assert "retention run --yes-all" in ready["why"]["retention"]
        assert "brobygger_retention_braked 1.0" in asked(serving, "/metrics")

        beside = serving.command("retention", "run", "--yes-all")
        assert beside.returncode == ExitCode.ALREADY_RUNNING
        assert rows(file, "keys", "wrapped") == [wrapped]

    serving.module = "tests.faults.killed_between"
    yes = serving.command("retention", "run", "--yes-all")
    assert yes.returncode == -signal.SIGKILL
    assert rows(file, "keys", "wrapped") == []
    assert rows(file, "events", "seq")

    with Serving(tmp_path) as serving:
        assert json.loads(asked(serving, "/readyz"))["parts"]["retention"] == "ok"
        assert rows(file, "events", "seq") == rows(file, "conversations", "seq") == []
        assert in_files(serving.data, wrapped) == []
