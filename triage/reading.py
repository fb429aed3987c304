"""Reads one text with the lexicon: which rules match, and on which words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Self

from triage.finding import Finder
from triage.grammar import Net, PatternError
from triage.lexicon import Lexicon, Rule, Weight
from triage.merging import merge
from triage.spelling import Place, Spelling, small
from triage.together import Group, Match, Together, nearest
from triage.variants import Speller
from triage.verdict import Level

FIGURE: Final = "figure"
JOINED: Final = "joined"
ANSWER: Final = "answer"
_ROLES: Final = range(5)
_CUE, _SERIOUS, _TOPIC, _REPLY, _BESIDE = _ROLES

Ends = Sequence[tuple[int, tuple[int, ...]]]
"""Where patterns end: an index in the symbols of a text, and the rules."""


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


@dataclass(slots=True, repr=False)
class Reader:
    """The lexicon, ready to read with."""

    rules: tuple[Rule, ...]
    spelling: Spelling
    finder: Finder
    together: Together
    roles: tuple[int, ...]
    """What to do with a match of each rule."""
    topics: tuple[tuple[str, ...], ...]
    nothing: Reading = field(default_factory=Reading)

    @classmethod
    def of(cls, lexicon: Lexicon) -> Self:
        """Build the reader.

        Raises:
            LexiconError: a pattern cannot be read.
        """
        net = Net(lexicon.classes)
        for at, rule in enumerate(lexicon.rules):
            for pattern in rule.patterns:
                try:
                    net.add(pattern, at)
                except PatternError as unreadable:
                    raise rule.where.wrong(f"{rule.id}: {unreadable}") from unreadable
        speller = Speller(lexicon.variants, lexicon.fillers, lexicon.stops, lexicon.known)
        spelling = speller.spell(sorted(net.words()))
        finder = Finder(merge(net), spelling.meanings)
        together = Together.of(lexicon.rules)
        return cls(
            lexicon.rules,
            spelling,
            finder,
            together,
            tuple(map(_role, lexicon.rules)),
            tuple(rule.weight.topics if rule.weight else () for rule in lexicon.rules),
        )

    def read(self, text: str) -> Reading:
        """Read a text in NFC: as it stands, and with words spelled out letter by letter."""
        lowered = small(text)
        symbols = self.spelling.symbols(lowered)
        ends = self.finder.ends(symbols)
        apart = self.spelling.letter_by_letter(lowered)
        if not ends and apart is None:
            return self.nothing
        reading = self._weigh(symbols, ends, lowered) if ends else self.nothing
        if apart is None:
            return reading
        more = self._weigh(apart[0], self.finder.ends(apart[0]), lowered, apart[1])
        return Reading(
            hits=tuple(dict.fromkeys(reading.hits + more.hits)),
            topics=tuple(dict.fromkeys(reading.topics + more.topics)),
            replies=reading.replies + more.replies,
            figure=reading.figure or more.figure,
        )

    def completed(self, earlier: str, text: str) -> list[Hit]:
        """Return what `text` completes that `earlier` began, marked within `text`."""
        spelling = self.spelling
        before, now = small(earlier), small(text)
        symbols = [*spelling.symbols(before)[:-1], spelling.soft]
        begun, own = len(symbols), spelling.symbols(now)
        symbols += own[1:]
        ends = self.finder.ends(symbols)
        if not ends or ends[-1][0] < begun or not self._joins(ends, begun, own):
            return []
        places = [(-1, -1)] * begun + spelling.places(now)[1:]
        hits = self._weigh(symbols, ends, now, places, begun).hits
        return [replace(hit, start=max(0, hit.start)) for hit in hits if hit.end > 0]

    def _joins(self, ends: Ends, begun: int, own: Sequence[int]) -> bool:
        """Return whether anything ends behind `begun` that does not end there by itself."""
        alone = {at + begun - 1: rules for at, rules in self.finder.ends(own)}
        bits, earlier, later = self.together.bits, 0, 0
        for at, rules in ends:
            new = at >= begun
            for rule in rules:
                if new:
                    if self.roles[rule] == _SERIOUS and rule not in alone.get(at, ()):
                        return True
                    later |= bits[rule]
                else:
                    earlier |= bits[rule]
        possible = self.together.possible
        return bool(earlier and later) and len(possible(earlier | later)) > len(
            {id(group) for there in (earlier, later) for group in possible(there)}
        )

    def questions(self, text: str) -> list[Rule]:
        """Return the questions a counsellor's text asks."""
        return [rule for rule in self.matching(text) if rule.kind == "question"]

    def matching(self, text: str) -> list[Rule]:
        """Return every rule that matches, figures of speech or not."""
        ends = self.finder.ends(self.spelling.symbols(small(text)))
        return list({at: self.rules[at] for _, found in ends for at in found}.values())

    def _weigh(
        self,
        symbols: Sequence[int],
        ends: Ends,
        lowered: str,
        places: Sequence[Place] | None = None,
        begun: int = 0,
    ) -> Reading:
        """Weigh what ends where; with `begun`, only what began before that word and ends behind."""
        of: dict[int, list[tuple[int, int]]] = {role: [] for role in _ROLES}
        roles, bits, there = self.roles, self.together.bits, 0
        for last, rules in ends:
            for at in rules:
                there |= bits[at]
                if roles[at] != _CUE:
                    of[roles[at]].append((at, last))
        groups = self.together.possible(there) if there else []
        topics = tuple(dict.fromkeys(topic for at, _ in of[_TOPIC] for topic in self.topics[at]))
        if not of[_SERIOUS] and not of[_REPLY] and not groups:
            return Reading(topics=topics) if topics else self.nothing
        where = places or self.spelling.places(lowered)
        cleared, labelled = self._beside(symbols, of[_BESIDE])
        matches = self._matches(symbols, _since(of[_SERIOUS], begun) if begun else of[_SERIOUS])
        found = [(one.rule, one) for one in matches if not begun or one.first < begun]
        if groups:
            asked = frozenset[int]().union(*(group.signs for group in groups))
            signs = [(at, last) for last, rules in ends for at in rules if at in asked]
            found += self._met(groups, self._matches(symbols, signs), cleared, begun)
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
                (match.rule.id, _place(match, where))
                for match in self._matches(symbols, of[_REPLY])
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
        for group in groups:
            level = group.rule.weight.level if group.rule.weight else 0
            usable = [one for one in in_order if cleared.get(one.last, -1) < level]
            met = list(nearest(group, usable))
            if begun and any(max(one.last for one in those) < begun for those in met):
                continue  # said already
            for those in met:
                if not begun or min(one.first for one in those) < begun:
                    found += [(group.rule, one) for one in those if one.last >= begun]
        return found

    def _beside(
        self, symbols: Sequence[int], ends: Iterable[tuple[int, int]]
    ) -> tuple[dict[int, int], dict[int, set[str]]]:
        """Return by word: the highest level a figure of speech clears there, and its labels."""
        cleared: dict[int, int] = {}
        labelled: dict[int, set[str]] = {}
        for match in self._matches(symbols, ends):
            if match.rule.kind == "figure":
                for at in range(match.first, match.last + 1):
                    cleared[at] = max(match.rule.up_to, cleared.get(at, -1))
            elif match.rule.kind == "label":
                for at in range(match.first - match.rule.near, match.last + match.rule.near + 1):
                    labelled.setdefault(at, set()).add(match.rule.id)
        return cleared, labelled

    def _matches(self, symbols: Sequence[int], ends: Iterable[tuple[int, int]]) -> list[Match]:
        """Return the longest matches, those of one rule never on the same words."""
        matches: list[Match] = []
        begun: dict[int, int] = {}
        for at, last in sorted(ends, key=lambda end: -end[1]):
            if last < begun.get(at, len(symbols)):
                first = self.finder.start(symbols, at, last)
                begun[at] = first
                matches.append(Match(self.rules[at], first, last))
        return matches


def _role(rule: Rule) -> int:
    if rule.weight is not None:
        return _SERIOUS if rule.weight.level or rule.weight.acute else _TOPIC
    return {"reply": _REPLY, "figure": _BESIDE, "label": _BESIDE}.get(rule.kind, _CUE)


def _since(ends: Sequence[tuple[int, int]], begun: int) -> list[tuple[int, int]]:
    """Leave out what was said before `begun` already."""
    said = {rule for rule, last in ends if last < begun}
    return [(rule, last) for rule, last in ends if rule not in said]


def worst(hits: Iterable[Hit]) -> Level:
    """Return the highest level among the hits."""
    return max((hit.weight.level for hit in hits), default=Level.NONE)


def _place(match: Match, places: Sequence[Place]) -> Place:
    """Return from where to where the match goes; signs at its ends are left out."""
    marked = places[match.first : match.last + 1]
    wide = [place for place in marked if place[0] < place[1]]
    if marked[0][0] < 0:  # it began in an earlier message
        return -1, wide[-1][1] if wide else 0
    return (wide[0][0], wide[-1][1]) if wide else marked[0]
