"""Our lexicon keeps its word, and a broken one is refused with file, line and key."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from triage.assessing import Assessor
from triage.lexicon import read_lexicon
from triage.lexicon_check import matches
from triage.lexicon_file import LexiconError

OURS = Path(__file__).parents[2] / "config" / "lexicon"
RULES = read_lexicon(OURS).rules
WORDS = """
version: "1"
fillers: [bare]
stops: [ikke]
variants: {jeg: [jg]}
classes: {doe: [dø]}
"""
THEME = """
kind: theme
about: A test.
entries:
  - id: test.wish
    level: 2
    topics: [suicide]
    why: {da: Hvorfor., en: Why.}
    patterns:
      - "jeg vil {doe}"
    hits:
      - jeg vil dø
    misses:
      - jeg vil sove
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words.yaml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "test.yaml").write_text(THEME, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_holds_to_its_examples(assessor: Assessor, rule: object) -> None:
    ours = next(one for one in assessor.lexicon.rules if one.id == getattr(rule, "id", ""))

    assert ours.hits
    assert ours.misses
    assert all(matches(assessor.reader, ours, example) for example in ours.hits)
    assert not any(matches(assessor.reader, ours, example) for example in ours.misses)


def test_every_reason_is_one_sentence_in_both_languages() -> None:
    weights = [rule.weight for rule in RULES if rule.weight]
    weights += [weight for rule in RULES for weight in (rule.answers or {}).values()]

    for weight in weights:
        for why in (weight.why_da, weight.why_en):
            assert why.endswith(".")
            assert why.count(".") == 1


def test_no_pattern_is_written_twice_at_one_level() -> None:
    patterns = Counter((pattern, rule.id) for rule in RULES for pattern in rule.patterns)

    assert [pattern for pattern, times in patterns.items() if times > 1] == []


def test_a_figure_never_clears_what_is_under_way(assessor: Assessor) -> None:
    denials = [rule for rule in RULES if rule.id == "figure.denial"]

    assert [int(rule.up_to) for rule in denials] == [2]
    assert (
        assessor.assess("jeg har ikke selvmordstanker, men jeg har taget alle pillerne").level == 4
    )


def test_a_small_lexicon_reads(folder: Path) -> None:
    small = Assessor.load(folder)

    assert small.assess("jg vil bare dø").level == 2
    assert small.assess("jeg vil").level == 0


def test_the_version_changes_with_any_file(folder: Path) -> None:
    before = read_lexicon(folder).version
    (folder / "test.yaml").write_text(THEME + "# a note\n", encoding="utf-8")

    assert before.startswith("1+")
    assert read_lexicon(folder).version != before


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("level: 2", "level: 5", "test.yaml, line 6, entries.level: '5' is none of"),
        ("topics: [suicide]", "topics: [sadness]", "line 7, entries.topics: 'sadness' is none of"),
        ("topics: [suicide]", "topics: []", "line 7, entries.topics: a list with at least one"),
        ("    level: 2\n", "", "line 5, entries: 'level' is missing"),
        ("    level: 2\n", "    level: 2\n    colour: red\n", "line 7, entries.colour: 'colour'"),
        ("    level: 2\n", "    level: 2\n    level: 2\n", "entries.level: stands here twice"),
        ("id: test.wish", "id: Test Wish", "line 5, entries.id: 'Test Wish' is no name"),
        ('"jeg vil {doe}"', '"jeg vil {live}"', "test.wish: there is no word class {live}"),
        ('"jeg vil {doe}"', '"jeg (vil {doe}"', "never closed"),
        (
            "      - jeg vil dø",
            "      - jeg vil dykke",
            "line 12, entries.hits: test.wish: 'jeg vil",
        ),
        ("      - jeg vil sove", "      - jeg vil dø nu", "line 14, entries.misses: test.wish:"),
        ("      - jeg vil dø", "      - jeg vil dø kl #", "test.yaml, line 12: with a # in it"),
        ("kind: theme", "kind: poem", "line 2, kind: 'poem' is none of"),
        (
            "why: {da: Hvorfor., en: Why.}",
            "why: {da: Hvorfor.}",
            "line 8, entries.why: 'en' is miss",
        ),
        ("entries:", "entries: [", "this is not YAML"),
    ],
)
def test_a_broken_file_is_named_by_file_line_and_key(
    folder: Path, old: str, new: str, says: str
) -> None:
    assert old in THEME
    (folder / "test.yaml").write_text(THEME.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(LexiconError) as refused:
        Assessor.load(folder)

    assert "test.yaml" in str(refused.value)
    assert says in str(refused.value)


def test_an_id_stands_once_in_all_files(folder: Path) -> None:
    shutil.copy(folder / "test.yaml", folder / "zebra.yaml")

    with pytest.raises(LexiconError, match=r"zebra.yaml, line 5.*stands in test.yaml too"):
        read_lexicon(folder)


def test_a_folder_without_words_is_no_lexicon(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"no words.yaml"):
        read_lexicon(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"- a\n- b\n", b"{"])
def test_a_file_that_is_no_mapping_is_refused(folder: Path, content: bytes) -> None:
    (folder / "test.yaml").write_bytes(content)

    with pytest.raises(LexiconError, match=r"test.yaml"):
        read_lexicon(folder)
