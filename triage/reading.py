"""Reads one text with the lexicon: which rules match, and on which words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Self

from triage.finding import Finder
from triage.grammar import Net, PatternError
from triage.lexicon import Lexicon, Rule, Weight
from triage.merging import merge
from triage.spelling import Place, Spelling, small
from triage.variants import Speller
from triage.verdict import Level

FIGURE: Final = "figure"
JOINED: Final = "joined"
ANSWER: Final = "answer"


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched, and where, in code points of the text."""

    rule: str
    weight: Weight
    start: int
    end: int
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that matched, and where, in indexes of words."""

    rule: Rule
    first: int
    last: int


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
        spelling = Speller(lexicon.variants, lexicon.fillers, lexicon.stops).spell(
            sorted(net.words())
        )
        return cls(lexicon.rules, spelling, Finder(merge(net), spelling.meanings))

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
        """Return what `text` completes that `earlier` began, marked from the start of `text`."""
        spelling = self.spelling
        before, now = small(earlier), small(text)
        symbols = [*spelling.symbols(before)[:-1], spelling.soft]
        begun = len(symbols)
        symbols += spelling.symbols(now)[1:]
        ends = self.finder.ends(symbols)
        said = {rule for at, rules in ends if at < begun for rule in rules}
        new = [(at, tuple(set(rules) - said)) for at, rules in ends if at >= begun]
        if not any(rules for _, rules in new):
            return []
        places = [(-1, -1)] * begun + spelling.places(now)[1:]
        hits = self._weigh(symbols, new, now, places).hits
        return [replace(hit, start=0) for hit in hits if hit.start < 0 < hit.end]

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
        ends: Sequence[tuple[int, tuple[int, ...]]],
        lowered: str,
        places: Sequence[Place] | None = None,
    ) -> Reading:
        topics: list[str] = []
        serious: list[tuple[int, int]] = []
        beside: list[tuple[int, int]] = []
        replies: list[tuple[int, int]] = []
        for last, found in ends:
            for at in found:
                rule = self.rules[at]
                if rule.weight is not None:
                    if rule.weight.level or rule.weight.acute:
                        serious.append((at, last))
                    else:
                        topics.extend(rule.weight.topics)
                elif rule.kind == "reply":
                    replies.append((at, last))
                else:
                    beside.append((at, last))
        if not serious and not replies:
            return Reading(topics=tuple(dict.fromkeys(topics))) if topics else self.nothing
        where = places or self.spelling.places(lowered)
        cleared, labelled = self._beside(symbols, beside)
        hits, figure = [], False
        for match in self._matches(symbols, serious):
            weight = match.rule.weight
            if weight is None or weight.level <= cleared.get(match.last, -1):
                figure = True
                continue
            near = (labelled.get(at, ()) for at in range(match.first, match.last + 1))
            names = frozenset(name for those in near for name in those)
            hits.append(Hit(match.rule.id, weight, *_place(match, where), labels=names))
        return Reading(
            hits=tuple(hits),
            topics=tuple(dict.fromkeys(topics)),
            replies=tuple(
                (match.rule.id, _place(match, where)) for match in self._matches(symbols, replies)
            ),
            figure=figure,
        )

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
