"""Makes the net of patterns small: positions that are reached in the same way become one.

A thousand patterns begin with "jeg vil"; after merging there is one "jeg" and one "vil", and the
automaton has few positions to carry along. Source: left bisimulation, in one pass since patterns
have no loops; Revuz, Minimisation of acyclic deterministic automata, TCS 92:1 (1992).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from triage.grammar import Net

Onward = Mapping[str, tuple[int, ...]]
"""By symbol: the positions that hold it."""


@dataclass(frozen=True, slots=True, repr=False)
class Positions:
    """The merged net, ready to walk both ways."""

    symbols: Sequence[str]
    first: Onward
    """Where a pattern may begin."""
    after: Sequence[Collection[int]]
    before: Sequence[Collection[int]]
    starts: frozenset[int]
    beside: frozenset[int]
    rules_at: Mapping[int, tuple[int, ...]]
    """The rules that are fulfilled at a position."""
    ends_of: Mapping[int, Collection[int]]
    """The positions that fulfil a rule."""
    groups_of: Mapping[str, tuple[str, ...]]
    """The groups a word is in."""


def merge(net: Net) -> Positions:
    """Return the net with all positions merged that the same words lead to."""
    before: list[list[int]] = [[] for _ in net.symbols]
    for position, following in enumerate(net.after):
        for later in following:
            before[later].append(position)
    group = _groups(net, before)
    size = max(group, default=-1) + 1
    symbols = [""] * size
    after: list[set[int]] = [set() for _ in range(size)]
    rules: list[set[int]] = [set() for _ in range(size)]
    for position, mine in enumerate(group):
        symbols[mine] = net.symbols[position]
        after[mine].update([group[later] for later in net.after[position]])
        if position in net.ends:
            rules[mine].add(net.rule_of[position])
    earlier: list[list[int]] = [[] for _ in range(size)]
    for position, following in enumerate(after):
        for later in following:
            earlier[later].append(position)
    starts = frozenset(group[position] for position in net.starts)
    ends_of: defaultdict[int, list[int]] = defaultdict(list)
    for position, those in enumerate(rules):
        for rule in those:
            ends_of[rule].append(position)
    return Positions(
        symbols=symbols,
        first=by_symbol(symbols, starts),
        after=after,
        before=earlier,
        starts=starts,
        beside=frozenset(group[position] for position in net.beside),
        rules_at={at: tuple(sorted(those)) for at, those in enumerate(rules) if those},
        ends_of=ends_of,
        groups_of=_groups_of(net.groups),
    )


def _groups(net: Net, before: Sequence[Sequence[int]]) -> list[int]:
    """Return each position's group: those of one group hold the same and have the same past."""
    numbers: dict[object, int] = {}
    group = [-1] * len(net.symbols)
    for position in _in_order(net, before):
        past = frozenset(group[one] for one in before[position])
        key = (net.symbols[position], position in net.starts, position in net.beside, past)
        group[position] = numbers.setdefault(key, len(numbers))
    return group


def _in_order(net: Net, before: Sequence[Sequence[int]]) -> Iterator[int]:
    """Yield every position after those that lead to it: no pattern goes in a circle."""
    missing = [len(earlier) for earlier in before]
    ready = [at for at, count in enumerate(missing) if not count]
    while ready:
        position = ready.pop()
        yield position
        for later in net.after[position]:
            missing[later] -= 1
            if not missing[later]:
                ready.append(later)


def _groups_of(groups: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    of: defaultdict[str, list[str]] = defaultdict(list)
    for group, words in groups.items():
        for word in words:
            of[word].append(group)
    return {word: tuple(those) for word, those in of.items()}


def by_symbol(symbols: Sequence[str], positions: Iterable[int]) -> Onward:
    """Return positions by what they hold."""
    sorted_out: defaultdict[str, list[int]] = defaultdict(list)
    for position in positions:
        sorted_out[symbols[position]].append(position)
    return {symbol: tuple(those) for symbol, those in sorted_out.items()}
