"""Which words weighed most: what the second reader shows of its reasons."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from triage.second_reader.features import features
from triage.second_reader.scale import Scale
from triage.second_reader.wording import Place, Placed, Words

_MOST_WORDS: Final = 8
"""A mark is no longer than this: it points, it does not repeat (our own choice)."""


def heaviest_words(piece: Placed, scale: Scale, head: int) -> Place:
    """Return where the run of words stands that weighs most for a head, in code points.

    A feature's weight is shared by the words it lies on.

    Args:
        piece: the words, and where they stand.
        scale: what words are weighed with.
        head: the index of what is asked about.
    """
    weights = [scale.of_word(word, head) for word in piece.words]
    column = scale.table.rows[:, head]
    for row, first, last in scale.lookup.placed_across(piece.words):
        share = column.item(row) / (last - first + 1)
        for at in range(first, last + 1):
            weights[at] += share
    _, first, last = max(_runs(weights))
    return piece.places[first][0], piece.places[last][1]


def heaviest_features(words: Words, scale: Scale, head: int, count: int) -> list[tuple[str, float]]:
    """Return the features of a piece that speak most for a head, and what they weigh."""
    table = scale.table
    weighs: defaultdict[str, float] = defaultdict(float)
    for feature in features(words, scale.families):
        weighs[feature] += table.rows.item(table.row_of.get(feature, 0), head)
    return sorted(weighs.items(), key=lambda one: -one[1])[:count]


def _runs(weights: Sequence[float]) -> Iterator[tuple[float, int, int]]:
    """Yield weight, first and last word of every run that is short enough."""
    for first in range(len(weights)):
        weight = 0.0
        for last in range(first, min(first + _MOST_WORDS, len(weights))):
            weight += weights[last]
            yield weight, first, last
