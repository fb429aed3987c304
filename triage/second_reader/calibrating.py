"""Calibrates what was trained, and says from which score each head speaks up.

All of it comes from `triage_dev` and nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from triage.second_reader.families import Families
from triage.second_reader.head_names import ACUTE, LEVELS, OTHER, TOPIC
from triage.second_reader.labelled import Labelled
from triage.second_reader.reader import SecondReader
from triage.second_reader.table import Learnt, Table, short

_FALSE_ALARMS: Final = {LEVELS[0]: 0.10, LEVELS[1]: 0.055, LEVELS[2]: 0.03, LEVELS[3]: 0.007}
"""The share of messages of a lower level that may pass each threshold on `triage_dev`.

Level 1 and 2 are held against level 0, level 3 against 0-1, level 4 against 0-3: our own choice.
"""
_HELD_AGAINST: Final = {LEVELS[0]: 0, LEVELS[1]: 0, LEVELS[2]: 1, LEVELS[3]: 3}
_FOUND: Final = 0.7
"""The square of beta in the F measure (van Rijsbergen, 1979): to find counts a little less."""
_NEARLY: Final = 0.01
"""So much below the best a limit counts as good: the middle of them hangs on no single message.

It may lie between two peaks; on `triage_dev` it is 0.04 below the best at most (`grief`).
"""
_EXAMPLES: Final = 150
"""So many messages on `triage_dev` are about a topic until its own limit counts half.

These three were chosen by the F1 of the topics on `triage_dev` (limits from four fifths, measured
on the fifth: 0.709 to 0.724) and on our own files (0.549 to 0.566).
"""
_ACUTE_CHANCE: Final = 0.6
"""From such a chance on, calibrated on `triage_dev`, `acute` speaks up.

The share of false marks there would hang on the three messages that look most like it.
"""
_OTHER_FALSELY: Final = 0.05

Weights = NDArray[np.float64]


def calibrated(learnt: Learnt, dev: Sequence[Labelled], families: Families) -> Learnt:
    """Return the table with calibration and thresholds, from `triage_dev` and nothing else."""
    reader = SecondReader.of(Table.of(learnt), families)
    scores = np.array([reader.judged(one.text) for one in dev])
    slopes, offsets, thresholds = [], [], []
    told = _told(dev)
    topics = [at for at, head in enumerate(learnt.heads) if head.startswith(TOPIC)]
    slope, offset = _platt(
        scores[:, topics].T.ravel(),
        np.concatenate([told(learnt.heads[at]) for at in topics]),
    )
    limits = limits_of_topics(scores[:, topics], [told(learnt.heads[at]) for at in topics])
    limit_of = dict(zip(topics, limits, strict=True))
    for at, head in enumerate(learnt.heads):
        score = scores[:, at]
        if head.startswith(TOPIC):
            one = slope, offset
            limit = limit_of[at]
        else:
            one = _platt(score, told(head))
            limit = _limit(head, score, dev, one)
        slopes.append(short(one[0]))
        offsets.append(short(one[1]))
        thresholds.append(short(1 / (1 + np.exp(-(slopes[-1] * limit + offsets[-1])))))
    return replace(
        learnt, slopes=tuple(slopes), offsets=tuple(offsets), thresholds=tuple(thresholds)
    )


def _limit(head: str, score: Weights, dev: Sequence[Labelled], platt: tuple[float, float]) -> float:
    """Return the score that lets through as many false alarms as we allow on `triage_dev`."""
    if head == ACUTE:
        slope, offset = platt
        return float((np.log(_ACUTE_CHANCE / (1 - _ACUTE_CHANCE)) - offset) / slope)
    if head in _HELD_AGAINST:
        against = [one.level <= _HELD_AGAINST[head] for one in dev]
        share = _FALSE_ALARMS[head]
    else:
        against, share = [one.subject != "other" for one in dev], _OTHER_FALSELY
    return float(np.quantile(score[np.array(against)], 1 - share))


def limits_of_topics(scores: Weights, told: Sequence[NDArray[np.bool_]]) -> list[float]:
    """Return for each topic the middle of the scores whose F measure on `triage_dev` is best.

    What the lexicon names stands already, so it counts a little more to be right than to find
    everything. The fewer examples a topic has there, the nearer it stays to the one score that is
    best for all.

    Args:
        scores: shape (n_messages, n_topics).
        told: for each topic, which of the messages are about it.
    """
    grid = np.arange(-3.5, 2, 0.1)
    f = np.array([[_f(scores[:, at] >= limit, so) for limit in grid] for at, so in enumerate(told)])
    met = [at for at, so in enumerate(told) if so.any()] or range(len(told))
    shared = _middle_of_the_best(f[list(met)].mean(0), grid)
    limits = []
    for mine, so in zip(f, told, strict=True):
        own = so.sum() / (so.sum() + _EXAMPLES)
        limits.append(own * _middle_of_the_best(mine, grid) + (1 - own) * shared)
    return limits


def _middle_of_the_best(f: Weights, grid: Weights) -> float:
    return float(grid[f >= f.max() - _NEARLY].mean())


def _f(found: NDArray[np.bool_], is_so: NDArray[np.bool_]) -> float:
    both = (found & is_so).sum()
    return float((1 + _FOUND) * both / max(1, found.sum() + _FOUND * is_so.sum()))


def _told(dev: Sequence[Labelled]) -> Callable[[str], NDArray[np.bool_]]:
    def of(head: str) -> NDArray[np.bool_]:
        if head in LEVELS:
            return np.array([one.level > LEVELS.index(head) for one in dev])
        if head == ACUTE:
            return np.array([one.acute for one in dev])
        if head == OTHER:
            return np.array([one.subject == "other" for one in dev])
        return np.array([head.removeprefix(TOPIC) in one.topics for one in dev])

    return of


def _platt(score: Weights, is_so: NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and offset of the calibration.

    Source: Platt, Probabilistic outputs for support vector machines (1999).
    """
    if is_so.all() or not is_so.any():
        return 1.0, 0.0
    fitted = LogisticRegression(C=1e3, solver="liblinear").fit(score[:, None], is_so)
    return max(float(fitted.coef_[0, 0]), 0.1), float(fitted.intercept_[0])
