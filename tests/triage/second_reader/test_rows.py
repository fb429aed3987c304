"""Rows are looked up by name as they are by feature."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from triage.second_reader.features import APART, across
from triage.second_reader.reader import SecondReader
from triage.second_reader.rows import RowPlace
from triage.second_reader.wording import pieces

WORDS = st.sampled_from("jeg vil ikke dø nu mor far slår mig låst aldrig mere pizza & x i".split())


@given(st.lists(WORDS, max_size=24).map(" ".join))
def test_the_rows_across_words_are_those_of_their_features(second: SecondReader, text: str) -> None:
    row_of = second.table.row_of

    for words in pieces(text):
        named = across(words, second.scale.families)
        assert list(second.scale.lookup.across(words)) == [
            row_of[one] for one in named if one in row_of
        ]


@given(st.lists(WORDS, max_size=24).map(" ".join))
def test_each_row_is_placed_wherever_its_feature_is(second: SecondReader, text: str) -> None:
    row_of, families = second.table.row_of, second.scale.families

    for words in pieces(text):
        expected: set[RowPlace] = set()
        for first, last in combinations(range(len(words)), 2):
            one, other = words[first], words[last]
            named = list(across((one, other), families)) if last - first == 1 else []
            if last - first == 2:
                named.append("=" + " ".join(words[first : last + 1]))
            if 1 < last - first <= APART:
                named += [f"&{a}>{b}" for a in families.of(one) for b in families.of(other)]
            expected |= {(row_of[name], first, last) for name in named if name in row_of}
        assert set(second.scale.lookup.placed_across(words)) == expected
