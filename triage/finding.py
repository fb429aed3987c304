"""Finds all patterns at once in one pass over the words: an automaton that is built as it is used.

Each step is one look-up, however many patterns there are. Source: lazy subset construction,
Cox, Regular Expression Matching in the Wild (2010), "Cache DFA".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from triage.grammar import ANY, EDGE, Net

SKIP: Final = "~"
"""Stands among the words of a symbol that may be passed over: a filler, a comma."""
STOP: Final = "!"
"""Stands among the words of a symbol no gap goes over: a negation."""
_MOST_STATES: Final = 20_000  # our own bound on memory, about 30 MiB; then it is built anew


@dataclass(slots=True)
class State:
    """Where all patterns stand after the words read so far."""

    positions: frozenset[int]
    edges: dict[int, tuple["State", tuple[int, ...]]] = field(default_factory=dict)
    """By symbol: the next state, and the rules that end with this very word."""


@dataclass(slots=True)
class Finder:
    """Walks words through a net of patterns. Safe in threads: a lost race repeats work only."""

    net: Net
    meanings: Sequence[frozenset[str]]
    """For each symbol (an index), the words it may stand for; symbol 0 is any unknown word."""
    _starts: dict[str, tuple[int, ...]] = field(init=False)
    _after: list[Mapping[str, tuple[int, ...]]] = field(init=False)
    _before: list[Mapping[str, tuple[int, ...]]] = field(init=False)
    _ends: dict[int, tuple[int, ...]] = field(init=False)
    _states: dict[frozenset[int], State] = field(init=False)
    _root: State = field(init=False)

    def __post_init__(self) -> None:
        """Index the net by word, both ways."""
        net = self.net
        self._starts = _by_symbol(net, net.starts)
        self._after = [_by_symbol(net, after) for after in net.after]
        before: list[set[int]] = [set() for _ in net.symbols]
        for position, after in enumerate(net.after):
            for later in after:
                before[later].add(position)
        self._before = [_by_symbol(net, those) for those in before]
        ends = defaultdict(list)
        for position in sorted(net.ends):
            ends[net.rule_of[position]].append(position)
        self._ends = {rule: tuple(positions) for rule, positions in ends.items()}
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
        words = self.meanings[symbols[end]]
        here = {at for at in self._ends[rule] if _means(self.net.symbols[at], words)}
        first = end
        for at in range(end - 1, -1, -1):
            words = self.meanings[symbols[at]]
            earlier = set(_step(self._before, here, words))
            if earlier & self.net.starts:
                first = at
            here = earlier | here if SKIP in words else earlier
            if not here:
                break
        return first

    def _grow(self, state: State, symbol: int) -> tuple[State, tuple[int, ...]]:
        words = self.meanings[symbol]
        reached = set(_step(self._after, state.positions, words))
        for word in words:
            reached.update(self._starts.get(word, ()))
        if _in_a_gap(words):
            reached.update(self._starts.get(ANY, ()))
        rules = tuple(sorted({self.net.rule_of[at] for at in reached & self.net.ends}))
        kept = frozenset(reached | state.positions if SKIP in words else reached)
        if len(self._states) > _MOST_STATES:
            self._forget()
        edge = (self._states.setdefault(kept, State(kept)), rules)
        state.edges[symbol] = edge
        return edge

    def _forget(self) -> None:
        self._root = State(frozenset())
        self._states = {self._root.positions: self._root}


def _step(
    way: Sequence[Mapping[str, tuple[int, ...]]], positions: Iterable[int], words: frozenset[str]
) -> Iterable[int]:
    gap = _in_a_gap(words)
    for position in positions:
        onward = way[position]
        if onward:
            for word in words:
                yield from onward.get(word, ())
            if gap:
                yield from onward.get(ANY, ())


def _means(symbol: str, words: frozenset[str]) -> bool:
    return symbol in words or (symbol == ANY and _in_a_gap(words))


def _in_a_gap(words: frozenset[str]) -> bool:
    return EDGE not in words and STOP not in words


def _by_symbol(net: Net, positions: Iterable[int]) -> dict[str, tuple[int, ...]]:
    sorted_out: defaultdict[str, list[int]] = defaultdict(list)
    for position in positions:
        sorted_out[net.symbols[position]].append(position)
    return {symbol: tuple(those) for symbol, those in sorted_out.items()}
