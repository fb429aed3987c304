"""Fits the heads of a table: levels, `acute` and `other` to danger, the others to topics.

A head for danger learns from whole texts and, where a text is not so, from its windows too: it is
read by the heaviest window, which must not be so either. A head for a topic learns from both as
they are, and trusts letters within a word more: what a text is about stands in its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from triage.second_reader.head_names import ACUTE, LEVELS, OTHER, TOPIC
from triage.second_reader.labelled import Labelled
from triage.topics import TOPICS

_COST: Final = 20.0
_PLAIN_WEIGHT: Final = 1.0
_CLOSE_ENOUGH: Final = 0.01
"""Where the solver stops: liblinear's own choice for this method."""
_MARGIN_COST: Final = 0.5
_MARGIN: Final = 5.0
"""What a margin counts as, so that its scores spread as widely as the logistic ones."""
_TOPIC_PLAIN_LINES: Final = 2_000
_ABOUT: Final = 2.0
"""What a message about a topic counts: most of them are about another."""
# The numbers above were chosen on `triage_dev`: those of the levels by the area under the curve of
# level 2 and above, those of the margins by mean precision there and on our own files.

_JUST_BELOW: Final = {LEVELS[0]: 1.0, LEVELS[1]: 0.15, LEVELS[2]: 0.3, LEVELS[3]: 0.3}
_GRAVE: Final = np.array([1.0, 1.0, 2.0, 3.0])
"""What a text of level 0, 1, 2, 3 and above counts."""

_LETTERS: Final = 2.0
_SINGLE_FAMILY: Final = 1.5
_WORD_OR_THREE: Final = 0.6
"""How a head for a topic trusts letters within a word, a family, and a word or three in a row.

With `_WINDOWS` chosen by the mean precision of the topics on `triage_dev` and on our own files
(0.735 to 0.751, and 0.544 to 0.576, each read as the reader did before and does now).
"""
_WINDOWS: Final = 0.3
"""What all windows of a text count together beside the text itself."""

Weights = NDArray[np.float64]
Matrix = Any  # scipy carries no types
Fitted = tuple[Weights, float]
"""Weights, shape (n_features,), and bias of a head."""


@dataclass(frozen=True, slots=True, repr=False)
class Examples:
    """What the heads of one table are fitted on."""

    said: Sequence[Labelled]
    plain: NDArray[np.bool_]
    """Which of the texts are plain lines."""
    features: NDArray[np.str_]
    whole: Matrix
    """A row for each text, weighed as the reader weighs."""
    parts: Matrix
    """The same for each window of a text that is not all of it."""
    part_of: NDArray[np.intp]

    def levels(self) -> dict[str, Fitted]:
        """Return the heads for levels, `acute` and `other`.

        What stands nearest below a level counts little against it: whether level 1 passes for 2 is
        a smaller mistake than whether level 0 does. What is grave counts more.
        """
        level = np.array([one.level for one in self.said])
        acute = np.array([one.acute for one in self.said])
        other = np.array([one.subject == "other" for one in self.said])
        plain = np.where(self.plain, _PLAIN_WEIGHT, 1.0)
        fitted = {}
        for at, head in enumerate(LEVELS, start=1):
            weight = np.where(level == at - 1, _JUST_BELOW[head], plain)
            weight = np.where(level >= at, _GRAVE[np.minimum(level, 3)], weight)
            fitted[head] = _likely(*self._with_parts(level >= at, weight))
        fitted[ACUTE] = _parted(*self._with_parts(acute, np.where(acute, 2.0, plain)))
        fitted[OTHER] = _likely(self.whole, other, np.where(other, 2.0, plain))
        return fitted

    def topics(self) -> dict[str, Fitted]:
        """Return the heads for topics: few plain lines are enough, and without their windows."""
        used = ~self.plain
        used[np.flatnonzero(self.plain)[:_TOPIC_PLAIN_LINES]] = True
        texts, parts = np.flatnonzero(used), np.flatnonzero(~self.plain[self.part_of])
        trusted = np.array([_trusted(str(one)) for one in self.features])
        rows = sparse.vstack([self.whole[texts], self.parts[parts]])
        matrix = sparse.csr_matrix(rows @ sparse.diags_array(trusted))
        of = self.part_of[parts]
        share = np.concatenate([np.ones(len(texts)), _WINDOWS / np.bincount(of)[of]])
        said = [self.said[at] for at in (*texts, *of)]
        fitted = {}
        for topic in TOPICS:
            about = np.array([topic in one.topics for one in said])
            if about.any():
                weights, bias = _parted(matrix, about, share * np.where(about, _ABOUT, 1.0))
                fitted[TOPIC + topic] = weights * trusted, bias
        return fitted

    def _with_parts(
        self, is_so: NDArray[np.bool_], weight: Weights
    ) -> tuple[Matrix, NDArray[np.bool_], Weights]:
        """Return what a head is fitted on: windows of a text that is not so are not so either."""
        less = ~is_so[self.part_of]
        return (
            sparse.vstack([self.whole, self.parts[less]]).tocsr(),
            np.concatenate([is_so, np.zeros(less.sum(), bool)]),
            np.concatenate([weight, weight[self.part_of[less]]]),
        )


def _trusted(feature: str) -> float:
    """Return how a head for a topic trusts a feature (see `features`)."""
    kind, inner = feature[0], feature[1:-1]
    if kind == "&":
        return 1.0 if " " in inner or ">" in inner else _SINGLE_FAMILY
    if kind == "=":
        return 1.0 if feature.count(" ") == 1 else _WORD_OR_THREE
    return 1.0 if " " in inner else _LETTERS


def _likely(matrix: Matrix, is_so: NDArray[np.bool_], weight: Weights) -> Fitted:
    """Return a head of a logistic regression."""
    if is_so.all() or not is_so.any():
        return _of_one_kind(matrix, always=bool(is_so.all()))
    model = LogisticRegression(C=_COST, solver="liblinear", max_iter=300, tol=_CLOSE_ENOUGH)
    model.fit(matrix, is_so, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])


def _parted(matrix: Matrix, is_so: NDArray[np.bool_], weight: Weights) -> Fitted:
    """Return one of a support vector machine: what is clear already pulls no further.

    So it finds what has few examples better; a chance is only made of it by calibration.
    """
    if is_so.all() or not is_so.any():
        return _of_one_kind(matrix, always=bool(is_so.all()))
    model = LinearSVC(C=_MARGIN_COST, dual=False, tol=_CLOSE_ENOUGH)
    model.fit(matrix, is_so, sample_weight=weight)
    return _MARGIN * model.coef_[0], _MARGIN * float(model.intercept_[0])


def _of_one_kind(matrix: Matrix, *, always: bool) -> Fitted:
    return np.full(matrix.shape[1], 1e-9), 5.0 if always else -5.0
