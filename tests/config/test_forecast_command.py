"""`brobygger forecast`, on a folder of its own."""

import asyncio
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from chat.domain.arrivals import name_of
from chat.domain.opening_hours import DENMARK
from chat.storage.store import Store
from config.command_line import main
from config.exit_code import ExitCode
from tests.supervisor_console.reports.counted import contact, keep

NEW_YEAR = ["--from", f"{date.today().year + 1}-01-01"]  # noqa: DTZ011 - far from any midnight


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BROBYGGER_DATA_DIR", str(tmp_path))
    assert main(["report", "half-years"]) == ExitCode.DONE  # makes database and key
    return tmp_path


@pytest.fixture
def counted(folder: Path) -> None:
    today = datetime.now(UTC).astimezone(DENMARK).date()
    weeks = [name_of(today - timedelta(weeks=n)) for n in range(1, 13)]
    rows = [
        contact(week, hour_band=band)
        for week in weeks
        for band in ("12-16", "16-20", "20-24")
        for _ in range(28)
    ]

    async def fill() -> None:
        store = Store(f"sqlite:///{folder / 'brobygger.db'}")
        await keep(store, rows)
        await store.close()

    asyncio.run(fill())


def test_a_week_is_printed_hour_by_hour(counted: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", *NEW_YEAR]) == ExitCode.DONE

    heads, *rows = capsys.readouterr().out.splitlines()
    assert "01 Jan*" in heads
    assert heads.count("*") == 1
    assert [row[:2] for row in rows[:15]] == [f"{hour:02}" for hour in (0, 1, *range(11, 24))]
    assert rows[9].split() == ["18", *["1.0", "(0-2)", "3"] * 7]
    assert rows[-2].startswith("In all 84 conversations, ")
    assert rows[-1].startswith("From 1008 contacts in 12 weeks; a talk takes 45 min; nobody is")


def test_a_program_reads_it_as_json(counted: None, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["forecast", "--json", "--weeks", "8", "--target", "1"]
    assert main(words) == ExitCode.DONE
    soon = json.loads(capsys.readouterr().out)
    assert main([*words[:-1], "60"]) == ExitCode.DONE
    late = json.loads(capsys.readouterr().out)

    assert (soon["weeks"], soon["contacts"]) == (8, 672)
    assert (soon["target_s"], late["target_s"]) == (60, 3600)
    assert len(soon["hours"]) == 7 * 15
    needed = [sum(hour["counsellors"] for hour in one["hours"]) for one in (soon, late)]
    assert needed[0] > needed[1]


def test_an_empty_house_says_so_in_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["forecast"], ["forecast", "--json"]):
        assert main(words) == ExitCode.FAILED
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err == (
            "There is too little to reckon a forecast from: 0 contacts in 0 whole weeks. "
            "It takes 40 in 4.\n"
        )


@pytest.mark.parametrize(
    "words",
    [
        ["--from", "monday"],
        ["--weeks", "3"],
        ["--weeks", "x"],
        ["--target", "0"],
        ["--target", "-5"],
    ],
)
def test_bad_use_is_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["forecast", *words])

    assert ended.value.code == ExitCode.BAD_USE
    assert "error: argument" in capsys.readouterr().err
