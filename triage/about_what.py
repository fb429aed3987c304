"""How well triage says what messages are about: the F1 of each topic, and their mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from triage.measures import Several
from triage.topics import TOPICS

_DRAWS: Final = 1_000
_AT_ONCE: Final = 100
"""Of all draws so many are counted at once."""
_WITHIN: Final = (2.5, 97.5)  # 95 %

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MacroF1:
    """The mean of the F1 of the topics that occur, and the interval it lies in."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        """Return mean and interval: `0.605 [0.592, 0.617]`; a dash where no topic occurs."""
        if np.isnan(self.mean):
            return "-"
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


def topics_f1(these: Several) -> dict[str, float]:
    """Return the F1 of each topic that occurs; their mean is the macro-F1."""
    told, given = _about(these)
    f1 = _f1((told & given).sum(0), told.sum(0), given.sum(0))
    return {topic: float(one) for topic, one in zip(TOPICS, f1, strict=True) if not np.isnan(one)}


def macro_f1(these: Several) -> MacroF1:
    """Return the macro-F1 and its 95 % interval: 1,000 times, as many of the messages are drawn.

    The same messages give the same interval. It tells how far other messages of these authors would
    move the mean, not how far other authors would.

    Source: Efron and Tibshirani, An introduction to the bootstrap (1993), the percentile interval.
    """
    told, given = _about(these)
    counted = np.hstack([told & given, told, given]).astype(np.float32)
    if not told.any():
        return MacroF1(np.nan, np.nan, np.nan)
    draw = np.random.default_rng(0).multinomial
    evenly = np.full(len(these), 1 / len(these))
    drawn = [
        _mean(draw(len(these), evenly, _AT_ONCE).astype(np.float32) @ counted)
        for _ in range(0, _DRAWS, _AT_ONCE)
    ]
    low, high = np.percentile(np.concatenate(drawn), _WITHIN)
    return MacroF1(float(_mean(counted.sum(0, keepdims=True))[0]), float(low), float(high))


def _about(these: Several) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which topics each message is about, and which it was given: a row each."""
    return _is_in([one.said.topics for one in these]), _is_in([one.verdict.topics for one in these])


def _is_in(topics: Sequence[Sequence[str]]) -> NDArray[np.bool_]:
    return np.array([[topic in one for topic in TOPICS] for one in topics], bool).reshape(
        -1, len(TOPICS)
    )


def _mean(counted: NDArray[np.float32]) -> Floats:
    """Return the macro-F1 of each row of sums: what is in both, what was told, what was given.

    A row that holds no topic is left out.
    """
    f1 = _f1(*np.hsplit(counted, 3))
    means: Floats = np.nanmean(f1[~np.isnan(f1).all(1)], axis=1)
    return means


def _f1(both: NDArray[np.generic], told: NDArray[np.generic], given: NDArray[np.generic]) -> Floats:
    """Return the F1 of each topic; not a number where nothing is about it."""
    sums = np.asarray(told, float) + np.asarray(given, float)
    f1: Floats = np.full(sums.shape, np.nan)
    np.divide(2 * np.asarray(both, float), sums, out=f1, where=np.asarray(told, float) > 0)
    return f1
