"""The limits of topics: the best on `triage_dev`, and one for all where it tells little."""

from collections.abc import Sequence

import numpy as np
import pytest

from triage.second_reader.calibrating import limits_of_topics


def limits(*topics: tuple[Sequence[float], Sequence[float]]) -> list[float]:
    """Return the limits of topics, each given by scores of what is not about it, and of what is."""
    scores = np.array([[*others, *about] for others, about in topics]).T
    told = [np.repeat([False, True], [len(others), len(about)]) for others, about in topics]
    return limits_of_topics(scores, told)


def test_a_limit_lies_in_the_middle_of_what_parts_as_well() -> None:
    (limit,) = limits(([-2.0] * 50, [1.0] * 50))

    assert limit == pytest.approx(-0.5, abs=0.11)


def test_to_be_right_counts_a_little_more_than_to_find() -> None:
    others, above, below = [-3.0] * 100 + [-1.5] * 60, [1.0] * 40, [-1.5] * 40

    (bold,) = limits((others[:150], above + below))
    (careful,) = limits(([*others, -1.5], above + below))

    assert bold <= -1.5
    assert careful > -1.5


def test_a_topic_of_many_examples_has_a_limit_of_its_own() -> None:
    high = [0.0] * 1500, [2.0] * 1500
    low = [-3.0] * 1500, [-1.0] * 1500

    above, beneath = limits(high, low)

    assert above > 0
    assert beneath < -1


def test_a_topic_of_few_examples_stays_near_the_limit_of_all() -> None:
    many = [([-3.0] * 400, [-1.0] * 100)] * 5
    few = [0.0] * 498, [2.0] * 2

    *_, common, rare = limits(*many, few)

    assert rare == pytest.approx(common, abs=0.2)


def test_a_topic_without_examples_has_the_limit_of_all() -> None:
    shared, none = limits(([-3.0] * 400, [-1.0] * 100), ([-3.0] * 500, []))

    assert none == pytest.approx(shared)
