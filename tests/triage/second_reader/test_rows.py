"""Rows are looked up by name as they are by feature."""

from hypothesis import given
from hypothesis import strategies as st

from triage.second_reader.features import across
from triage.second_reader.reader import SecondReader
from triage.second_reader.wording import pieces

WORDS = st.sampled_from("jeg vil ikke dø nu mor far slår mig låst aldrig mere pizza x i".split())


@given(st.lists(WORDS, max_size=24).map(" ".join))
def test_the_rows_across_words_are_those_of_their_features(second: SecondReader, text: str) -> None:
    row_of = second.table.row_of

    for words in pieces(text):
        named = across(words, second.families)
        assert list(second.lookup.across(words)) == [row_of[one] for one in named if one in row_of]
