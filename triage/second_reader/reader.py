"""The second reader: adds up what the words of a text weigh, and says how sure that makes it.

For each head the heaviest window of a text counts (see `windows`). Topics are no level: for what a
text is about, the text as a whole counts as much as its heaviest window.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from triage.second_reader.families import Families
from triage.second_reader.head_names import ACUTE, LEVELS, OTHER, TOPIC
from triage.second_reader.joining import adds
from triage.second_reader.opinion import NOTHING, Mark, Opinion
from triage.second_reader.reasons import heaviest_features, heaviest_words
from triage.second_reader.scale import Scale
from triage.second_reader.table import Floats, Table
from triage.second_reader.windows import WINDOW, Heaviest, heaviest_windows, scored
from triage.second_reader.wording import Words, pieces, placed_piece
from triage.topics import OTHER as OTHER_TOPIC
from triage.verdict import Verdict

_ELEVATED: Final = LEVELS.index("level>=2")
_OF_THE_LADDER: Final = ("suicide", "self_harm")
_CLEARLY: Final = 1.0
"""Of a score: so much a line must add to those before it, and so much it counts less with them.

A conversation has many lines to join, and each joining is a chance to be wrong (our own choice).
"""


@dataclass(frozen=True, slots=True, repr=False)
class SecondReader:
    """Ready to read. Pure and safe in threads: nothing is remembered between texts."""

    scale: Scale
    _topics: tuple[tuple[int, str], ...]
    _about: NDArray[np.intp]
    """Where the heads for topics stand."""
    _acute: int
    _other: int

    @classmethod
    def of(cls, table: Table, families: Families) -> Self:
        """Make a reader of a table and the families it was trained with."""
        heads = table.heads
        topics = [(at, one.removeprefix(TOPIC)) for at, one in enumerate(heads) if TOPIC in one]
        return cls(
            scale=Scale.of(table, families),
            _topics=tuple(topics),
            _about=np.array([at for at, _ in topics], np.intp),
            _acute=heads.index(ACUTE),
            _other=heads.index(OTHER),
        )

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read `table.bin` and `families.yaml`.

        Raises:
            TableError: the table is missing, or no table.
            ValueError: the families cannot be read.
        """
        return cls.of(Table.read(folder / "table.bin"), Families.read(folder / "families.yaml"))

    @property
    def table(self) -> Table:
        """Return the table it reads with."""
        return self.scale.table

    def heaviest(self, sums: Floats) -> Heaviest:
        """Return for each head its heaviest window; `sums` has at least one row."""
        return heaviest_windows(sums, self.table.biases)

    def highest(self, text: str) -> Floats:
        """Return the score of each head on a text, in NFC or not; the biases where it is empty."""
        sums = self._weighed(text)
        return self.heaviest(sums).scores if len(sums) else self.table.biases

    def judged(self, text: str) -> Floats:
        """Return the scores that speak: as `highest`, but those of topics half by the whole."""
        sums = self._weighed(text)
        return self._judged(sums, self.heaviest(sums)) if len(sums) else self.table.biases

    def _weighed(self, text: str) -> Floats:
        return self.scale.sums(pieces(unicodedata.normalize("NFC", text)))

    def _judged(self, sums: Floats, heaviest: Heaviest) -> Floats:
        """Return the scores, those of topics half by the heaviest window and half by the whole."""
        if len(sums) == 1:
            return heaviest.scores
        about, scores = self._about, heaviest.scores.copy()
        whole = self._scores(sums.sum(0, keepdims=True))[0]
        scores[about] = (scores[about] + whole[about]) / 2
        return scores

    def chances(self, scores: Floats) -> Floats:
        """Return the calibrated probability of each head."""
        table = self.table
        chances: Floats = 1 / (1 + np.exp(-(table.slopes * scores + table.offsets)))
        return chances

    def opinion(
        self,
        text: str,
        read: Sequence[Words],
        earlier: Sequence[Words] = (),
        by_rules: Verdict | None = None,
    ) -> Opinion:
        """Return what a text says, alone and as the last line of what `earlier` began.

        Together they count only where this text is what makes the difference: where `earlier` is no
        risk by itself, and with the words of this text says clearly more.

        Args:
            text: the message, in NFC.
            read: its pieces.
            earlier: those of the young person's last short lines; none for the message alone.
            by_rules: the lexicon's verdict; what does not raise it needs no mark.
        """
        if not read:
            return NOTHING
        sums = self.scale.sums(read)
        heaviest = self.heaviest(sums)
        scores = self._judged(sums, heaviest)
        # As a word counts once in a piece, a line does among lines: said again it is not new.
        said = list(dict.fromkeys(map(tuple, earlier)))
        new = [at for at, words in enumerate(read) if tuple(words) not in said]
        if said and any(word.isalpha() for at in new for word in read[at]):
            scores = self._with(self.scale.sums(said), sums[new], scores)
        speaks = scores >= self.table.limits
        topics, other = self._named(speaks), bool(speaks[self._other])
        level, acute = _climbed(speaks, len(LEVELS)), bool(speaks[self._acute])
        if not (level or acute):
            return Opinion(0, acute=False, topics=topics, other=False)
        if by_rules is not None and not adds(level, by_rules, acute=acute):
            return Opinion(level, acute, topics, other)
        head = level - 1 if level else self._acute
        mark = self._mark(text, sums, heaviest, head, np.maximum(scores, heaviest.scores))
        return Opinion(level, acute, topics, other, mark)

    def _mark(self, text: str, sums: Floats, heaviest: Heaviest, head: int, scores: Floats) -> Mark:
        """Return the words that weighed most for a head, and the topic they point to.

        A mark is of the words it stands on, so with `scores` no topic weighs less than in its
        heaviest window: lines about something else take no danger its name.
        """
        first, behind = heaviest.window(head)
        gravest = first + int(self._scores(sums[first:behind])[:, head].argmax())
        piece = placed_piece(text, gravest)
        start, end = heaviest_words(piece, self.scale, head)
        over = scores - self.table.limits
        ranked = sorted(((over[at], topic) for at, topic in self._topics), reverse=True)
        spoken = [topic for most, topic in ranked if most >= 0]
        if _ELEVATED <= head < len(LEVELS):  # of suicide and self-harm, unless it is another danger
            ladder = [topic for _, topic in ranked if topic in _OF_THE_LADDER]
            spoken = [topic for topic in ladder if topic in spoken] or spoken or ladder
        return Mark(start, end, spoken[0] if spoken else OTHER_TOPIC)

    def reasons(self, text: str, count: int = 8) -> list[str]:
        """Return what weighed most for level 2 and above in a text's gravest window (NFC)."""
        read = pieces(text)
        if not read:
            return []
        first, behind = self.heaviest(self.scale.sums(read)).window(_ELEVATED)
        words = [word for piece in read[first:behind] for word in piece]
        heaviest = heaviest_features(words, self.scale, _ELEVATED, count)
        return [feature for feature, weight in heaviest if weight > 0]

    def _with(self, before: Floats, now: Floats, alone: Floats) -> Floats:
        """Return the scores, raised where the lines before and the beginning of these make it.

        Nothing is raised anew where the lines before are a risk already.
        """
        begun = before.sum(0, keepdims=True)
        said = np.maximum(self._scores(begun)[0], self.heaviest(before).scores)
        if _climbed(said >= self.table.limits, len(LEVELS)) > _ELEVATED:
            return alone
        together = self._scores(begun + now[:WINDOW].sum(0, keepdims=True))[0]
        return np.where(together >= said + _CLEARLY, np.maximum(alone, together - _CLEARLY), alone)

    def _scores(self, sums: Floats) -> Floats:
        return scored(sums, self.table.biases)

    def _named(self, speaks: NDArray[np.bool_]) -> tuple[str, ...]:
        return tuple(topic for at, topic in self._topics if speaks[at])


def _climbed(speaks: NDArray[np.bool_], rungs: int) -> int:
    """Return how far up the ladder every rung speaks: a level needs those below it."""
    for rung in range(rungs):
        if not speaks[rung]:
            return rung
    return rungs
