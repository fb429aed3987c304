"""The second reader: adds up what the words of a text weigh, and says how sure that makes it.

A text is read in windows: one, two or three pieces in a row, each window weighed by itself, and
for each head the heaviest window counts. So whatever stands in other lines can never make a risk
lighter: more text means more windows, and each of the old ones is still there.
"""

import unicodedata
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from triage.second_reader.families import Families
from triage.second_reader.features import features
from triage.second_reader.table import Floats, Table
from triage.second_reader.weighing import heaviest_words
from triage.second_reader.wording import pieces, placed
from triage.topics import OTHER as OTHER_TOPIC

LEVELS: Final = ("level>=1", "level>=2", "level>=3", "level>=4")
ACUTE: Final = "acute"
OTHER: Final = "other"
TOPIC: Final = "topic:"
_ELEVATED: Final = LEVELS.index("level>=2")
_OF_THE_LADDER: Final = ("suicide", "self_harm")
WINDOW: Final = 3
"""So many pieces in a row are read together at most: longer talk is about more than one thing."""
_CLEARLY_MORE: Final = 0.5
"""Of a score: so much a line must add to the lines before it to be what says it (our own choice)."""
_ONES: Final = np.ones(4096, np.float32)
"""Adding up is a product with ones: half the time of a sum. No piece has as many features."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The words that weighed most, and what they weighed for."""

    start: int
    end: int
    topic: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second reader makes of a text. It only ever adds to what the lexicon found."""

    level: int
    acute: bool
    topics: tuple[str, ...]
    other: bool
    """It seems to be about somebody else."""
    mark: Mark | None
    """There whenever it raises: a level of one or more, or the acute mark."""


NOTHING: Final = Opinion(0, acute=False, topics=(), other=False, mark=None)


@dataclass(frozen=True, slots=True, repr=False)
class SecondReader:
    """Ready to read. Pure and safe in threads: nothing is remembered between texts."""

    table: Table
    families: Families
    _topics: tuple[tuple[int, str], ...]
    _acute: int
    _other: int

    @classmethod
    def of(cls, table: Table, families: Families) -> Self:
        """Make a reader of a table and the families it was trained with."""
        topics = tuple(
            (at, head.removeprefix(TOPIC))
            for at, head in enumerate(table.heads)
            if head.startswith(TOPIC)
        )
        words = (one[1:] for one in table.row_of if one.startswith("=") and " " not in one)
        return cls(table, families.knowing(words), topics, table.heads.index(ACUTE), table.heads.index(OTHER))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read `table.bin` and `families.yaml`.

        Raises:
            TableError: the table is missing, or no table.
            ValueError: the families cannot be read.
        """
        return cls.of(
            Table.read(folder / "table.bin"), Families.read(folder / "families.yaml")
        )

    def weigh(self, text: str) -> Floats:
        """Return for each piece of a text the sum of its rows, shape (n_pieces, n_heads + 1).

        Piece by piece, so that work grows with the length of a text and memory stays small.
        """
        row_of = self.table.row_of.get
        rows, families = self.table.rows, self.families
        read = pieces(text)
        sums = np.empty((len(read), rows.shape[1]), np.float32)
        for at, words in enumerate(read):
            known = list(filter(None, map(row_of, features(words, families))))
            found = rows.take(np.array(known, np.intp), 0)
            np.matmul(_ONES[: len(known)], found, out=sums[at])
        return sums

    def heaviest(self, sums: Floats) -> tuple[Floats, NDArray[np.intp]]:
        """Return for each head the score of its heaviest window, and which window that is.

        Windows are counted as `_window` counts them; `sums` has at least one row.
        """
        if len(sums) == 1:
            return self._scores(sums)[0], np.zeros(sums.shape[1] - 1, np.intp)
        scores = self._scores(_windows(sums))
        at = scores.argmax(0)
        return scores[at, np.arange(scores.shape[1])], at

    def highest(self, text: str) -> Floats:
        """Return the score of each head on a text, in NFC or not; the biases where it is empty."""
        sums = self.weigh(unicodedata.normalize("NFC", text))
        return self.heaviest(sums)[0] if len(sums) else self.table.biases

    def chances(self, scores: Floats) -> Floats:
        """Return the calibrated probability of each head."""
        table = self.table
        return 1 / (1 + np.exp(-(table.slopes * scores + table.offsets)))

    def opinion(self, text: str, earlier: str = "") -> Opinion:
        """Return what a text says, alone and as the last line of what `earlier` began.

        Together they count only where this text is what makes the difference: where `earlier` by
        itself does not say it, and with this text says clearly more.

        Args:
            text: the message, in NFC.
            earlier: the young person's last short lines, in NFC; empty for the message alone.
        """
        sums = self.weigh(text)
        if not len(sums):
            return NOTHING
        scores, at = self.heaviest(sums)
        if earlier:
            before = self.weigh(earlier)
            if len(before):
                scores = self._with(before, sums, scores)
        speaks = scores >= self.table.limits
        level = _climbed(speaks, len(LEVELS))
        if not (level or speaks[self._acute]):
            return Opinion(0, acute=False, topics=self._named(speaks), other=False, mark=None)
        head = level - 1 if level else self._acute
        return Opinion(
            level=level,
            acute=bool(speaks[self._acute]),
            topics=self._named(speaks),
            other=bool(speaks[self._other]),
            mark=self._mark(text, sums, int(at[head]), head, scores),
        )

    def _mark(self, text: str, sums: Floats, window: int, head: int, scores: Floats) -> Mark:
        """Return the words that weighed most for a head, and the topic they point to."""
        first, behind = _window(window, len(sums))
        heaviest = first + int(self._scores(sums[first:behind])[:, head].argmax())
        piece = next(islice(placed(text), heaviest, None))
        start, end = heaviest_words(piece, self.families, self.table, head)
        over = scores - self.table.limits
        wanted = _OF_THE_LADDER if _ELEVATED <= head < len(LEVELS) else None
        ranked = [(over[at], topic) for at, topic in self._topics if wanted is None or topic in wanted]
        most, topic = max(ranked, default=(-1.0, OTHER_TOPIC))
        return Mark(start, end, topic if wanted or most >= 0 else OTHER_TOPIC)

    def _with(self, before: Floats, now: Floats, alone: Floats) -> Floats:
        """Return the scores, raised where the lines before and the beginning of these make it."""
        begun = before.sum(0, keepdims=True)
        together = self._scores(begun + now[:WINDOW].sum(0, keepdims=True))[0]
        said = np.maximum(self._scores(begun)[0], self.heaviest(before)[0])
        return np.where(together >= said + _CLEARLY_MORE, np.maximum(alone, together), alone)

    def _scores(self, sums: Floats) -> Floats:
        return sums[:, :-1] / np.sqrt(np.maximum(sums[:, -1:], 1.0)) + self.table.biases

    def _named(self, speaks: NDArray[np.bool_]) -> tuple[str, ...]:
        return tuple(topic for at, topic in self._topics if speaks[at])


def _windows(sums: Floats) -> Floats:
    """Return the sums of every window: those of one piece, then of two, then of three."""
    added, upto = [sums], sums
    for size in range(2, min(WINDOW, len(sums)) + 1):
        upto = upto[:-1] + sums[size - 1 :]
        added.append(upto)
    return np.concatenate(added)


def _window(at: int, count: int) -> tuple[int, int]:
    """Return the first piece of a window and the one behind its last, for `count` pieces."""
    size = 1
    while at >= count - size + 1:
        at -= count - size + 1
        size += 1
    return at, at + size


def _climbed(speaks: NDArray[np.bool_], rungs: int) -> int:
    """Return how far up the ladder every rung speaks: a level needs those below it."""
    for rung in range(rungs):
        if not speaks[rung]:
            return rung
    return rungs
