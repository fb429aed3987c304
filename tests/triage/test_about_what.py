"""The F1 of topics, their mean, and how sure that is."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from triage.about_what import macro_f1, topics_f1
from triage.measures import Read
from triage.second_reader.labelled import Labelled
from triage.verdict import UNASSESSED


def read(told: Sequence[str], given: Sequence[str]) -> Read:
    said = Labelled("x", 0, tuple(told), "self", acute=False, tags=())
    return Read("a", said, replace(UNASSESSED, status="assessed", topics=tuple(given)))


def test_topics_are_weighed_one_by_one() -> None:
    these = [read(["suicide"], ["suicide", "grief"]), read(["suicide"], [])]

    assert topics_f1(these) == {"suicide": pytest.approx(2 / 3)}


def test_a_topic_that_is_never_found_counts_nothing() -> None:
    these = [read(["sleep"], ["sleep"])] * 3 + [read(["job"], [])]

    assert topics_f1(these) == {"sleep": 1.0, "job": 0.0}
    assert macro_f1(these).mean == pytest.approx(0.5)


def test_the_mean_lies_within_its_interval_and_more_messages_narrow_it() -> None:
    some = [read(["sleep"], ["sleep"]), read(["sleep"], []), read(["job"], ["job", "sleep"])]

    few, many = macro_f1(some * 10), macro_f1(some * 100)

    assert few.mean == pytest.approx(many.mean)
    assert few.low < many.low < many.mean < many.high < few.high
    # What a share of the same size would have: a mean of two F1 is no surer than that.
    assert 0.02 < many.high - many.low < 0.12


def test_what_nobody_doubts_has_no_interval_and_nothing_has_no_mean() -> None:
    assert str(macro_f1([read(["sleep"], ["sleep"])] * 5)) == "1.000 [1.000, 1.000]"
    assert str(macro_f1([read([], ["sleep"])])) == "-"
    assert str(macro_f1([])) == "-"


def test_draws_that_hold_no_topic_are_left_out() -> None:
    assert str(macro_f1([read(["sleep"], ["sleep"]), read([], [])])) == "1.000 [1.000, 1.000]"


def test_the_same_messages_give_the_same_interval() -> None:
    these = [read(["sleep"], ["sleep"]), read(["sleep"], []), read(["job"], ["job"])] * 20

    assert macro_f1(these) == macro_f1(these)
