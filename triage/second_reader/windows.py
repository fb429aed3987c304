"""The windows of a text, and which of them is heaviest for each head.

A window is one, two or three pieces in a row, weighed by itself. So whatever stands in other
lines can never make a risk lighter: more text means more windows, and the old ones are still there.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from triage.second_reader.table import DAMPING, Floats

WINDOW: Final = 3
"""So many pieces in a row are read together at most: longer talk is about more than one thing."""
_AT_ONCE: Final = 4_096
"""So many pieces are weighed against each other at once: memory stays small for any text."""


@dataclass(frozen=True, slots=True)
class Heaviest:
    """For each head: the score of its heaviest window, its first piece, and the one behind it."""

    scores: Floats
    first: NDArray[np.intp]
    behind: NDArray[np.intp]

    def window(self, head: int) -> tuple[int, int]:
        """Return first piece and the one behind the last."""
        return int(self.first[head]), int(self.behind[head])


def scored(sums: Floats, biases: Floats) -> Floats:
    """Return the scores of sums of rows, shape (n, n_heads).

    Args:
        sums: shape (n, n_heads + 1): weights for each head, and squared rarities.
        biases: shape (n_heads,).
    """
    scores: Floats = sums[:, :-1] / np.sqrt(sums[:, -1:] + DAMPING) + biases
    return scores


def heaviest_windows(sums: Floats, biases: Floats) -> Heaviest:
    """Return for each head its heaviest window; `sums` has a row for each piece, at least one."""
    count = len(biases)
    if len(sums) == 1:
        return Heaviest(scored(sums, biases)[0], np.zeros(count, np.intp), np.ones(count, np.intp))
    best = [
        _heaviest_of(sums[begun : begun + _AT_ONCE + WINDOW - 1], begun, biases)
        for begun in range(0, len(sums), _AT_ONCE)
    ]
    if len(best) == 1:
        return best[0]
    which = np.array([one.scores for one in best]).argmax(0), np.arange(count)
    parts = zip(*((one.scores, one.first, one.behind) for one in best), strict=True)
    return Heaviest(*(np.array(part)[which] for part in parts))


def _heaviest_of(sums: Floats, begun: int, biases: Floats) -> Heaviest:
    scores = scored(_windows(sums), biases)
    at = scores.argmax(0)
    count = len(sums)
    before = np.array([0, count, 2 * count - 1])  # windows of fewer pieces, see `_windows`
    size = np.searchsorted(before, at, "right")
    first = at - before[size - 1] + begun
    return Heaviest(scores[at, np.arange(len(at))], first, first + size)


def _windows(sums: Floats) -> Floats:
    """Return the sums of every window: those of one piece, then of two, then of three."""
    added, upto = [sums], sums
    for size in range(2, min(WINDOW, len(sums)) + 1):
        upto = upto[:-1] + sums[size - 1 :]
        added.append(upto)
    return np.concatenate(added)
