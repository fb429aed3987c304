"""Trying a sentence: what each word is read as, what hits, what is cleared, what is near."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_console.workbench.trying import Bench
from triage.assessing import Assessor

LEXICON = """\
kind: theme
about: For the tests.
entries:
  - id: test.lantern
    level: 3
    topics: [suicide]
    why: {da: Skriver om lanternen., en: Writes of the lantern.}
    patterns: [jeg slukker (lanternen | lyset)]
    hits: [jeg slukker lyset]
    misses: [jeg tænder lyset]
  - id: test.die
    level: 2
    topics: [suicide]
    why: {da: Skriver om at dø., en: Writes of dying.}
    patterns: [jeg dør]
    hits: [jeg dør]
    misses: [jeg sover]
"""
FIGURES = """\
kind: figures
about: For the tests.
figures:
  - id: test.laughing
    up_to: 2
    patterns: [dør af grin]
    hits: [jeg dør af grin]
    misses: [jeg dør af skam]
"""
WORDS = """\
version: "1"
classes: {jeg: [jeg, jæ]}
variants: {slukker: [slykker]}
fillers: [bare]
stops: [ikke]
"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "words.yaml").write_text(WORDS, encoding="utf-8")
    (folder / "theme.yaml").write_text(LEXICON, encoding="utf-8")
    (folder / "figures.yaml").write_text(FIGURES, encoding="utf-8")
    return Bench.of(Assessor.load(folder))


def test_each_word_says_what_it_is_read_as(bench: Bench) -> None:
    words = bench.try_out("Jeg slykker bare IKKE månen!").words

    assert [(one.written, one.known) for one in words] == [
        ("Jeg", "known"),
        ("slykker", "known"),
        ("bare", "filler"),
        ("IKKE", "negation"),
        ("månen", "unknown"),
        ("!", "sign"),
    ]
    assert words[1].read_as == ("slukker",)


def test_what_hits_says_where_and_why(bench: Bench) -> None:
    text = "ok 🙃 jeg slukker lyset"
    spans = bench.try_out(text).verdict.spans

    assert [(one.rule, text[one.start : one.end], one.why) for one in spans] == [
        ("test.lantern", "jeg slukker lyset", "Skriver om lanternen.")
    ]


def test_a_word_away_is_near_and_says_which_word(bench: Bench) -> None:
    tried = bench.try_out("jeg slukker månen i aften")

    assert [(one.rule, one.word, one.words, one.example) for one in tried.near] == [
        ("test.lantern", "månen", "jeg slukker månen", "jeg slukker lyset")
    ]
    assert tried.verdict.level == 0


def test_what_hits_is_not_near_and_two_words_away_is_far(bench: Bench) -> None:
    assert not bench.try_out("jeg slukker lyset").near
    assert not bench.try_out("jeg puster månen").near


def test_a_figure_of_speech_is_named_beside_what_it_clears(bench: Bench) -> None:
    tried = bench.try_out("hun så mig, jeg dør af grin")

    assert [(one.rule, one.words, one.figure) for one in tried.cleared] == [
        ("test.die", "jeg dør", "test.laughing")
    ]
    assert not tried.verdict.spans
    assert not bench.try_out("jeg dør af skam").cleared


pieces = st.sampled_from(["jeg", "dør", "af", "grin", "slukker", "lyset", ".", "🙃", "j", "e", "g"])


@settings(max_examples=200)
@given(st.text(max_size=60) | st.lists(pieces).map(" ".join))
def test_any_text_is_tried_as_the_chat_would_read_it(bench: Bench, text: str) -> None:
    tried = bench.try_out(text)

    assert tried.verdict == bench.assessor.assess(text)
    hit = {one.rule for one in tried.verdict.spans}
    assert not hit & {one.rule for one in tried.near}
    assert not hit & {one.rule for one in tried.cleared} or tried.verdict.labels
