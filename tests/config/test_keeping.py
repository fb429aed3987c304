"""What those who run it do to what is kept: copy it, put it back, change its key."""

import asyncio
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import select

from chat.actions.bridges import Details
from chat.domain.audience import Viewer
from chat.domain.commands import SaveMessage, TakeBridge
from chat.domain.identifiers import StaffId
from chat.domain.people import YOUNG
from chat.staff.account_statements import AddStaff, NewAccount, WayIn
from chat.staff.factors import Factors
from chat.staff.ports import submitting
from chat.staff.roles import Role
from chat.storage.tables import conversations
from chat.storage.vault import VaultError
from config.command_line import main
from config.command_line.doctor import MISSED
from config.database_copy import restored
from config.exit_code import ExitCode
from config.master_key import make, named, read
from tests.chat.domain.building import verdict
from tests.chat.keeping import process_on
from tests.chat.storage.test_hand_overs import ALL, IDA, SHARE, sent
from tests.databases import Database, OnServer, SQLiteFile
from tests.faults.two import two_who_talk
from tests.postgresql import programs
from tests.serving import Serving

SAID = "det her skal kunne læses igen"


@pytest.fixture
def key(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house's key file; what is typed as `brobygger` is about that house."""
    file = tmp_path / "keys/master.key"
    make(file)
    monkeypatch.setenv("BROBYGGER_DATABASE_URL", database.url)
    monkeypatch.setenv("BROBYGGER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BROBYGGER_MASTER_KEY_FILE", str(file))
    monkeypatch.setenv("BROBYGGER_PORT", "0")  # whatever else listens on this machine
    return file


async def brobygger(*words: str) -> int:
    """Run a command as it runs: with a loop of its own."""
    return await asyncio.to_thread(main, words)


async def somebody_says(database: Database, key: Path, text: str) -> None:
    async with process_on(database, named(read(key))) as kept:
        here = await kept.talking()
        await kept.writer.submit(SaveMessage(here, YOUNG, "c1", text, verdict(), 10**6))


async def texts(database: Database, key: Path) -> list[object]:
    """What stands there, opened with the key that lies there."""
    async with process_on(database, named(read(key))) as kept:
        async with kept.store.read() as connection:
            ids = (await connection.execute(select(conversations.c.conversation_id))).scalars()
            found = list(ids)
        pages = [await kept.log.since(one, 0, Viewer.YOUNG) for one in found]
    entries = [entry for page in pages for entry in page.entries]
    return [one.event.data["text"] for one in entries if "text" in one.event.data]


def keys_beside(key: Path) -> dict[str, bytes]:
    """Every key in the folder, each readable by its owner alone."""
    files = list(key.parent.iterdir())
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    return {file.name: file.read_bytes() for file in files}


@contextmanager
def put_aside(key: Path) -> Iterator[None]:
    aside = key.rename(key.with_name("aside"))
    yield
    aside.replace(key)


def put_back(copy: Path, file: Path) -> None:
    """As docs/operations.md says: nothing of the old database stays beside the copy."""
    keys = copy.with_name(f"{copy.name}.keys")
    assert {one.stat().st_mode & 0o777 for one in (copy, keys)} == {0o600}
    for one in file.parent.glob(f"{file.name}*"):
        one.unlink()
    assert restored(file, copy, keys).unreadable == 0


async def test_a_new_master_key_opens_what_the_old_one_closed(
    database: Database, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await somebody_says(database, key, SAID)
    before = keys_beside(key)["master.key"]

    assert await brobygger("rotate-key") == ExitCode.DONE

    assert "1 keys" in capsys.readouterr().out
    assert await texts(database, key) == [SAID]
    beside = keys_beside(key)
    (old,) = (name for name in beside if name.startswith("master.key.old-"))
    assert beside.keys() == {"master.key", old}
    assert beside[old] == before != beside["master.key"]


async def test_what_was_shared_for_a_bridge_is_opened_by_the_new_key_too(
    database: Database, key: Path
) -> None:
    async with process_on(database, named(read(key))) as kept:
        here, bridge_id = await sent(kept)
        await kept.writer.submit(TakeBridge(here, IDA, bridge_id, ALL))

    assert await brobygger("rotate-key") == ExitCode.DONE

    async with process_on(database, named(read(key))) as kept:
        shared = await Details(kept.writer, kept.vault, {})(bridge_id, StaffId("ida"), ALL)
    assert shared == {name.value: text for name, text in SHARE}


async def test_a_second_factor_is_opened_by_the_new_key_too(database: Database, key: Path) -> None:
    async with process_on(database, named(read(key))) as kept:
        submit = submitting(kept.writer)
        new = NewAccount.of("sofie", "Sofie", frozenset({Role.COUNSELLOR}))
        staff_id = await submit(AddStaff(new, WayIn(password_hash="hash")))
        before = Factors(kept.store, submit, kept.vault, lambda: datetime.now(UTC))
        secret = await before.begin(staff_id)

    assert await brobygger("rotate-key") == ExitCode.DONE

    async with process_on(database, named(read(key))) as kept:
        after = Factors(kept.store, submitting(kept.writer), kept.vault, lambda: datetime.now(UTC))
        assert len(await after.confirm(staff_id, pyotp.TOTP(secret.secret).now())) == 10


async def test_the_doctor_says_when_nobody_sees_a_bridge_without_a_municipality(
    database: Database,
    key: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await somebody_says(database, key, SAID)
    add = ("staff", "add", "--role", "bridge_builder", "--name", "Ida")

    assert await brobygger(*add, "--username", "ida", "--area", "0851") == ExitCode.DONE
    capsys.readouterr()
    assert await brobygger("doctor") == ExitCode.DONE
    assert MISSED in capsys.readouterr().out

    assert await brobygger(*add, "--username", "ib", "--area", "all") == ExitCode.DONE
    capsys.readouterr()
    assert await brobygger("doctor") == ExitCode.DONE
    assert MISSED not in capsys.readouterr().out
    assert await brobygger("staff", "disable", "--username", "ib") == ExitCode.DONE
    capsys.readouterr()
    assert await brobygger("doctor") == ExitCode.DONE
    assert MISSED in capsys.readouterr().out


async def test_a_rotation_that_was_killed_is_ended_by_the_next(
    database: Database, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await somebody_says(database, key, SAID)

    class Killed(Exception):
        pass

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("config.key_rotation._take_place", killed)
        with pytest.raises(Killed):
            await brobygger("rotate-key")
    assert await brobygger("doctor") == ExitCode.BAD_KEY

    assert await brobygger("rotate-key") == ExitCode.DONE
    assert await texts(database, key) == [SAID]


async def test_another_databases_key_rotates_nothing(database: Database, key: Path) -> None:
    await somebody_says(database, key, SAID)
    with put_aside(key):
        make(key)
        assert await brobygger("rotate-key") == ExitCode.BAD_KEY

    assert await texts(database, key) == [SAID]


async def test_a_database_server_is_copied_and_put_back_by_its_own_programs(
    on_server: OnServer, tmp_path: Path
) -> None:
    key = tmp_path / "master.key"
    make(key)
    await somebody_says(on_server, key, SAID)

    def run(program: str, *words: str, given: bytes | None = None) -> bytes:
        command = [str(programs() / program), *words, f"--dbname={on_server.url}"]
        done = subprocess.run(command, input=given, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    apart = ("keys", "hand_over_keys", "shredded")
    copy = run("pg_dump", "--format=custom", *(f"--exclude-table-data={one}" for one in apart))
    keys = run("pg_dump", "--format=custom", "--data-only", *(f"--table={one}" for one in apart))
    on_server.meddle("DELETE FROM events")
    assert await texts(on_server, key) == []
    run("pg_restore", "--clean", "--if-exists", "--single-transaction", given=copy)
    with pytest.raises(VaultError):
        await texts(on_server, key)
    run("pg_restore", "--data-only", "--single-transaction", given=keys)

    assert await texts(on_server, key) == [SAID]


async def test_a_copy_made_while_it_is_served_is_whole_and_can_be_put_back(tmp_path: Path) -> None:
    serving = Serving(tmp_path)
    mette = serving.staff("mette", "counsellor", "Mette")
    copy = tmp_path / "copy.db"
    async with serving.beside(), two_who_talk(serving.url, mette) as two:
        await two.asking.say(SAID)
        done = await asyncio.to_thread(serving.command, "backup", str(copy))
        await two.asking.say("efter kopien")
        again = await asyncio.to_thread(serving.command, "backup", str(copy))
        rotating = await asyncio.to_thread(serving.command, "rotate-key")

    assert done.returncode == 0, done.stderr
    assert (again.returncode, rotating.returncode) == (ExitCode.BAD_USE, ExitCode.ALREADY_RUNNING)
    kept, key = SQLiteFile(serving.data / "brobygger.db"), serving.data / "master.key"
    assert await texts(kept, key) == [SAID, "efter kopien"]
    put_back(copy, kept.file)
    assert await texts(kept, key) == [SAID]
