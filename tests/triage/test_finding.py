"""The finder, against plain regular expressions that say the same."""

import re
from functools import partial
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.triage.effort import lines_run
from triage.finding import SKIP, STOP, Finder
from triage.grammar import EDGE, SOFT, Net, PatternError
from triage.merging import merge

MEANINGS = tuple(
    frozenset(words) for words in ((), "a", "b", "c", "ab", SKIP, {EDGE}, ("c", STOP), (SOFT, SKIP))
)
A, B, C, AB, FILLER, END, NEVER, COMMA = range(1, 9)
SYMBOLS = {"a": A, "b": B, "c": C, "n": NEVER, "~": FILLER}


def finder(*patterns: str) -> Finder:
    net = Net({"either": ("a", "b c")})
    for rule, pattern in enumerate(patterns):
        net.add(pattern, rule)
    return Finder(merge(net), MEANINGS)


def matches(pattern: str, *symbols: int) -> list[tuple[int, int]]:
    return [(rules[0], end) for end, rules in finder(pattern).ends(symbols)]


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


def test_a_gap_stands_at_the_edge_of_a_group_too_and_beside_another() -> None:
    for pattern in ("a (..2 b)", "(a ..2) b", "a (..1 | ..2) b", "a ..1 ..1 b", "a (..1 ..1 b)"):
        assert matches(pattern, A, 0, 0, B) == [(0, 3)]
        assert matches(pattern, A, 0, 0, 0, B) == []


def test_patterns_that_begin_alike_keep_their_own_gaps() -> None:
    assert finder("a ..2 b", "a b").ends([A, 0, B]) == [(2, {0: 0})]


def test_of_two_patterns_of_one_rule_the_one_that_marks_more_behind_counts() -> None:
    for patterns in (("a ..2", "b"), ("b", "a ..2"), ("a ..2", "a"), ("a", "a ..2")):
        net = Net({})
        for pattern in patterns:
            net.add(pattern, 0)

        assert Finder(merge(net), MEANINGS).ends([AB, 0]) == [(0, {0: 0}), (1, {0: 0})]


def test_of_two_ways_that_are_written_alike_the_wider_gap_counts() -> None:
    assert matches("(a ..2 | a) b", A, 0, 0, B) == [(0, 3)]
    assert matches("(a | a ..2) b", A, 0, 0, B) == [(0, 3)]


def test_a_gap_at_the_end_is_marked_and_one_at_the_beginning_is_not() -> None:
    assert matches("a ..2", A, B, 0, C) == [(0, 0), (0, 1), (0, 2)]
    assert matches("a ..2", A, NEVER, B) == [(0, 0)]
    assert matches("c ..1", C, NEVER) == [(0, 0), (1, 1)]
    assert matches("..2 a", 0, B, A) == [(2, 2)]


def test_fillers_need_not_be_written() -> None:
    assert matches("a b", A, FILLER, FILLER, B) == [(0, 3)]
    assert matches("a b", A, C, B) == []


def test_a_match_begins_with_the_first_of_a_row_of_commas() -> None:
    assert matches(", b", COMMA, COMMA, COMMA, B) == [(0, 3)]


@pytest.mark.parametrize("pattern", [", ..2", ", , b"])
def test_a_row_of_commas_twice_as_long_takes_twice_the_work(pattern: str) -> None:
    one = finder(pattern)

    work = [lines_run(partial(one.ends, [COMMA] * count)) for count in (500, 1_000)]

    assert work[1] <= 2.2 * work[0]


def test_what_a_mark_leans_on_is_not_marked() -> None:
    assert matches("<a> b c", A, B, C) == [(1, 2)]
    assert matches("<a> b c", B, C) == []
    assert matches("<a b> c", A, B, C) == [(1, 2)]


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
        inner.map(lambda one: f"({one} ..2)"),
    ),
    max_leaves=8,
)
texts = st.text("abcn~", max_size=12)
"""Words, a `c` no gap goes over, and fillers."""


@given(st.lists(patterns, min_size=1, max_size=4), texts)
def test_all_patterns_at_once_find_what_each_finds_alone(several: list[str], text: str) -> None:
    symbols = [SYMBOLS[letter] for letter in text]

    found = {
        (rule, start, end)
        for end, rules in finder(*several).ends(symbols)
        for rule, start in rules.items()
    }

    longest: dict[tuple[int, int], int] = {}
    for rule, pattern in enumerate(several):
        for start, end in combinations(range(len(text) + 1), 2):
            if re.fullmatch(as_regex(pattern), text[start:end]):
                longest.setdefault((rule, end - 1), start)
    assert found == {(rule, start, end) for (rule, end), start in longest.items()}


def test_the_rules_that_end_with_a_word_come_in_order() -> None:
    ends = finder("b [c]", "a ..1", "a b").ends([A, B])

    assert [(at, list(rules.items())) for at, rules in ends] == [
        (0, [(1, 0)]),
        (1, [(0, 1), (1, 0), (2, 0)]),
    ]


def as_regex(pattern: str) -> str:
    regex = pattern.replace(" | ", "|").replace(" [", "(~*").replace("]", ")?")
    regex = re.sub(r" \.\.(\d)", r"(~*[^n]){0,\1}", regex)
    return regex.replace(" ", "~*").replace("c", "(c|n)")
