"""Finds all patterns at once in one pass over the words: an automaton that is built as it is used.

Each step is one look-up, however many patterns there are; the way back, from the end of a match to
its beginning, is walked likewise. Source: lazy subset construction,
Cox, Regular Expression Matching in the Wild (2010), "Cache DFA".
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from triage.grammar import ANY, EDGE
from triage.merging import Positions, by_symbol

SKIP: Final = "~"
"""Stands among the words of a symbol that may be passed over: a filler, a comma."""
STOP: Final = "!"
"""Stands among the words of a symbol no gap goes over: a negation."""
_MOST_STATES: Final = 5_000  # our own bound on memory, about 10 MiB; then it begins anew
_NOT_HERE, _BEGINS, _BEGINS_BEHIND = range(3)


@dataclass(slots=True, repr=False)
class State:
    """Where all patterns stand after the words read so far."""

    positions: frozenset[int]
    edges: dict[int, tuple["State", tuple[int, ...]]] = field(default_factory=dict)
    """By symbol: the next state, and the rules that end with this very word."""


@dataclass(slots=True, repr=False)
class Back:
    """Where a match of one rule may stand, read from its end towards its beginning."""

    positions: frozenset[int]
    edges: dict[int, tuple["Back", int]] = field(default_factory=dict)
    """By symbol: the state one word earlier, and whether a match may begin here (see `_BEGINS`)."""


@dataclass(slots=True, repr=False)
class Ways:
    """Where a place leads by symbol: worked out when it is first asked for."""

    holds: Sequence[str]
    """What each position holds: a word, a sign, a group."""
    onward: Sequence[Collection[int]] | Mapping[int, Collection[int]]
    symbols_of: Mapping[str, Sequence[int]]
    """By word or group: the symbols that may stand for it."""
    known: dict[int, tuple[Mapping[int, tuple[int, ...]], tuple[int, ...]]] = field(
        default_factory=dict
    )

    def step(self, positions: Iterable[int], symbol: int, *, gap: bool) -> set[int]:
        """Return where these positions lead."""
        reached: set[int] = set()
        known = self.known
        for position in positions:
            ways, by_any = known.get(position) or self.of(position)
            if symbol in ways:
                reached.update(ways[symbol])
            if gap and by_any:
                reached.update(by_any)
        return reached

    def of(self, place: int) -> tuple[Mapping[int, tuple[int, ...]], tuple[int, ...]]:
        """Return the ways from one place: those of each symbol, and those of any in a gap."""
        if place not in self.known:
            ways: dict[int, tuple[int, ...]] = {}
            onward = by_symbol(self.holds, self.onward[place])
            for word, following in onward.items():
                for symbol in self.symbols_of.get(word, ()):
                    ways[symbol] = ways.get(symbol, ()) + following
            self.known[place] = (ways, onward.get(ANY, ()))
        return self.known[place]


@dataclass(slots=True, repr=False)
class Finder:
    """Walks words through the patterns. Safe in threads: a lost race repeats work only."""

    net: Positions
    meanings: Sequence[frozenset[str]]
    """For each symbol (an index), the words it may stand for; symbol 0 is any unknown word."""
    _after: Ways = field(init=False)
    _before: Ways = field(init=False)
    _ends: Ways = field(init=False)
    _first: dict[int, tuple[int, ...]] = field(init=False)
    _skipped: frozenset[int] = field(init=False)
    _in_gap: frozenset[int] = field(init=False)
    _ending: frozenset[int] = field(init=False)
    _going_on: frozenset[int] = field(init=False)
    """Positions that something follows: the others are done with as soon as they are reached."""
    _states: dict[frozenset[int], State] = field(init=False)
    _root: State = field(init=False)
    _backs: dict[frozenset[int], Back] = field(init=False)
    _ended: dict[tuple[int, int], Back] = field(init=False)
    """By rule and the symbol it ended with."""

    def __post_init__(self) -> None:
        """Begin with nothing walked; a word stands for the groups it is in, too."""
        net, symbols_of = self.net, defaultdict(list)
        for symbol, words in enumerate(self.meanings):
            for word in words.union(*(net.groups_of.get(word, ()) for word in words)):
                symbols_of[word].append(symbol)
        self._after = Ways(net.symbols, net.after, symbols_of)
        self._before = Ways(net.symbols, net.before, symbols_of)
        self._ends = Ways(net.symbols, net.ends_of, symbols_of)
        first: defaultdict[int, set[int]] = defaultdict(set)
        for word, positions in net.first.items():
            for symbol in symbols_of.get(word, ()):
                first[symbol].update(positions)
        named = tuple(enumerate(self.meanings))
        self._in_gap = frozenset(at for at, words in named if not words & {EDGE, STOP})
        self._skipped = frozenset(at for at, words in named if SKIP in words)
        for symbol in self._in_gap:
            first[symbol].update(net.first.get(ANY, ()))
        self._first = {symbol: tuple(positions) for symbol, positions in first.items()}
        self._ending = frozenset(net.rules_at)
        self._going_on = frozenset(at for at, onward in enumerate(net.after) if onward)
        self._states, self._backs = {}, {}
        self._forget()
        self._forget_back()

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
        state = self._ended.get((rule, symbols[end])) or self._end(rule, symbols[end])
        first = end
        for at in range(end - 1, -1, -1):
            if not state.positions:
                break
            edge = state.edges.get(symbols[at]) or self._shrink(state, symbols[at])
            state = edge[0]
            if edge[1]:
                first = at if edge[1] == _BEGINS else at + 1
        return first

    def _end(self, rule: int, symbol: int) -> Back:
        ways, by_any = self._ends.of(rule)
        state = self._back(frozenset({*ways.get(symbol, ()), *by_any}))
        self._ended[rule, symbol] = state
        return state

    def _shrink(self, state: Back, symbol: int) -> tuple[Back, int]:
        earlier = self._before.step(state.positions, symbol, gap=symbol in self._in_gap)
        begins = _NOT_HERE
        if begun := earlier & self.net.starts:
            begins = _BEGINS_BEHIND if begun <= self.net.beside else _BEGINS
        here = earlier | state.positions if symbol in self._skipped else earlier
        edge = (self._back(frozenset(here)), begins)
        state.edges[symbol] = edge
        return edge

    def _back(self, positions: frozenset[int]) -> Back:
        if len(self._backs) > _MOST_STATES:
            self._forget_back()
        return self._backs.setdefault(positions, Back(positions))

    def _grow(self, state: State, symbol: int) -> tuple[State, tuple[int, ...]]:
        reached = self._after.step(state.positions, symbol, gap=symbol in self._in_gap)
        reached.update(self._first.get(symbol, ()))
        rules: tuple[int, ...] = ()
        if ending := self._ending & reached:
            rules_at = self.net.rules_at
            rules = tuple(sorted({rule for at in ending for rule in rules_at[at]}))
        going_on = self._going_on & reached
        kept = going_on | state.positions if symbol in self._skipped else going_on
        if len(self._states) > _MOST_STATES:
            self._forget()
        edge = (self._states.setdefault(kept, State(kept)), rules)
        state.edges[symbol] = edge
        return edge

    def _forget(self) -> None:
        old, self._root = self._states, State(frozenset())
        self._states = {self._root.positions: self._root}
        _let_go(list(old.values()))

    def _forget_back(self) -> None:
        old, self._backs, self._ended = self._backs, {}, {}
        _let_go(list(old.values()))


def _let_go(states: Sequence[State | Back]) -> None:
    """Have them freed at once: they name one another, and rings wait for a rare collection.

    A walk that is under way on one of them works out its next edge anew.
    """
    for state in states:
        state.edges.clear()
