"""What the heads for topics are fitted on: windows too, and above all the letters of a word."""

from collections.abc import Sequence

import numpy as np
import pytest
from scipy import sparse

from triage.second_reader.heads import Examples
from triage.second_reader.labelled import Labelled


def said(topics: Sequence[str]) -> Labelled:
    return Labelled("", 0, tuple(topics), "self", acute=False, tags=())


def examples(
    features: Sequence[str],
    texts: Sequence[tuple[Sequence[str], Sequence[float]]],
    windows: Sequence[tuple[int, Sequence[float]]] = (),
    plain: int = 0,
) -> Examples:
    """Return texts, each with its topics and what it holds of each feature; the last are plain."""
    parts = np.array([row for _, row in windows]).reshape(-1, len(features))
    return Examples(
        said=[said(topics) for topics, _ in texts],
        plain=np.arange(len(texts)) >= len(texts) - plain,
        features=np.array(features),
        whole=sparse.csr_matrix(np.array([row for _, row in texts], float)),
        parts=sparse.csr_matrix(parts),
        part_of=np.array([of for of, _ in windows], np.intp),
    )


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("mad ", "=ikke mad"),
        ("mad ", "=mad"),
        ("&eat", "&eat>not"),
        ("&eat", "&eat not"),
        ("=ikke mad", "=mad"),
        ("d i", "=vil ikke spise"),
        ("mad ", "d i"),
    ],
)
def test_a_topic_trusts_some_kinds_of_features_more(more: str, less: str) -> None:
    fitted = examples(
        [more, less], [(["eating"], [1, 1]), (["eating"], [1, 1]), ([], [0, 0]), ([], [0, 0])]
    ).topics()

    (trusted, other), _ = fitted["topic:eating"]
    assert trusted > other > 0


def test_a_topic_nobody_wrote_about_has_no_head() -> None:
    fitted = examples(["mad "], [(["eating"], [1]), ([], [0])]).topics()

    assert list(fitted) == ["topic:eating"]


def test_a_window_of_a_text_teaches_its_topic() -> None:
    texts = [(["eating"], [1, 1, 0]), (["eating"], [1, 1, 0]), ([], [0, 0, 1]), ([], [0, 0, 1])]

    (_, without, _), _ = examples(["mad ", "sult", "bold"], texts).topics()["topic:eating"]
    windows = [(0, [0, 1, 0]), (0, [0, 1, 0])]
    (_, taught, _), _ = examples(["mad ", "sult", "bold"], texts, windows).topics()["topic:eating"]

    assert taught > without


def test_a_window_counts_less_the_more_there_are_of_a_text() -> None:
    texts = [(["eating"], [1, 1]), (["sleep"], [1, 0]), ([], [0, 1])]

    def weight(windows: int) -> float:
        given = [(1, [0, 1])] * windows
        (_, taught), _ = examples(["mad ", "sult"], texts, given).topics()["topic:eating"]
        return float(taught)

    assert weight(1) == pytest.approx(weight(5), abs=0.02)
    assert weight(1) < weight(0)


def test_windows_of_plain_lines_teach_no_topic() -> None:
    texts = [(["eating"], [1, 1]), ([], [0, 1]), ([], [0, 0])]

    one = examples(["mad ", "sult"], texts, plain=1).topics()["topic:eating"]
    other = examples(["mad ", "sult"], texts, [(2, [0, 1])] * 9, plain=1).topics()["topic:eating"]

    assert np.array_equal(one[0], other[0])
