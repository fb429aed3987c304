"""Windows of a text: for each head the heaviest counts, wherever it stands."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from triage.second_reader.table import Floats
from triage.second_reader.windows import WINDOW, heaviest_windows, scored

SUMS = arrays(
    np.float32,
    array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=12),
    elements=st.floats(-50, 50, width=16),
)


@given(SUMS)
def test_the_heaviest_window_is_found_where_it_stands(sums: Floats) -> None:
    sums[:, -1] = np.abs(sums[:, -1])  # squares
    biases = np.linspace(-1, 1, sums.shape[1] - 1, dtype=np.float32)

    found = heaviest_windows(sums, biases)

    every = [
        scored(sums[at : at + size].sum(0, keepdims=True), biases)[0]
        for size in range(1, WINDOW + 1)
        for at in range(len(sums) - size + 1)
    ]
    assert np.allclose(found.scores, np.max(every, 0), rtol=1e-4, atol=1e-4)
    for head, score in enumerate(found.scores):
        first, behind = found.window(head)
        alone = scored(sums[first:behind].sum(0, keepdims=True), biases)[0]
        assert 1 <= behind - first <= WINDOW
        assert np.isclose(alone[head], score, rtol=1e-4, atol=1e-4)


def test_what_stands_far_down_is_found_in_a_text_of_any_length() -> None:
    sums = np.ones((10_000, 2), np.float32)
    for at in (4_093, 4_094, 4_095, 4_096, 9_000):
        here = sums.copy()
        here[at : at + 3, 0] = 40
        assert heaviest_windows(here, np.zeros(1, np.float32)).window(0) == (at, at + 3)
