"""The rows of the features that lie across words, found without writing most of them out.

A long text has ten thousand pairs of families and knows few of them: they are asked for by two
numbers. `features.across` says what is meant, `Rows.across` answers the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Self

from triage.second_reader.families import Families
from triage.second_reader.features import APART

RowPlace = tuple[int, int, int]
"""A row, and the first and the last word that what it weighs lies on."""
_PAIR: Final = re.compile(r"&(?P<one>\w+)(?P<sign>[ >])(?P<other>\w+)")
_ASKED: Final = 5
"""So many things are asked for each word but the first, see `_in_a_row`."""
_THREE: Final = 4
"""Which of them is about three words."""
_ByName = Mapping[str, int]
_ByNumber = Sequence[Sequence[int]]
"""By the numbers of two families, the row of the pair; 0 where nothing is known of it."""


@dataclass(frozen=True, slots=True, repr=False)
class Rows:
    """Looks up rows of a table.

    Families are numbered, and pairs of them stand side by side in memory: a message asks for a
    hundred, few of them asked for lately, and it is fetching them that takes the time.
    """

    phrases: _ByName
    """Two or three words in a row, as they stand in a text."""
    edges: _ByName
    """Letters on both sides of the blank between two words."""
    families: Families
    numbers: _ByName
    """The families' numbers, by name."""
    known: Mapping[str, tuple[int, ...]]
    """The families of words that are met often; of others they are worked out."""
    beside: _ByNumber
    further: _ByNumber

    @classmethod
    def of(cls, row_of: Mapping[str, int], families: Families, words: Iterable[str]) -> Self:
        """Sort out what lies across words among the features; `words` are met often."""
        numbers = {name: at for at, name in enumerate(families.names())}
        beside, further = ([[0] * len(numbers) for _ in numbers] for _ in " >")
        phrases: dict[str, int] = {}
        edges: dict[str, int] = {}
        for feature, row in row_of.items():
            pair = _PAIR.fullmatch(feature)
            if pair and {pair["one"], pair["other"]} <= numbers.keys():
                table = beside if pair["sign"] == " " else further
                table[numbers[pair["one"]]][numbers[pair["other"]]] = row
            elif feature[0] == "=":
                if " " in feature:
                    phrases[feature[1:]] = row
            elif " " in feature[1:-1]:
                edges[feature] = row
        known = {word: tuple(map(numbers.__getitem__, families.of(word))) for word in words}
        return cls(phrases, edges, families, numbers, known, beside, further)

    def across(self, words: Sequence[str]) -> Iterable[int]:
        """Return the rows of the features across these words, each once, as they are met."""
        found = self._in_a_row(words)
        found += [row for row, _, _ in self._pairs(words)]
        return filter(None, dict.fromkeys(found))

    def placed_across(self, words: Sequence[str]) -> Iterator[RowPlace]:
        """Yield the same rows wherever their features are: first those of words in a row."""
        for number, row in enumerate(self._in_a_row(words)):
            before, which = divmod(number, _ASKED)
            if row:
                yield row, before - (which == _THREE), before + 1
        yield from self._pairs(words)

    def _in_a_row(self, words: Sequence[str]) -> list[int | None]:
        """Return for each word but the first the rows it has with the one before, or the two.

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
                phrase(text[before:end]) if both and known else None,
            )
            before, begun, blank, known = begun, blank + 1, end, both
        return found

    def _pairs(self, words: Sequence[str]) -> list[RowPlace]:
        found: list[RowPlace] = []
        near: list[tuple[int, Sequence[int], Sequence[int]]] = []
        known, all_beside, all_further = self.known.get, self.beside, self.further
        for at, word in enumerate(words):
            numbers = known(word)
            if numbers is None:
                numbers = self._numbers(word)
            if numbers:
                if near and at - near[0][0] > APART:
                    near = [one for one in near if at - one[0] <= APART]
                for earlier, beside, further in near:
                    rows = beside if earlier == at - 1 else further
                    for number in numbers:
                        row = rows[number]
                        if row:  # written out: a list for each costs more than it holds
                            found.append((row, earlier, at))
                near += [(at, all_beside[number], all_further[number]) for number in numbers]
        return found

    def _numbers(self, word: str) -> tuple[int, ...]:
        return tuple(map(self.numbers.__getitem__, self.families.of(word)))
