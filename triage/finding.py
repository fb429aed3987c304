"""Finds all patterns at once in one pass over the words.

What the words read so far have reached is carried along, and how many words may stand between it
and the next; each word is asked what it leads to from there. Nothing is kept between texts: a new
one costs no more than one read before. Source: Thompson, Regular expression search algorithm,
CACM 11:6 (1968), with gaps that are counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from triage.grammar import EDGE
from triage.merging import Positions

SKIP: Final = "~"
"""Stands among the words of a symbol that may be passed over: a filler, a comma."""
STOP: Final = "!"
"""Stands among the words of a symbol no gap goes over: a negation."""
_WORD, _PASSED_OVER, _WALL = range(3)

Ends = list[tuple[int, dict[int, int]]]
"""Where patterns end: an index in the symbols of a text, and by rule where its match begins."""
_Step = tuple[int, int, int]
"""The place it leads to, the most words between, and 1 where the word left behind is not marked."""
_Carried = tuple[int, int, int, int]
"""A place; how many words were read there, and at most when the next is; where the match begins."""
_Open = tuple[int, int, int]
"""A rule that is fulfilled and marks words behind, until so many are read; where it begins."""


@dataclass(slots=True, repr=False)
class Finder:
    """Walks words through the patterns. Safe in threads: it only reads.

    A place is a position of the net, or a symbol that patterns begin with: "jeg" begins a thousand.
    """

    net: Positions
    meanings: Sequence[frozenset[str]]
    """For each symbol (an index), the words it may stand for; symbol 0 is any unknown word."""
    _first: int = field(init=False)
    """The place of symbol 0 as the first word of a pattern; the other symbols follow."""
    _steps: Sequence[dict[int, tuple[_Step, ...]]] = field(init=False)
    """By symbol: where it leads to, by the place it is read at."""
    _furthest: Sequence[int] = field(init=False)
    """By place: the most words between it and what follows; -1 where nothing does."""
    _ends: Sequence[tuple[tuple[int, int], ...]] = field(init=False)
    """By place: the rules that are fulfilled there, and how many words behind are marked too."""
    _kinds: Sequence[int] = field(init=False)
    """By symbol: a word, one that may be passed over, or one no gap goes over."""

    def __post_init__(self) -> None:
        """Work out what leads where; a word stands for the groups it is in, too."""
        net, symbols_of = self.net, defaultdict[str, list[int]](list)
        for symbol, words in enumerate(self.meanings):
            for word in words.union(*(net.groups_of.get(word, ()) for word in words)):
                symbols_of[word].append(symbol)
        holders = [symbols_of[word] for word in net.symbols]
        self._first = len(holders)
        read_at = [[position] for position in range(len(holders))]
        read_at += [[] for _ in self.meanings]
        for position in sorted(net.starts):
            for symbol in holders[position]:
                read_at[self._first + symbol].append(position)
        self._steps = [{} for _ in self.meanings]
        for place, positions in enumerate(read_at):
            for position in positions:
                beside = int(place >= self._first and position in net.beside)
                for later, most in net.after[position].items():
                    self._lead(place, (later, most, beside), holders[later])
        self._furthest = [
            max((most for one in positions for most in net.after[one].values()), default=-1)
            for positions in read_at
        ]
        self._ends = [tuple(_ends(net, positions)) for positions in read_at]
        self._kinds = tuple(map(_kind, self.meanings))

    def _lead(self, place: int, step: _Step, symbols: Iterable[int]) -> None:
        """Take in a step from a place by each of the symbols."""
        alone = (step,)  # nearly all are, and share it
        for symbol in symbols:
            steps = self._steps[symbol]
            steps[place] = (*steps[place], step) if place in steps else alone

    def ends(self, symbols: Sequence[int]) -> Ends:
        """Return where patterns end in the symbols of a text.

        A rule's match begins as early as it may.
        """
        found: Ends = []
        carried: list[_Carried] = []
        still_open: list[_Open] = []  # nearly always empty
        words, before = 0, _WALL  # words that may be passed over are not counted
        for at, symbol in enumerate(symbols):
            reached = self._reached(carried, symbol, words, at)
            kind = self._kinds[symbol]
            if kind == _WALL:
                carried, still_open = [], []
            ended = [(rule, start) for rule, _, start in still_open] if still_open else []
            if kind == _WORD:
                words += 1
                carried = [one for one in carried if words <= one[2]]
                still_open = still_open and [one for one in still_open if words < one[1]]
            elif before == kind == _PASSED_OVER:  # a row of commas or pictures does not pile up
                carried, still_open = _once(carried), _once(still_open)
            before = kind
            for place, start in reached.items():
                furthest = self._furthest[place]
                if furthest >= 0:
                    carried.append((place, words, words + furthest, start))
                for rule, behind in self._ends[place]:
                    ended.append((rule, start))
                    if behind:
                        still_open.append((rule, words + behind, start))
            if ended:
                found.append((at, _earliest(ended)))
        return found

    def _reached(
        self, carried: Iterable[_Carried], symbol: int, words: int, at: int
    ) -> dict[int, int]:
        """Return the places that this word leads to, and where the match of each begins."""
        reached = {self._first + symbol: at}
        steps = self._steps[symbol]
        if steps:
            for place, read, _, start in carried:
                if place in steps:
                    for later, most, beside in steps[place]:
                        if words - read <= most and (
                            later not in reached or start + beside < reached[later]
                        ):
                            reached[later] = start + beside
        return reached


_Row = TypeVar("_Row", bound=tuple[int, ...])


def _once(rows: Iterable[_Row]) -> list[_Row]:
    """Return rows that differ by more than where the match begins: of those alike the earliest."""
    return list({one[:-1]: one for one in sorted(rows, reverse=True)}.values())


def _earliest(ended: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return each rule with its earliest beginning, in the order of the rules."""
    rules: dict[int, int] = {}
    for rule, start in sorted(ended):
        rules.setdefault(rule, start)
    return rules


def _ends(net: Positions, positions: Iterable[int]) -> Iterable[tuple[int, int]]:
    ends: dict[int, int] = {}
    for position in positions:
        for rule, behind in net.ends.get(position, ()):
            ends[rule] = max(behind, ends.get(rule, 0))
    return ends.items()


def _kind(words: frozenset[str]) -> int:
    if SKIP in words:  # whatever else it is
        return _PASSED_OVER
    return _WALL if words & {EDGE, STOP} else _WORD
