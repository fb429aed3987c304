"""`brobygger report`, on a folder of its own."""

import asyncio
from io import BytesIO, TextIOWrapper
from pathlib import Path
from sqlite3 import connect

import pytest

from chat.storage.store import Store
from config.command_line import main
from config.exit_code import ExitCode
from config.rehearsal.demo_past import a_half_year
from supervisor_console.reports.half_year import HalfYear
from tests.supervisor_console.reports.counted import keep, rating

SPRING = HalfYear(2025, 1)
SPAN = ["--from", "2025-01-01", "--to", "2025-06-30"]


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROBYGGER_DATA_DIR", str(tmp_path))
    assert main(["report", "half-years"]) == ExitCode.DONE  # makes database and key

    async def fill() -> None:
        store = Store(f"sqlite:///{tmp_path / 'brobygger.db'}")
        await keep(store, a_half_year(SPRING))
        await store.close()

    asyncio.run(fill())


def test_a_municipality_gets_its_report_in_each_form(counted: None, tmp_path: Path) -> None:
    begins = {"pdf": b"%PDF-", "xlsx": b"PK", "csv": b"\xef\xbb\xbf", "html": b"<!doctype"}
    for form, beginning in begins.items():
        file = tmp_path / f"report.{form}"
        words = [
            "report",
            "municipality",
            "--code",
            "751",
            *SPAN,
            "--format",
            form,
            "-o",
            str(file),
        ]

        assert main(words) == ExitCode.DONE
        assert file.read_bytes().startswith(beginning)
    with connect(tmp_path / "brobygger.db") as line:
        found = line.execute("SELECT subject FROM audit WHERE act = 'download_report' ORDER BY n")
        assert [one for (one,) in found] == [f"2025-H1 0751 {form}" for form in begins]


def test_what_cannot_be_reported_is_told_in_a_sentence(
    counted: None, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {
        ("municipality", "--code", "9999", *SPAN): "no municipality with the code 9999",
        ("municipality", "--code", "751", *SPAN[:3], "2025-06-29"): "a whole half-year",
        ("country", "--from", "2024-01-01", "--to", "2024-06-30"): "no report of 2024-H1",
    }
    for words, sentence in asked.items():
        assert main(["report", *words]) != ExitCode.DONE
        assert sentence in capsys.readouterr().err
    assert main(["report", "half-years"]) == ExitCode.DONE
    assert "2025-H1\t2025-01-01\t2025-06-30" in capsys.readouterr().out


def test_answers_for_research_need_two_supervisors(
    counted: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    passwords = {
        "vera": "en lampe i vinduet",
        "amina": "en båd ved broen",
        "jo": "tre gule huse ude",
    }
    for name, password in passwords.items():
        role = "counsellor" if name == "jo" else "supervisor"
        monkeypatch.setattr("sys.stdin", typed(password))
        words = ["add", "--role", role, "--name", name, "--username", name, "--password-stdin"]
        assert main(["staff", *words]) == ExitCode.DONE

    def asked(first: str, second: str, *said: str) -> int:
        monkeypatch.setattr("sys.stdin", typed("\n".join(said)))
        return main(["effect", "--half-year", "2025-H1", *names_of(first, second, tmp_path)])

    vera, amina, jo = passwords.values()
    for wrong in (
        ("vera", "vera", vera, vera),
        ("vera", "VERA", vera, vera),
        ("vera", "jo", vera, jo),
        ("vera", "amina", vera, jo),
        ("vera", "nobody", vera, vera),
    ):
        assert asked(*wrong) == ExitCode.FAILED
    assert "Two supervisors must agree" in capsys.readouterr().err
    assert not (tmp_path / "effect.zip").exists()
    assert asked("vera", "amina", vera, amina) == ExitCode.DONE
    assert (tmp_path / "effect.zip").read_bytes().startswith(b"PK")
    assert asked("amina", "vera", amina, vera) == ExitCode.DONE  # the same rows again
    more(tmp_path)
    assert asked("vera", "amina", vera, amina) == ExitCode.FAILED
    assert "was exported before" in capsys.readouterr().err
    assert main(["effect", "--half-year", "2999-H1", *names_of("vera", "amina", tmp_path)]) != 0
    assert "not over and counted yet" in capsys.readouterr().err
    for _ in range(2):
        assert asked("vera", "amina", jo, jo) == ExitCode.FAILED
    assert "Too many wrong passwords" in capsys.readouterr().err
    assert asked("vera", "amina", vera, amina) == ExitCode.FAILED
    assert "Try again in" in capsys.readouterr().err


def names_of(first: str, second: str, folder: Path) -> list[str]:
    return ["--first", first, "--second", second, "-o", str(folder / "effect.zip")]


def more(folder: Path) -> None:
    """Ten more answers of the half-year come in late."""

    async def fill() -> None:
        store = Store(f"sqlite:///{folder / 'brobygger.db'}")
        await keep(store, [], answers=[rating("2025-H1", 8, 5) for _ in range(10)])
        await store.close()

    asyncio.run(fill())


def typed(words: str) -> TextIOWrapper:
    return TextIOWrapper(BytesIO(f"{words}\n".encode()), encoding="utf-8")
