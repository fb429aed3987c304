"""Weighs what matched in a text: what counts, what is cleared, what stands beside it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from triage.finding import Ends
from triage.lexicon import Rule, Weight
from triage.spelling import Place
from triage.together import Group, Match, Together, nearest

_ROLES: Final = range(5)
_CUE, _SERIOUS, _TOPIC, _REPLY, _BESIDE = _ROLES

_Found = tuple[int, int, int]
"""A rule, and the first and the last word of its match, all as indexes."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched, and where, in code points of the text."""

    rule: str
    weight: Weight
    start: int
    end: int
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text."""

    hits: tuple[Hit, ...] = ()
    topics: tuple[str, ...] = ()
    """Of entries that mark nothing (level 0): what it is about."""
    replies: tuple[tuple[str, Place], ...] = ()
    """Replies the text begins with, and where: `yes`, `tonight`."""
    figure: bool = False
    """Something that looked like a risk was a clear figure of speech."""


NOTHING: Final = Reading()


@dataclass(frozen=True, slots=True, repr=False)
class Weigher:
    """All rules, by what a match of them does."""

    rules: tuple[Rule, ...]
    together: Together
    roles: tuple[int, ...]
    topics: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> Self:
        """Sort the rules."""
        return cls(
            rules,
            Together.of(rules),
            tuple(map(_role, rules)),
            tuple(rule.weight.topics if rule.weight else () for rule in rules),
        )

    def joins(self, ends: Ends, begun: int, alone: Ends) -> bool:
        """Return whether anything ends behind `begun` that does not end there by itself."""
        by_itself = {at + begun - 1: rules for at, rules in alone}
        bits, earlier, later = self.together.bits, 0, 0
        for at, rules in ends:
            for rule in rules:
                if at < begun:
                    earlier |= bits[rule]
                elif self.roles[rule] == _SERIOUS and rule not in by_itself.get(at, ()):
                    return True
                else:
                    later |= bits[rule]
        possible = self.together.possible
        apart = {id(group) for there in (earlier, later) for group in possible(there)}
        return len(possible(earlier | later)) > len(apart)

    def weigh(
        self,
        ends: Ends,
        places: Callable[[], Sequence[Place]],
        begun: int = 0,
    ) -> Reading:
        """Weigh what ends where; with `begun`, only what began before that word and ends behind.

        Args:
            ends: where patterns end in the words of the text.
            places: returns where the words stand in the text; asked only when something counts.
            begun: the first word of the new text, where some of it is older.
        """
        of: dict[int, list[_Found]] = {role: [] for role in _ROLES}
        roles, bits, there = self.roles, self.together.bits, 0
        for last, rules in ends:
            for at, first in rules.items():
                there |= bits[at]
                if roles[at] != _CUE:
                    of[roles[at]].append((at, first, last))
        groups = self.together.possible(there) if there else []
        topics = tuple(dict.fromkeys(topic for at, *_ in of[_TOPIC] for topic in self.topics[at]))
        if not of[_SERIOUS] and not of[_REPLY] and not groups:
            return Reading(topics=topics) if topics else NOTHING
        where = places()
        cleared, labelled = self._beside(of[_BESIDE])
        matches = self._matches(_since(of[_SERIOUS], begun) if begun else of[_SERIOUS])
        found = [(one.rule, one) for one in matches if not begun or one.first < begun]
        if groups:
            asked = frozenset[int]().union(*(group.signs for group in groups))
            signs = [
                (at, first, last)
                for last, rules in ends
                for at, first in rules.items()
                if at in asked
            ]
            found += self._met(groups, self._matches(signs), cleared, begun)
        hits, figure = [], False
        for rule, match in found:
            weight = rule.weight
            if weight is None or weight.level <= cleared.get(match.last, -1):
                figure = True
                continue
            names = frozenset[str]()
            if labelled:
                words = range(match.first, match.last + 1)
                names = frozenset(name for at in words for name in labelled.get(at, ()))
            hits.append(Hit(rule.id, weight, *_place(match, where), labels=names))
        return Reading(
            hits=tuple(dict.fromkeys(hits)),
            topics=topics,
            replies=tuple(
                (match.rule.id, _place(match, where)) for match in self._matches(of[_REPLY])
            ),
            figure=figure,
        )

    def _met(
        self,
        groups: Iterable[Group],
        matches: Iterable[Match],
        cleared: Mapping[int, int],
        begun: int,
    ) -> list[tuple[Rule, Match]]:
        """Return the signs that stand together, each as a match of the entry that asks for them."""
        found: list[tuple[Rule, Match]] = []
        in_order = sorted(matches, key=lambda one: one.last)
        of_rule: defaultdict[str, list[int]] = defaultdict(list)
        for at, match in enumerate(in_order):
            of_rule[match.rule.id].append(at)
        for group in groups:
            level = group.rule.weight.level if group.rule.weight else 0
            asked = sorted(at for rule in group.kinds.keys() & of_rule for at in of_rule[rule])
            signs = [one for at in asked if cleared.get((one := in_order[at]).last, -1) < level]
            met = list(nearest(group, signs))
            if begun:
                if any(max(one.last for one in those) < begun for those in met):
                    continue  # said already
                met = [those for those in met if min(one.first for one in those) < begun]
            shown = {(one.first, one.last): one for those in met for one in those}
            found += [(group.rule, one) for one in shown.values() if one.last >= begun]
        return found

    def _beside(self, found: Iterable[_Found]) -> tuple[dict[int, int], dict[int, set[str]]]:
        """Return by word: the highest level a figure of speech clears there, and its labels."""
        cleared: dict[int, int] = {}
        labelled: dict[int, set[str]] = {}
        for match in self._matches(found):
            if match.rule.kind == "figure":
                for at in range(match.first, match.last + 1):
                    cleared[at] = max(match.rule.up_to, cleared.get(at, -1))
            elif match.rule.kind == "label":
                for at in range(match.first - match.rule.near, match.last + match.rule.near + 1):
                    labelled.setdefault(at, set()).add(match.rule.id)
        return cleared, labelled

    def _matches(self, found: Iterable[_Found]) -> list[Match]:
        """Return the longest matches, those of one rule never on the same words."""
        matches: list[Match] = []
        begun: dict[int, int] = {}
        for at, first, last in sorted(found, key=lambda one: -one[2]):
            if at not in begun or last < begun[at]:
                begun[at] = first
                matches.append(Match(self.rules[at], first, last))
        return matches


def _role(rule: Rule) -> int:
    if rule.weight is not None:
        return _SERIOUS if rule.weight.level or rule.weight.acute else _TOPIC
    return {"reply": _REPLY, "figure": _BESIDE, "label": _BESIDE}.get(rule.kind, _CUE)


def _since(found: Sequence[_Found], begun: int) -> list[_Found]:
    """Leave out what was said before `begun` already."""
    said = {rule for rule, _, last in found if last < begun}
    return [one for one in found if one[0] not in said]


def _place(match: Match, places: Sequence[Place]) -> Place:
    """Return from where to where the match goes; signs at its ends are left out."""
    marked = places[match.first : match.last + 1]
    wide = [place for place in marked if place[0] < place[1]]
    if marked[0][0] < 0:  # it began in an earlier message
        return -1, wide[-1][1] if wide else 0
    return (wide[0][0], wide[-1][1]) if wide else marked[0]
