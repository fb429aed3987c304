"""The rows of the features that lie across words, found without writing most of them out.

A long text has ten thousand pairs of families and knows few of them: they are asked for by the two
names. `features.across` says what is meant, `Rows.across` answers the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final, Self

from triage.second_reader.families import Families
from triage.second_reader.features import APART, between

Placed = tuple[int, int, int]
"""A row, and the first and the last word that what it weighs lies on."""
_ByName = Mapping[str, int]
_NONE: Final[tuple[_ByName, _ByName]] = ({}, {})


@dataclass(frozen=True, slots=True, repr=False)
class Rows:
    """Looks up rows of a table."""

    phrases: _ByName
    """Two or three words in a row, as they stand in a text."""
    edges: _ByName
    """Letters on both sides of the blank between two words."""
    families: Families
    pairs: Mapping[str, tuple[_ByName, _ByName]]
    """By a family: the rows of those that stand beside it, and of those that stand further on."""

    @classmethod
    def of(cls, row_of: Mapping[str, int], families: Families) -> Self:
        """Sort out what lies across words among the features."""
        pairs: defaultdict[str, tuple[dict[str, int], dict[str, int]]]
        pairs = defaultdict(lambda: ({}, {}))
        phrases: dict[str, int] = {}
        edges: dict[str, int] = {}
        for feature, row in row_of.items():
            if feature[0] == "&":
                for at, sign in enumerate(" >"):
                    one, found, other = feature[1:].partition(sign)
                    if found:
                        pairs[one][at][other] = row
            elif feature[0] == "=":
                if " " in feature:
                    phrases[feature[1:]] = row
            elif " " in feature[1:-1]:
                edges[feature] = row
        return cls(phrases, edges, families, dict(pairs))

    def across(self, words: Sequence[str]) -> Iterable[int]:
        """Return the rows of the features across these words, each once, as they are met.

        Three words in a row are asked for only where the first two and the last two are known: what
        is in enough texts to be learnt is in no more of them than its parts.
        """
        phrase, edge = self.phrases.get, self.edges.get
        found: list[int | None] = []
        text = f" {' '.join(words)} "
        before, begun, blank, known = 0, 1, len(words[0]) + 1, None
        for word in islice(words, 1, None):
            end = blank + 1 + len(word)
            both = phrase(text[begun:end])
            found += (
                both,
                edge(text[blank - 1 : blank + 2]),
                edge(text[blank - 2 : blank + 2]),
                edge(text[blank - 1 : blank + 3]),
            )
            if both and known:
                found.append(phrase(text[before:end]))
            before, begun, blank, known = begun, blank + 1, end, both
        found += [row for row, _, _ in self._pairs(words)]
        return filter(None, dict.fromkeys(found))

    def placed_across(self, words: Sequence[str]) -> Iterator[Placed]:
        """Yield the same rows wherever their features are: those side by side first."""
        phrase, edge = self.phrases.get, self.edges.get
        for at, (one, two) in enumerate(pairwise(words)):
            both, *edges = between(one, two)
            for row in (phrase(both[1:]), *map(edge, edges)):
                if row is not None:
                    yield row, at, at + 1
        for at in range(len(words) - 2):
            row = phrase(" ".join(words[at : at + 3]))
            if row is not None:
                yield row, at, at + 2
        yield from self._pairs(words)

    def _pairs(self, words: Sequence[str]) -> list[Placed]:
        found: list[Placed] = []
        near: list[tuple[int, tuple[_ByName, _ByName]]] = []
        of, pairs = self.families.of, self.pairs.get
        for at, word in enumerate(words):
            names = of(word)
            if names:
                if near and at - near[0][0] > APART:
                    near = [one for one in near if at - one[0] <= APART]
                for earlier, (beside, further) in near:
                    known = beside if earlier == at - 1 else further
                    for name in names:  # written out: a list for each costs more than its content
                        row = known.get(name)
                        if row is not None:
                            found.append((row, earlier, at))
                near += [(at, pairs(name, _NONE)) for name in names]
        return found
