"""Finds all patterns at once in one pass over the words: an automaton that is built as it is used.

Each step is one look-up, however many patterns there are. Source: lazy subset construction,
Cox, Regular Expression Matching in the Wild (2010), "Cache DFA".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from triage.grammar import ANY, EDGE
from triage.merging import Onward, Positions

SKIP: Final = "~"
"""Stands among the words of a symbol that may be passed over: a filler, a comma."""
STOP: Final = "!"
"""Stands among the words of a symbol no gap goes over: a negation."""
_MOST_STATES: Final = 50_000  # our own bound on memory, about 50 MiB; then it is built anew


@dataclass(slots=True, repr=False)
class State:
    """Where all patterns stand after the words read so far."""

    positions: frozenset[int]
    edges: dict[int, tuple["State", tuple[int, ...]]] = field(default_factory=dict)
    """By symbol: the next state, and the rules that end with this very word."""


@dataclass(slots=True, repr=False)
class Finder:
    """Walks words through the patterns. Safe in threads: a lost race repeats work only."""

    net: Positions
    meanings: Sequence[frozenset[str]]
    """For each symbol (an index), the words it may stand for; symbol 0 is any unknown word."""
    _states: dict[frozenset[int], State] = field(init=False)
    _root: State = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing walked; a word stands for the groups it is in, too."""
        of = self.net.groups_of
        self.meanings = tuple(
            words.union(*(of.get(word, ()) for word in words)) for words in self.meanings
        )
        self._forget()

    def ends(self, symbols: Sequence[int]) -> list[tuple[int, tuple[int, ...]]]:
        """Return, for each place where a pattern ends, its index in `symbols` and the rules."""
        found = []
        state = self._root
        for at, symbol in enumerate(symbols):
            edge = state.edges.get(symbol) or self._grow(state, symbol)
            state = edge[0]
            if edge[1]:
                found.append((at, edge[1]))
        return found

    def start(self, symbols: Sequence[int], rule: int, end: int) -> int:
        """Return the index where the longest match of `rule` that ends at `end` begins."""
        ending = self.net.ends_of[rule]
        here = {at for word in self.meanings[symbols[end]] for at in ending.get(word, ())}
        here.update(ending.get(ANY, ()))
        first = end
        for at in range(end - 1, -1, -1):
            words = self.meanings[symbols[at]]
            earlier = set(_step(self.net.before, here, words))
            if begun := earlier & self.net.starts:
                first = at + 1 if begun <= self.net.beside else at
            here = earlier | here if SKIP in words else earlier
            if not here:
                break
        return first

    def _grow(self, state: State, symbol: int) -> tuple[State, tuple[int, ...]]:
        words = self.meanings[symbol]
        reached = set(_step(self.net.after, state.positions, words))
        for word in words:
            reached.update(self.net.first.get(word, ()))
        if _in_a_gap(words):
            reached.update(self.net.first.get(ANY, ()))
        rules_at = self.net.rules_at
        rules = tuple(sorted({rule for at in reached for rule in rules_at.get(at, ())}))
        kept = frozenset(reached | state.positions if SKIP in words else reached)
        if len(self._states) > _MOST_STATES:
            self._forget()
        edge = (self._states.setdefault(kept, State(kept)), rules)
        state.edges[symbol] = edge
        return edge

    def _forget(self) -> None:
        self._root = State(frozenset())
        self._states = {self._root.positions: self._root}


def _step(way: Sequence[Onward], positions: Iterable[int], words: frozenset[str]) -> Iterable[int]:
    gap = _in_a_gap(words)
    for position in positions:
        onward = way[position]
        if onward:
            if len(onward) < len(words):
                for symbol, following in onward.items():
                    if symbol in words:
                        yield from following
            else:
                for word in words:
                    yield from onward.get(word, ())
            if gap:
                yield from onward.get(ANY, ())


def _in_a_gap(words: frozenset[str]) -> bool:
    return EDGE not in words and STOP not in words
