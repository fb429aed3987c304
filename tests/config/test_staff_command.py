"""`brobygger staff`, as an administrator types it."""

import asyncio
import sqlite3
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from chat.staff.audit import verify
from chat.storage.store import Store
from config.command_line import main
from config.exit_code import ExitCode

PASSWORD = "en lampe i vinduet"
RESET = ["reset", "--username", "sofie.l", "--password-stdin"]
SOFIE = ["--role", "counsellor", "--name", "Sofie", "--username", "Sofie.L"]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BROBYGGER_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("BROBYGGER_DATABASE_URL", raising=False)
    return tmp_path


def typed(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text)))


@pytest.fixture
def sofie(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    typed(monkeypatch, PASSWORD.encode() + b"\n")
    assert main(["staff", "add", *SOFIE, "--password-stdin"]) == ExitCode.DONE
    capsys.readouterr()


def listed(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["staff", "list"]) == ExitCode.DONE
    return capsys.readouterr().out


@pytest.mark.usefixtures("sofie")
def test_an_account_is_made_without_a_browser(
    capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    assert listed(capsys) == "sofie.l\tSofie\tcounsellor\tactive\n"
    files = b"".join(file.read_bytes() for file in data.rglob("*") if file.is_file())
    assert PASSWORD.encode() not in files


def test_without_a_password_an_invitation_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["staff", "add", *SOFIE, "--role", "supervisor"]) == ExitCode.DONE

    link = capsys.readouterr().out.splitlines()[-1]
    assert link.startswith("http://127.0.0.1:8080/invitation#")
    assert len(link.partition("#")[2]) == 43
    assert listed(capsys) == "sofie.l\tSofie\tcounsellor,supervisor\tinvited\n"


@pytest.mark.usefixtures("sofie")
def test_disable_and_reset(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["staff", "disable", "--username", "sofie.l"]) == ExitCode.DONE
    capsys.readouterr()
    assert listed(capsys).endswith("disabled\n")

    typed(monkeypatch, b"et helt nyt kodeord\r\n")
    assert main(["staff", "reset", "--username", "SOFIE.L", "--password-stdin"]) == ExitCode.DONE
    capsys.readouterr()
    assert listed(capsys).endswith("active\n")

    assert main(["staff", "reset", "--username", "sofie.l"]) == ExitCode.DONE
    assert "/invitation#" in capsys.readouterr().out
    assert listed(capsys).endswith("invited\n")


@pytest.mark.usefixtures("sofie")
@pytest.mark.parametrize(
    ("words", "stdin", "code", "sentence"),
    [
        (["add", *SOFIE, "--password-stdin"], PASSWORD.encode(), ExitCode.FAILED, "taken"),
        (["add", *SOFIE], b"", ExitCode.FAILED, "taken"),
        (["disable", "--username", "x"], b"", ExitCode.FAILED, "no account"),
        (["reset", "--username", "x"], b"", ExitCode.FAILED, "no account"),
        (["disable", "--username", "to ord"], b"", ExitCode.BAD_USE, "can't be used"),
        (["disable", "--username", "x" * 65], b"", ExitCode.BAD_USE, "too long"),
        (
            ["add", "--role", "bridge_builder", *SOFIE[2:]],
            b"",
            ExitCode.BAD_USE,
            "needs --area",
        ),
        (["add", *SOFIE, "--area", "0851"], b"", ExitCode.BAD_USE, "nobody else"),
        (["move", "--username", "sofie.l", "--area", "9999"], b"", ExitCode.BAD_USE, "9999"),
        (["move", "--username", "x", "--area", "0851"], b"", ExitCode.FAILED, "no account"),
        (RESET, b"kort", ExitCode.BAD_USE, "easy"),
        (RESET, b"", ExitCode.BAD_USE, "easy"),
        (
            RESET,
            b"\xff",
            ExitCode.BAD_USE,
            "UTF-8",
        ),
    ],
)
def test_a_no_is_one_sentence_and_changes_nothing(
    words: list[str],
    stdin: bytes,
    code: ExitCode,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed(monkeypatch, stdin)

    assert main(["staff", *words]) == code

    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert listed(capsys) == "sofie.l\tSofie\tcounsellor\tactive\n"


@pytest.mark.parametrize("words", [[], ["dance"], ["add"], ["add", "--role", "god", *SOFIE[2:]]])
def test_bad_use_ends_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(["staff", *words])

    assert ending.value.code == ExitCode.BAD_USE
    assert "usage" in capsys.readouterr().err


def test_a_bridge_builder_has_an_area_and_may_be_given_another(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ida = ["--role", "bridge_builder", "--name", "Ida", "--username", "ida"]
    assert main(["staff", "add", *ida, "--area", "0851", "--area", "1083"]) == ExitCode.DONE
    capsys.readouterr()
    assert listed(capsys) == "ida\tIda\tbridge_builder\tinvited\t0851 1083\n"

    assert main(["staff", "move", "--username", "ida", "--area", "all"]) == ExitCode.DONE
    capsys.readouterr()
    assert listed(capsys).endswith("\tall\n")


@pytest.mark.usefixtures("sofie")
def test_it_waits_for_a_server_that_is_writing(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = sqlite3.connect(data / "brobygger.db", check_same_thread=False)
    server.execute("BEGIN IMMEDIATE")

    async def both() -> int:
        command = asyncio.to_thread(main, ["staff", "disable", "--username", "sofie.l"])
        running = asyncio.create_task(command)
        await asyncio.sleep(0.5)
        assert not running.done()
        server.rollback()
        return await running

    assert asyncio.run(both()) == ExitCode.DONE
    server.close()


@pytest.mark.usefixtures("sofie")
def test_what_was_done_stands_in_the_audit_chain(data: Path) -> None:
    main(["staff", "disable", "--username", "sofie.l"])

    async def rows() -> tuple[int, int | None]:
        store = Store(f"sqlite:///{data / 'brobygger.db'}")
        async with store.read() as connection:
            found = await verify(connection)
        await store.close()
        return found.head.rows, found.first_bad_row

    assert asyncio.run(rows()) == (2, None)
