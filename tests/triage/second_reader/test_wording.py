"""How the second reader sees a text: folded, in pieces, and each word in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.second_reader.wording import fold, pieces, placed_piece


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("dø", "do"),
        ("doe", "do"),
        ("dö", "do"),
        ("går", "gar"),
        ("gaar", "gar"),
        ("være", "vaere"),
        ("neeeej", "nej"),
        ("s3lvm0rd", "selvmord"),
        ("d\u0336ø\u0336", "do"),
        ("ѕеlvmord", "selvmord"),
        ("ke'", "ke"),
        ("112", "#"),
        ("16å", "#"),
    ],
)
def test_spelling_is_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_text_is_read_sentence_by_sentence() -> None:
    assert pieces("Hej! Er du der?\njeg venter... ok") == [
        ["hej", "!"],
        ["er", "du", "der", "?"],
        ["jeg", "venter", "..."],
        ["ok"],
    ]


@pytest.mark.parametrize("text", ["s e l v m o r d", "s.e.l.v.m.o.r.d", "s-e-l-v-m-o-r-d"])
def test_letters_set_apart_are_put_together(text: str) -> None:
    assert pieces(text) == [["selvmord"]]


def test_a_wider_gap_parts_words_written_letter_by_letter() -> None:
    assert pieces("j e g   v i l   d ø") == [["jeg", "vil", "do"]]


def test_words_know_where_they_stand_behind_emoji() -> None:
    text = "😀😀 jeg vil d\u0336ø\u0336 nu"

    piece = placed_piece(text, 0)

    assert piece.words == ["😀", "😀", "jeg", "vil", "do", "nu"]
    assert [text[start:end] for start, end in piece.places][2:] == [
        *("jeg", "vil", "d\u0336ø\u0336", "nu")
    ]


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from(["s e l v", "d ø", "j.e.g", "vil", "!", "\n", "…"])).map(" ".join),
    )
)
def test_with_and_without_places_the_words_are_the_same(text: str) -> None:
    for at, words in enumerate(pieces(text)):
        piece = placed_piece(text, at)

        assert piece.words == words
        assert all(0 <= start < end <= len(text) for start, end in piece.places)


@given(st.text(alphabet="abcæøå .!?\n", max_size=100), st.text(max_size=100))
def test_what_stands_on_another_line_changes_no_piece(one: str, other: str) -> None:
    assert pieces(f"{one}.\n{other}") == pieces(f"{one}.\n") + pieces(other)
