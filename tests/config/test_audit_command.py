"""`brobygger audit verify`: the chain as it stands, and against a head that was kept elsewhere."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from config.command_line import main
from config.exit_code import ExitCode
from tests.serving import Serving


def test_rows_cut_off_show_against_what_was_said_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    serving = Serving(tmp_path)
    for name in ("sofie", "jonas"):
        serving.staff(name, "counsellor", name.title())
    for name, value in serving.variables().items():
        monkeypatch.setenv(name, value)

    assert main(["audit", "verify"]) == ExitCode.DONE
    witness = capsys.readouterr().out.strip()
    assert witness.startswith("2:")
    assert main(["audit", "verify", "--witness", witness]) == ExitCode.DONE

    with closing(sqlite3.connect(serving.data / "brobygger.db")) as line, line:
        line.execute("DELETE FROM audit WHERE n = 2")
    assert main(["audit", "verify"]) == ExitCode.DONE
    assert main(["audit", "verify", "--witness", witness]) == ExitCode.FAILED
    assert "row 2" in capsys.readouterr().out
    with closing(sqlite3.connect(serving.data / "brobygger.db")) as line, line:
        line.execute("UPDATE audit SET act = 'sign_in' WHERE n = 1")
    assert main(["audit", "verify"]) == ExitCode.FAILED
    assert "row 1" in capsys.readouterr().out


def test_what_is_no_head_is_told_what_one_looks_like(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["audit", "verify", "--witness", "nonsense"])

    assert "a head is ROWS:HASH" in capsys.readouterr().err
