"""`brobygger triage` at the terminal: what it prints, and how it ends."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.command_line import main

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "config"


def test_one_text_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["triage", "--explain", "jeg vil bare dø"]) == 0

    assert "suicide.wish_to_die" in capsys.readouterr().out


def test_the_readme_shows_what_an_explanation_says(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r'^\$ \S+ triage --explain "(.+)"\n([^`]+)```$', readme, re.MULTILINE)
    assert shown
    text, example = shown.groups()

    assert main(["triage", "--explain", text]) == 0
    said = iter(capsys.readouterr().out.splitlines())

    for line in filter(None, example.splitlines()):  # abridged there, but in the same order
        assert line in said, line


@pytest.mark.parametrize(
    "words",
    [("--explain", "jeg vil bare dø"), ("evaluate", "config/triage_text/aside/kept_aside.jsonl")],
)
def test_whoever_has_heard_enough_ends_it_without_a_complaint(words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    ended = subprocess.run(
        [sys.executable, "-m", "config", "triage", "--alone", *words],
        cwd=CONFIG.parent,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert (ended.returncode, ended.stderr) == (141, b"")


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


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with two authors of a few lines, plain lines, and a second reader's folder."""
    (tmp_path / "authors").mkdir()
    for name in ("part_a", "part_b"):
        lines = (CONFIG / f"triage_text/train/{name}.jsonl").read_text(encoding="utf-8")
        some = "\n".join(lines.splitlines()[:60])
        (tmp_path / f"authors/{name}.jsonl").write_text(some, encoding="utf-8")
    plain = [{"text": f"Vi cyklede {number} km i dag.", "mentions": []} for number in range(40)]
    (tmp_path / "plain.jsonl").write_text("\n".join(map(json.dumps, plain)), encoding="utf-8")
    (tmp_path / "reader").mkdir()
    shutil.copy(CONFIG / "reader/families.yaml", tmp_path / "reader")
    return tmp_path


def test_training_writes_a_table_that_reads(
    capsys: pytest.CaptureFixture[str], small: Path
) -> None:
    train = ["triage", "train", "--authors", str(small / "authors")]
    reader = ["--reader", str(small / "reader")]

    assert main([*train, *reader, "--corpus", str(small / "plain.jsonl")]) == 0
    assert "authors/part_b.jsonl" in capsys.readouterr().out
    assert main(["triage", *reader, "--explain", "jeg vil bare dø"]) == 0
    assert "second reader: level>=1" in capsys.readouterr().out


def test_training_without_plain_lines_says_so(
    capsys: pytest.CaptureFixture[str], small: Path
) -> None:
    train = ["triage", "train", "--authors", str(small / "authors")]
    reader = ["--reader", str(small / "reader")]

    assert main([*train, *reader, "--corpus", str(small / "no such file")]) == 0
    assert "plain corpus is not here" in capsys.readouterr().err


def test_one_command_prints_every_figure(capsys: pytest.CaptureFixture[str], small: Path) -> None:
    measure = ["triage", "evaluate", "--authors", str(small / "authors"), "--growth", "40"]

    assert main([*measure, "--corpus", str(small / "plain.jsonl")]) == 0

    told = capsys.readouterr().out
    rows = [line.split("|")[1].strip() for line in told.splitlines() if line.startswith("| ")]
    for row in (
        *("recall, level >= 2 given >= 2", "recall, level 4 given >= 3"),
        *("false alarms: level 0 given >= 2", "recall, indirect and euphemistic"),
        *("explicit risk put below elevated by a context rule", "topics, macro-F1"),
        *("acute: recall", "acute: false marks on not acute", "part_a", "part_b"),
        *("of level >= 2: given >= 2 in time", "corpus, the half not trained on"),
        *("a message up to 200 characters, new, CPU", "4,000 characters, new, CPU"),
        *("a message up to 200 characters, read again, CPU", "4,000 characters, read again, CPU"),
        *("start-up, CPU", "memory once loaded", "growth over 40 random messages"),
        *("0.9-1.0", "suicide"),
    ):
        assert row in rows
    # Two places would round 0.597 up to the floor.
    mean = r"0\.\d{3} \[0\.\d{3}, 0\.\d{3}\]"
    assert re.search(rf"^\| topics, macro-F1 \| {mean} \| {mean} \|", told, re.MULTILINE)


def test_without_second_reader_the_rules_explain_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["triage", "--alone", "--explain", "jeg vil bare dø"]) == 0

    assert "second reader" not in capsys.readouterr().out


def test_a_broken_table_ends_it_in_a_sentence(
    capsys: pytest.CaptureFixture[str], small: Path
) -> None:
    (small / "reader/danish.txt").write_text("jeg\n", encoding="utf-8")
    (small / "reader/table.bin").write_bytes(b"x")

    assert main(["triage", "--reader", str(small / "reader"), "--explain", "hej"]) == 3
    assert "no table of the second reader" in capsys.readouterr().err


def test_a_broken_lexicon_ends_it_with_file_and_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "words.yaml").write_text("version: '1'\n", encoding="utf-8")

    assert main(["triage", "--lexicon", str(tmp_path), "--explain", "hej"]) == 3
    assert "words.yaml, line 1" in capsys.readouterr().err


def test_the_lexicon_is_tried_on_the_open_text(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, lexicon = tmp_path / "text", tmp_path / "lexicon"
    for folder in (text / "dev", text / "train", lexicon):
        folder.mkdir(parents=True)
    for name in ("dev/conversations.jsonl", "dev/messages.jsonl", "dev/danish_everyday.txt"):
        (text / name).touch()
    words = 'version: "1"\nfillers: [bare]\nstops: [ikke]\nvariants: {jeg: [jg]}\nclasses: {a: [b]}'
    (lexicon / "words.yaml").write_text(words, encoding="utf-8")
    rule = (
        "kind: theme\nabout: A test.\nentries:\n  - {id: test.wish, level: 2, topics: [suicide],"
        " why: {da: Hvorfor., en: Why.}, patterns: [jeg vil dø], hits: [jeg vil dø], misses: [nej]}"
    )
    (lexicon / "test.yaml").write_text(rule, encoding="utf-8")
    monkeypatch.setattr("config.command_line.triage.TEXT", text)
    check = ["triage", "--alone", "--lexicon", str(lexicon), "lexicon", "check"]

    assert main(check) == 3
    assert "test.yaml, line 4, entries: test.wish: nothing" in capsys.readouterr().err
    (text / "train/part_a.jsonl").write_text('{"text": "jg vil bare dø"}\n', encoding="utf-8")
    assert main(check) == 0
    assert "1 of them meet something in the open text, 0 say" in capsys.readouterr().out
    assert main(check[:-1]) == 2
    assert "triage lexicon check" in capsys.readouterr().err
