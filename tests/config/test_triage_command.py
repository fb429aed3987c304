"""`brobygger triage` at the terminal: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest

from config.command_line import main


def test_one_text_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["triage", "--explain", "jeg vil bare dø"]) == 0

    assert "suicide.wish_to_die" in capsys.readouterr().out


def test_a_labelled_file_is_measured(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text(json.dumps({"text": "hej", "level": 0}) + "\n", encoding="utf-8")

    assert main(["triage", "evaluate", str(file)]) == 0
    assert "labelled.jsonl\t1 messages" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "x\n", '{"text": "hej"}\n', "[]\n"])
def test_what_cannot_be_measured_is_said_in_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "labelled.jsonl"
    if content is not None:
        file.write_text(content, encoding="utf-8")

    assert main(["triage", "evaluate", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_measuring_nothing_is_bad_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["triage", "evaluate"]) == 2
    assert "at least one file" in capsys.readouterr().err


def test_a_broken_lexicon_ends_it_with_file_and_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "words.yaml").write_text("version: '1'\n", encoding="utf-8")

    assert main(["triage", "--lexicon", str(tmp_path), "--explain", "hej"]) == 3
    assert "words.yaml, line 1" in capsys.readouterr().err
