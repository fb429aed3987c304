"""The automaton, against plain regular expressions that say the same."""

import gc
import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.finding import SKIP, STOP, Back, Finder, State
from triage.grammar import EDGE, Net, PatternError
from triage.merging import merge

MEANINGS = tuple(frozenset(words) for words in ((), "a", "b", "c", "ab", SKIP, {EDGE}, ("c", STOP)))
A, B, C, AB, FILLER, END, NEVER = range(1, 8)


def finder(*patterns: str) -> Finder:
    net = Net({"either": ("a", "b c")})
    for rule, pattern in enumerate(patterns):
        net.add(pattern, rule)
    return Finder(merge(net), MEANINGS)


def matches(pattern: str, *symbols: int) -> list[tuple[int, int]]:
    one = finder(pattern)
    return [(one.start(symbols, 0, end), end) for end, _ in one.ends(symbols)]


def test_a_word_is_found_wherever_it_stands() -> None:
    assert matches("a", B, A, C, A) == [(1, 1), (3, 3)]


def test_alternatives_and_options() -> None:
    assert matches("a [b] (c | a)", A, C) == [(0, 1)]
    assert matches("a [b] (c | a)", A, B, C) == [(0, 2)]
    assert matches("a [b] (c | a)", A, B, B) == []


def test_a_class_stands_for_its_phrases() -> None:
    assert matches("{either} a", B, C, A) == [(0, 2)]
    assert matches("{either} a", A, A) == [(0, 1)]


def test_a_gap_goes_over_any_words_but_not_over_a_negation_or_the_end_of_the_sentence() -> None:
    assert matches("a ..2 c", A, 0, B, C) == [(0, 3)]
    assert matches("a ..2 c", A, 0, 0, 0, C) == []
    assert matches("a ..2 b", A, NEVER, B) == []
    assert matches("a ..2 b", A, END, B) == []


def test_fillers_need_not_be_written() -> None:
    assert matches("a b", A, FILLER, FILLER, B) == [(0, 3)]
    assert matches("a b", A, C, B) == []


def test_what_a_mark_leans_on_is_not_marked() -> None:
    assert matches("<a> b c", A, B, C) == [(1, 2)]
    assert matches("<a> b c", B, C) == []


def test_a_word_that_may_be_two_words_is_both() -> None:
    assert matches("a c", AB, C) == [(0, 1)]
    assert matches("b c", AB, C) == [(0, 1)]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("a (b", "never closed"),
        ("a b)", "closes nothing"),
        ("{nobody} a", "no word class"),
        ("[a]", "empty text"),
        ("a & b", "no meaning"),
    ],
)
def test_a_broken_pattern_says_what_is_wrong(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError, match=reason):
        finder(pattern)


def test_classes_in_a_circle_are_noticed() -> None:
    net = Net({"one": ("{other}",), "other": ("{one}",)})

    with pytest.raises(PatternError, match="circle"):
        net.add("{one}", 0)


patterns = st.recursive(
    st.sampled_from("abc"),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} | {two[1]})"),
        inner.map(lambda one: f"a [{one}]"),
        inner.map(lambda one: f"{one} ..1 b"),
    ),
    max_leaves=8,
)


@given(st.lists(patterns, min_size=1, max_size=4), st.text("abc", max_size=12))
def test_all_patterns_at_once_find_what_each_finds_alone(several: list[str], text: str) -> None:
    symbols = [" abc".index(letter) for letter in text]
    found = {(rule, end) for end, rules in finder(*several).ends(symbols) for rule in rules}

    expected = {
        (rule, end)
        for rule, pattern in enumerate(several)
        for end in range(len(text))
        for start in range(end + 1)
        if re.fullmatch(as_regex(pattern), text[start : end + 1])
    }

    assert found == expected


@given(patterns, st.text("abc", max_size=12))
def test_a_match_begins_where_its_longest_form_begins(pattern: str, text: str) -> None:
    symbols = [" abc".index(letter) for letter in text]
    one = finder(pattern)

    for end, _ in one.ends(symbols):
        longest = min(
            start
            for start in range(end + 1)
            if re.fullmatch(as_regex(pattern), text[start : end + 1])
        )
        assert one.start(symbols, 0, end) == longest


@given(
    pattern=patterns,
    texts=st.lists(st.text("abc", min_size=1, max_size=8), max_size=5),
    forgetful=st.booleans(),
)
def test_what_was_walked_before_changes_nothing(
    pattern: str, texts: list[str], *, forgetful: bool
) -> None:
    one = finder(pattern)
    with pytest.MonkeyPatch.context() as patched:
        if forgetful:
            patched.setattr("triage.finding._MOST_STATES", 1)
        for text in texts:
            symbols = [" abc".index(letter) for letter in text]
            ends = one.ends(symbols)

            assert ends == finder(pattern).ends(symbols)
            assert all(
                one.start(symbols, 0, end) == finder(pattern).start(symbols, 0, end)
                for end, _ in ends
            )


def test_what_is_forgotten_is_freed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("triage.finding._MOST_STATES", 3)
    one = finder("a ..3 b ..3 c", "b [a] c")
    gc.collect()
    gc.disable()
    try:
        before = walked()
        for text in product((A, B, C), repeat=5):
            for end, rules in one.ends(text):
                one.start(text, rules[0], end)
        assert walked() - before <= 12
    finally:
        gc.enable()


def walked() -> int:
    """Return how many states there are, whoever holds them."""
    return sum(isinstance(one, (State, Back)) for one in gc.get_objects())


def as_regex(pattern: str) -> str:
    regex = pattern.replace("..1", ".?").replace("[", "(").replace("]", ")?")
    return regex.replace(" ", "")
