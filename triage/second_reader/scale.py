"""The scale: what words weigh for each head, added up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from triage.second_reader.families import Families
from triage.second_reader.features import within
from triage.second_reader.rows import Rows
from triage.second_reader.table import Floats, Table
from triage.second_reader.wording import Words

_ONES: Final = np.ones(8192, np.float32)
"""Adding up is a product with ones: half the time of a sum. No piece has so many features."""


@dataclass(frozen=True, slots=True, repr=False)
class Scale:
    """Weighs words by a table; what it can add up beforehand it has added up."""

    table: Table
    families: Families
    lookup: Rows
    _rows: Floats
    """The table's rows, and below them one for each word that is known, added up beforehand."""
    _row_of_word: Mapping[str, int]

    @classmethod
    def of(cls, table: Table, families: Families) -> Self:
        """Make a scale of a table and the families it was trained with."""
        words = [one[1:] for one in table.row_of if one[0] == "=" and " " not in one]
        added = np.empty((len(words), table.rows.shape[1]), np.float32)
        for at, word in enumerate(words):
            known = [table.row_of.get(one, 0) for one in within(word, families)]
            added[at] = table.rows.take(known, 0).sum(0)
        return cls(
            table=table,
            families=families,
            lookup=Rows.of(table.row_of, families, words),
            _rows=np.concatenate([table.rows, added]),
            _row_of_word={word: at for at, word in enumerate(words, start=len(table.rows))},
        )

    def sums(self, read: Sequence[Words]) -> Floats:
        """Return for each piece of a text the sum of its rows, shape (n_pieces, n_heads + 1).

        Piece by piece, so that work grows with the length of a text and memory stays small.
        """
        row_of, row_of_word = self.table.row_of.get, self._row_of_word.get
        rows, families, across = self._rows, self.families, self.lookup.across
        sums = np.empty((len(read), rows.shape[1]), np.float32)
        for at, words in enumerate(read):
            known = list(across(words))
            for word in dict.fromkeys(words):
                row = row_of_word(word)
                if row is None:
                    known += filter(None, map(row_of, within(word, families)))
                else:
                    known.append(row)
            found = rows.take(np.array(known, np.intp), 0)
            np.matmul(_ONES[: len(known)], found, out=sums[at])
        return sums

    def of_word(self, word: str, head: int) -> float:
        """Return what lies within one word weighs for a head."""
        row = self._row_of_word.get(word)
        if row is not None:
            return self._rows.item(row, head)
        known = filter(None, map(self.table.row_of.get, within(word, self.families)))
        return sum(self._rows.item(row, head) for row in known)
