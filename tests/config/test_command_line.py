"""The command `brobygger`: what it answers, and with which exit code."""

import subprocess
import sys
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

import pytest

from config.command_line import COMMANDS, main
from config.exit_code import ExitCode


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BROBYGGER_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main([name, "--help"])

    assert ending.value.code == 0
    assert f"brobygger {name}" in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_file_of_its_name(name: str) -> None:
    module = import_module(f"config.command_line.{name.replace('-', '_')}")

    module.arguments(ArgumentParser())
    assert callable(module.run)


@pytest.mark.parametrize("words", [[], ["sreve"], ["serve", "--dmeo"], ["serve", "--port", "x"]])
def test_a_slip_is_bad_use(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(words)

    assert ending.value.code == ExitCode.BAD_USE


def test_two_processes_on_sqlite_are_refused_with_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["serve", "--workers", "2"]) == ExitCode.BAD_USE
    assert "SQLite is served by one process" in capsys.readouterr().err


def test_migrate_makes_the_database_and_may_be_said_again(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["migrate"]) == ExitCode.DONE
    assert main(["migrate"]) == ExitCode.DONE

    assert (data_folder / "brobygger.db").exists()
    assert "was up to date" in capsys.readouterr().out


def test_what_we_ship_is_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-config"]) == ExitCode.DONE
    assert "85 services" in capsys.readouterr().out


def test_a_wrong_policy_is_a_sentence_and_a_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("max_capacity: many", encoding="utf-8")
    monkeypatch.setenv("BROBYGGER_POLICY", str(file))

    assert main(["check-config"]) == ExitCode.BAD_SETTINGS
    assert capsys.readouterr().err.startswith(f"{file} line 1, max_capacity: ")


def test_the_doctor_names_what_is_wrong_and_goes_on(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BROBYGGER_PORT", "0")
    assert main(["migrate"]) == ExitCode.DONE
    (data_folder / "master.key").unlink()

    assert main(["doctor"]) == ExitCode.BAD_KEY
    told = capsys.readouterr().out
    assert "policy: in order" in told
    assert "database and key: The master key" in told


def test_help_loads_no_language_model() -> None:
    """`--help` must be quick: spaCy alone takes a second to import."""
    heavy = "{'spacy', 'sqlalchemy', 'aiohttp', 'pydantic'}"

    assert loaded_by("config.command_line", heavy) == "[]\n"


def test_what_only_some_houses_need_is_not_loaded_at_every_start() -> None:
    """Each of them takes a tenth of a second or two before anybody is listened to."""
    some = "{'alembic', 'apprise', 'fpdf', 'holidays', 'numpy', 'redis', 'spacy', 'xlsxwriter'}"

    assert loaded_by("config.application", some) == "[]\n"


def loaded_by(module: str, asked: str) -> str:
    """Return which of the asked a new process has loaded once it has imported this module."""
    code = f"import sys, {module}; print(sorted({asked} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return found.stdout
