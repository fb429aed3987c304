"""How words are recognised however they are written, and where they stand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.assessing import Assessor
from triage.spelling import small


@pytest.mark.parametrize(
    "text",
    [
        "jeg vil gerne dø",
        "JEG VIL GERNE DØ",
        "jeg vil gerne doe",
        "jeg vil gerne død",
        "jg vil gern døøøøø",
        "jeeeg viiil bare dø",
        "jeg vil gerne d\u00f8\u0336",
        "jeg vil\u200b gerne d\u200dø",
        "jeg vil gerne dо\u0435",
        "j e g  v i l  d ø",
        "jeg.vil.dø",
        "jeg vil, altså bare, dø",
        "jeg vil... dø",
        "jeg vil\ngerne\ndø",
        "jeg vil 😔😔 gerne 🖤 dø",
        "jeg komma vil gerne dø punktum",
    ],
)
def test_a_wish_is_read_however_it_is_spelled(assessor: Assessor, text: str) -> None:
    assert assessor.assess(text).level >= 2


@pytest.mark.parametrize(
    "text", ["s e l v m o r d i dag", "s.e.l.v.m.o.r.d i dag", "s3lvm0rd i dag", "selvm*rd i dag"]
)
def test_a_hidden_word_is_still_that_word(assessor: Assessor, text: str) -> None:
    assert assessor.assess(text).level == 4


@pytest.mark.parametrize("before", ["", "😔😔 ", "👩‍👩‍👧 hej. ", "İ ", "e\u0301 ", "\u202e ", "ﬁ "])
def test_marks_stand_on_the_right_words_of_the_original(assessor: Assessor, before: str) -> None:
    text = before + "jeg vil bare gerne dø 🥀"
    composed = unicodedata.normalize("NFC", text)

    (span,) = assessor.assess(text).spans

    assert composed[span.start : span.end] == "jeg vil bare gerne dø"


def test_a_word_spelled_out_is_marked_from_its_first_letter_to_its_last(assessor: Assessor) -> None:
    text = "🙃 har tanker om s e l v m o r d, ok"

    (span,) = assessor.assess(text).spans

    assert text[span.start : span.end].endswith("s e l v m o r d")


def test_a_sentence_ends_a_pattern(assessor: Assessor) -> None:
    assert assessor.assess("det vil jeg. dø er et ord med to bogstaver").level == 0


@given(st.text())
def test_small_letters_keep_their_places(text: str) -> None:
    assert len(small(text)) == len(text)


@given(text=st.text(max_size=200))
def test_every_symbol_has_a_place(assessor: Assessor, text: str) -> None:
    lowered = small(text)
    spelling = assessor.reader.spelling

    symbols, places = spelling.symbols(lowered), spelling.places(lowered)

    assert len(symbols) == len(places)
    assert all(0 <= start <= end <= len(text) for start, end in places)


@pytest.mark.parametrize(("word", "other"), [("kassen", "klassen"), ("maden", "måden")])
def test_a_word_by_itself_is_no_other_word_misspelled(
    assessor: Assessor, word: str, other: str
) -> None:
    spelling = assessor.reader.spelling

    assert other not in spelling.meanings[spelling.symbols(word)[1]]
    assert other in spelling.meanings[spelling.symbols(other)[1]]


def test_a_picture_is_read_where_the_lexicon_knows_it(assessor: Assessor) -> None:
    assert assessor.assess("jeg har gemt 💊 under sengen").level == 3
    assert assessor.assess("jeg har gemt 🎁 under sengen").level == 0
