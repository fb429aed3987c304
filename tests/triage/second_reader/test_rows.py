"""Rows are looked up by name as they are by feature."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from triage.second_reader.features import APART, across, between
from triage.second_reader.reader import SecondReader
from triage.second_reader.wording import pieces

WORDS = st.sampled_from("jeg vil ikke dø nu mor far slår mig låst aldrig mere pizza & x i".split())


@given(st.lists(WORDS, max_size=24).map(" ".join))
def test_the_rows_across_words_are_those_of_their_features(second: SecondReader, text: str) -> None:
    row_of = second.table.row_of

    for words in pieces(text):
        named = across(words, second.families)
        assert list(second.lookup.across(words)) == [row_of[one] for one in named if one in row_of]


@given(st.lists(WORDS, max_size=24).map(" ".join))
def test_each_row_is_placed_wherever_its_feature_is(second: SecondReader, text: str) -> None:
    row_of, of = second.table.row_of, second.families.of

    for words in pieces(text):
        named = [
            (one, at, at + 1) for at, two in enumerate(pairwise(words)) for one in between(*two)
        ]
        named += [("=" + " ".join(words[at : at + 3]), at, at + 2) for at in range(len(words) - 2)]
        for last, second_word in enumerate(words):
            for first in range(max(0, last - APART), last):
                sign = " " if first == last - 1 else ">"
                named += [
                    (f"&{one}{sign}{other}", first, last)
                    for one in of(words[first])
                    for other in of(second_word)
                ]
        assert list(second.lookup.placed_across(words)) == [
            (row_of[one], first, last) for one, first, last in named if one in row_of
        ]
