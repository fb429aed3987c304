"""Every rule of the lexicon meets something in the open text, or says why it is there."""

from pathlib import Path

import pytest

from triage.assessing import Assessor
from triage.heard import open_texts, unexplained, unheard
from triage.lexicon import read_lexicon
from triage.lexicon_file import LexiconError
from triage.reading import Reader

TEXT = Path(__file__).parents[2] / "config/triage_text"
SMALL = """
kind: theme
about: A test.
entries:
  - id: test.wish
    level: 2
    topics: [suicide]
    why: {da: Hvorfor., en: Why.}
    patterns: [jeg vil dø]
    hits: [jeg vil dø]
    misses: [jeg vil sove]
"""
FIGURE = """
kind: figures
about: A test.
figures:
  - id: figure.laughing
    up_to: 4
    patterns: [jeg vil dø af grin]
    hits: [jeg vil dø af grin]
    misses: [jeg vil dø]
"""
REASON = "    unheard: A night nurse told us so.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    words = 'version: "1"\nfillers: [bare]\nstops: [ikke]\nvariants: {jeg: [jg]}\nclasses: {a: [b]}'
    (tmp_path / "words.yaml").write_text(words, encoding="utf-8")
    (tmp_path / "figures.yaml").write_text(FIGURE, encoding="utf-8")
    (tmp_path / "test.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def test_every_rule_meets_something_in_the_open_text_or_says_why_not(assessor: Assessor) -> None:
    assert unexplained(assessor.reader, open_texts(TEXT)) == []


def test_what_is_kept_aside_is_no_open_text() -> None:
    aside = (TEXT / "aside/kept_aside.jsonl").read_text(encoding="utf-8")
    read = set(open_texts(TEXT))

    assert len(read) > 12_000
    assert not any(f'"text": "{text}"' in aside for text in read if len(text) > 30)


def test_a_rule_that_a_figure_of_speech_keeps_quiet_is_not_heard(folder: Path) -> None:
    reader = Reader.of(read_lexicon(folder))

    assert [rule.id for rule in unheard(reader, ["jeg vil dø af grin"])] == ["test.wish"]
    assert unheard(reader, ["jg vil bare dø", "jeg vil dø af grin"]) == []


def test_a_rule_that_is_not_heard_is_named_by_file_and_line(folder: Path) -> None:
    reader = Reader.of(read_lexicon(folder))

    (said,) = unexplained(reader, ["jeg vil dø af grin"])

    assert said.startswith("test.yaml, line 5, entries: test.wish: nothing in the open text")


def test_a_reason_is_enough_until_it_is_no_longer_true(folder: Path) -> None:
    (folder / "test.yaml").write_text(SMALL + REASON, encoding="utf-8")
    reader = Reader.of(read_lexicon(folder))

    assert unexplained(reader, ["jeg vil dø af grin"]) == []
    (said,) = unexplained(reader, ["jeg vil dø", "jeg vil dø af grin"])
    assert "take `unheard` out" in said


@pytest.mark.parametrize("reason", ["", "rare", "nobody says so", "[a, b]"])
def test_a_reason_is_a_sentence(folder: Path, reason: str) -> None:
    (folder / "test.yaml").write_text(SMALL + f"    unheard: {reason}\n", encoding="utf-8")

    with pytest.raises(LexiconError, match=r"test.yaml, line 12, entries.unheard: "):
        read_lexicon(folder)
