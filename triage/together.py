"""Signs that are nothing alone and a sign together: "har ryddet op", and "i aften er det slut".

An entry of this kind names signs (cues, or other entries), and is met where one of each stands
within so many words. More text can only bring more of them near each other, never fewer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from triage.lexicon import Rule


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that matched, and where, in indexes of words."""

    rule: Rule
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Group:
    """An entry that asks for several signs: for each, the ids of the rules that will do."""

    rule: Rule
    asked: tuple[frozenset[str], ...]
    signs: frozenset[int]
    """All of them, by the rules' indexes."""
    kinds: Mapping[str, tuple[int, ...]] = field(init=False)
    """By the id of a rule: which of the signs asked for it is."""

    def __post_init__(self) -> None:
        """Turn what is asked round."""
        kinds: dict[str, tuple[int, ...]] = {}
        for at, ids in enumerate(self.asked):
            for one in ids:
                kinds[one] = (*kinds.get(one, ()), at)
        object.__setattr__(self, "kinds", kinds)


@dataclass(frozen=True, slots=True, repr=False)
class Together:
    """All entries that ask for several signs."""

    groups: tuple[tuple[int, Group], ...]
    """Each with what it asks for, as bits."""
    bits: tuple[int, ...]
    """By the index of a rule: what it answers to, as bits."""

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> Self:
        """Take them out of all rules."""
        groups: list[tuple[int, Group]] = []
        bits = [0] * len(rules)
        place = {rule.id: at for at, rule in enumerate(rules)}
        asked = 1
        for rule in rules:
            if rule.together:
                whole, signs = 0, frozenset(place[one] for ids in rule.together for one in ids)
                for ids in rule.together:
                    for one in ids:
                        bits[place[one]] |= asked
                    whole |= asked
                    asked <<= 1
                groups.append((whole, Group(rule, tuple(map(frozenset, rule.together)), signs)))
        return cls(tuple(groups), tuple(bits))

    def possible(self, there: int) -> list[Group]:
        """Return those that have all their signs among what is there, as bits."""
        return [group for whole, group in self.groups if there & whole == whole]


def nearest(group: Group, matches: Sequence[Match]) -> Iterator[tuple[Match, ...]]:
    """Yield, wherever the signs of all kinds stand near enough, the last of each.

    Args:
        group: what it asks for.
        matches: of the signs, in the order they end.
    """
    latest: dict[int, Match] = {}
    kinds, asked, within = group.kinds, len(group.asked), group.rule.within
    for match in matches:
        nearer = [
            at
            for at in kinds.get(match.rule.id, ())
            if at not in latest or latest[at].first <= match.first
        ]
        latest.update(dict.fromkeys(nearer, match))
        if nearer and len(latest) == asked:  # none of them ends behind this one
            met = latest.values()
            if match.last - min([one.first for one in met]) <= within:
                yield tuple(met)
