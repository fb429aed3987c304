"""Makes the net of patterns small: positions that are reached in the same way become one.

A thousand patterns begin with "jeg vil"; after merging there is one "jeg" and one "vil", and little
is carried along from word to word. Source: left bisimulation, in one pass since patterns
have no loops; Revuz, Minimisation of acyclic deterministic automata, TCS 92:1 (1992).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from triage.grammar import Net


@dataclass(frozen=True, slots=True, repr=False)
class Positions:
    """The merged net."""

    symbols: Sequence[str]
    starts: frozenset[int]
    after: Sequence[Mapping[int, int]]
    """For each position, those that may come next, and after how many words at most."""
    beside: frozenset[int]
    ends: Mapping[int, tuple[tuple[int, int], ...]]
    """The rules that are fulfilled at a position, and how many words behind are marked as well."""
    groups_of: Mapping[str, tuple[str, ...]]
    """The groups a word is in."""


def merge(net: Net) -> Positions:
    """Return the net with all positions merged that the same words lead to."""
    before: list[list[tuple[int, int]]] = [[] for _ in net.symbols]
    for position, following in enumerate(net.after):
        for later, most in following.items():
            before[later].append((position, most))
    group = _groups(net, before)
    size = max(group, default=-1) + 1
    symbols = [""] * size
    after: list[dict[int, int]] = [{} for _ in range(size)]
    ends: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for position, mine in enumerate(group):
        symbols[mine] = net.symbols[position]
        for later, most in net.after[position].items():
            after[mine][group[later]] = max(most, after[mine].get(group[later], 0))
        if position in net.ends:
            rule, behind = net.rule_of[position], net.ends[position]
            ends[mine][rule] = max(behind, ends[mine].get(rule, 0))
    return Positions(
        symbols=symbols,
        starts=frozenset(group[position] for position in net.starts),
        after=after,
        beside=frozenset(group[position] for position in net.beside),
        ends={at: tuple(sorted(those.items())) for at, those in ends.items()},
        groups_of=_groups_of(net.groups),
    )


def _groups(net: Net, before: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """Return each position's group: those of one group hold the same and have the same past."""
    numbers: dict[object, int] = {}
    group = [-1] * len(net.symbols)
    for position in _in_order(net, before):
        past = frozenset((group[one], most) for one, most in before[position])
        key = (net.symbols[position], position in net.starts, position in net.beside, past)
        group[position] = numbers.setdefault(key, len(numbers))
    return group


def _in_order(net: Net, before: Sequence[Sequence[object]]) -> Iterator[int]:
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
