"""The rows of the features that lie across words, found without writing most of them out.

A long text has ten thousand pairs of families and knows few of them: they are asked for by the two
names. `features.across` says what is meant, `Rows.across` answers the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

from triage.second_reader.families import Families
from triage.second_reader.features import APART, between

_ByName = Mapping[str, int]
_NONE: Final[tuple[_ByName, _ByName]] = ({}, {})


@dataclass(frozen=True, slots=True, repr=False)
class Rows:
    """Looks up rows of a table."""

    row_of: Mapping[str, int]
    families: Families
    pairs: Mapping[str, tuple[_ByName, _ByName]]
    """By a family: the rows of those that stand beside it, and of those that stand further on."""

    @classmethod
    def of(cls, row_of: Mapping[str, int], families: Families) -> Self:
        """Sort out the pairs of families among the features."""
        pairs: defaultdict[str, tuple[dict[str, int], dict[str, int]]]
        pairs = defaultdict(lambda: ({}, {}))
        for feature, row in row_of.items():
            if feature[0] == "&":
                for at, sign in enumerate(" >"):
                    one, found, other = feature[1:].partition(sign)
                    if found:
                        pairs[one][at][other] = row
        return cls(row_of, families, dict(pairs))

    def across(self, words: Sequence[str]) -> Iterable[int]:
        """Return the rows of the features across these words, each once, as they are met."""
        row_of = self.row_of.get
        found: list[int | None] = []
        before = ""
        for one, two in pairwise(words):
            found += map(row_of, between(one, two))
            if before:
                found.append(row_of(f"={before} {one} {two}"))
            before = one
        found += self._pairs(words)
        return filter(None, dict.fromkeys(found))

    def _pairs(self, words: Sequence[str]) -> list[int]:
        found: list[int] = []
        near: list[tuple[int, tuple[_ByName, _ByName]]] = []
        of, pairs = self.families.of, self.pairs.get
        for at, word in enumerate(words):
            names = of(word)
            if names:
                if near and at - near[0][0] > APART:
                    near = [one for one in near if at - one[0] <= APART]
                for earlier, (beside, further) in near:
                    rows = beside if earlier == at - 1 else further
                    found += [rows[name] for name in names if name in rows]
                near += [(at, pairs(name, _NONE)) for name in names]
        return found
