"""Where the server cannot run it says so in one clear sentence, and leaves everything as it was."""

import ctypes
import hashlib
import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.exit_code import ExitCode
from tests.serving import ROOT, Serving

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
"""prctl(2) and capabilities(7): without it root, too, is held to a folder's mode."""


@dataclass(frozen=True)
class Ended:
    code: int
    sentence: str


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as it is before the first start."""
    serving = Serving(tmp_path_factory.mktemp("set-up"))
    assert serving.command("migrate").returncode == 0
    return serving.data


@pytest.fixture
def serving(set_up: Path, tmp_path: Path) -> Serving:
    """A server with a data folder of its own, and nothing wrong yet."""
    serving = Serving(tmp_path)
    shutil.copytree(set_up, serving.data)
    return serving


def started(serving: Serving, before_exec: Callable[[], None] | None = None) -> Ended:
    """Start it and wait for it to give up; what it says must be one line, for people."""
    done = subprocess.run(
        [sys.executable, "-m", "config", "serve", "--port", str(serving.port)],
        cwd=ROOT,
        env={**serving.variables(), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=before_exec,
    )
    lines = (done.stdout + done.stderr).strip().splitlines()
    assert len(lines) == 1, lines
    assert "Traceback" not in lines[0]
    return Ended(done.returncode, lines[0])


def contents(folder: Path) -> dict[str, str]:
    """What is kept, by name and digest; the lock holds nothing."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix not in {".lock", ".db-shm", ".db-wal"}
    }


def be_held_to_modes() -> None:
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


def find_the_disk_full() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def revision_becomes(serving: Serving, revision: str) -> None:
    with sqlite3.connect(serving.data / "brobygger.db") as database:
        database.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    database.close()


def test_a_schema_of_another_version_is_left_alone(serving: Serving) -> None:
    revision_becomes(serving, "9999")
    before = contents(serving.data)

    ended = started(serving)

    assert ended.code == ExitCode.BAD_SCHEMA
    assert "version" in ended.sentence
    assert contents(serving.data) == before


def test_a_database_without_its_key_is_not_opened_and_no_new_key_is_made(serving: Serving) -> None:
    (serving.data / "master.key").unlink()
    before = contents(serving.data)

    ended = started(serving)

    assert ended.code == ExitCode.BAD_KEY
    assert "missing" in ended.sentence
    assert contents(serving.data) == before


def test_a_key_of_the_wrong_length_is_no_key(serving: Serving) -> None:
    key = serving.data / "master.key"
    key.write_bytes(os.urandom(16))
    before = contents(serving.data)

    ended = started(serving)

    assert ended.code == ExitCode.BAD_KEY
    assert "16 bytes" in ended.sentence
    assert contents(serving.data) == before


def test_a_busy_port_is_named_and_nothing_is_touched(serving: Serving) -> None:
    before = contents(serving.data)

    with socket.create_server(("127.0.0.1", serving.port)):
        ended = started(serving)

    assert ended.code == ExitCode.PORT_TAKEN
    assert str(serving.port) in ended.sentence
    assert contents(serving.data) == before


def test_a_read_only_folder_is_said_to_be_one(serving: Serving) -> None:
    before = contents(serving.data)
    serving.data.chmod(0o500)

    try:
        ended = started(serving, be_held_to_modes)
    finally:
        serving.data.chmod(0o700)

    assert ended.code == ExitCode.BAD_DATA_FOLDER
    assert str(serving.data) in ended.sentence
    assert contents(serving.data) == before


def test_a_full_disk_is_said_before_anybody_is_let_in(serving: Serving) -> None:
    before = contents(serving.data)

    ended = started(serving, find_the_disk_full)

    assert ended.code == ExitCode.BAD_DATA_FOLDER
    assert str(serving.data) in ended.sentence
    assert contents(serving.data) == before


@pytest.mark.parametrize(
    ("line", "named"), [("max_waitng: 3", "max_waitng"), ("interlock: maybe", "interlock")]
)
def test_a_slip_in_the_policy_is_named(serving: Serving, line: str, named: str) -> None:
    (serving.folder / "policy.yaml").write_text(line + "\n", encoding="utf-8")

    ended = started(serving)

    assert ended.code == ExitCode.BAD_SETTINGS
    assert named in ended.sentence


def have_few_files() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (150, 150))


def test_too_few_open_files_are_said_before_anybody_is_turned_away(serving: Serving) -> None:
    before = contents(serving.data)

    ended = started(serving, have_few_files)

    assert ended.code == ExitCode.BAD_SETTINGS
    assert "150 open files are too few" in ended.sentence
    assert contents(serving.data) == before
