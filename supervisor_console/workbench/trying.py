"""Tries a sentence: how each word is read, what hits and why, what a figure clears, what is near.

Nothing here keeps the text.
"""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple, Self

from triage.assessing import Assessor
from triage.finding import SKIP, STOP, Finder
from triage.lexicon import Rule
from triage.spelling import Place, small
from triage.verdict import Verdict

MOST_WORDS: Final = 40
"""In whose place a joker is tried; each costs a walk of its own (our own bound)."""
MOST_NEAR: Final = 12
_REACH: Final = 10  # words on either side of the joker that are looked at
_SHORTEST: Final = 3  # words a near miss spans: two words of anything are near everything

Known = Literal["known", "filler", "negation", "sign", "unknown"]


class Word(NamedTuple):
    """A word as it was written, and the words it is read as."""

    written: str
    read_as: tuple[str, ...]
    known: Known


class Cleared(NamedTuple):
    """Words that would have hit, and the figure of speech that keeps them quiet."""

    rule: str
    words: str
    figure: str


class Near(NamedTuple):
    """A rule that would have hit, were one word another."""

    rule: str
    level: int
    word: str
    words: str
    """The words it would have stood on."""
    example: str
    """The rule's own example that is most like the text."""


class Tried(NamedTuple):
    """All that is to be said of a sentence."""

    verdict: Verdict
    words: tuple[Word, ...]
    cleared: tuple[Cleared, ...]
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class Bench:
    """A lexicon to try sentences on, with a finder of its own that knows the joker."""

    assessor: Assessor
    finder: Finder
    joker: int
    """The symbol that stands for every word the lexicon knows."""

    @classmethod
    def of(cls, assessor: Assessor) -> Self:
        """Lay out the bench; takes about as long as building a finder."""
        reader = assessor.reader
        meanings = reader.spelling.meanings
        every = frozenset(word for those in meanings for word in those if word[0].isalpha())
        return cls(assessor, Finder(reader.finder.net, (*meanings, every)), len(meanings))

    def try_out(self, text: str) -> Tried:
        """Say how the text is read."""
        text = unicodedata.normalize("NFC", text)
        verdict = self.assessor.assess(text)
        lowered = small(text)
        spelling = self.assessor.reader.spelling
        apart = spelling.letter_by_letter(lowered)
        symbols, places = apart or (spelling.symbols(lowered), spelling.places(lowered))
        found = list(self._matches(symbols))
        hit = {one.rule for one in self.assessor.reader.read(text).hits}
        return Tried(
            verdict,
            tuple(self._words(text, symbols, places)),
            tuple(_cleared(text, places, found, hit)),
            tuple(self._near(text, symbols, places, {one.rule.id for one in found})),
        )

    def _matches(
        self, symbols: Sequence[int], since: int | None = None, known: Collection[str] = ()
    ) -> Iterator["_Match"]:
        """Yield every match, or of the rules that weigh, not `known`, what ends from `since` on."""
        rules = self.assessor.reader.rules
        for last, ended in self.finder.ends(symbols):
            for at, first in ended.items():
                if since is None or (
                    last >= since and rules[at].id not in known and _weighs(rules[at])
                ):
                    yield _Match(rules[at], first, last)

    def _words(self, text: str, symbols: Sequence[int], places: Sequence[Place]) -> Iterator[Word]:
        meanings = self.assessor.reader.spelling.meanings
        for symbol, (start, end) in list(zip(symbols, places, strict=True))[1:-1]:
            written = text[start:end] or text[start - 1 : start]
            yield _word(written, meanings[symbol], is_sign=start == end)

    def _near(
        self,
        text: str,
        symbols: Sequence[int],
        places: Sequence[Place],
        matched: set[str],
    ) -> list[Near]:
        found: dict[tuple[str, int], Near] = {}
        wide = [at for at, (start, end) in enumerate(places) if start < end]
        for at in wide[:MOST_WORDS]:
            first = max(0, at - _REACH)
            around = [*symbols[first:at], self.joker, *symbols[at + 1 : at + _REACH]]
            for match in self._matches(around, at - first, matched):
                begin, last = match.first + first, match.last + first
                spanned = [one for one in wide if begin <= one <= last]
                if at in spanned and len(spanned) >= _SHORTEST:
                    near = _a_near(text, match.rule, places[at], _words_in(text, places, spanned))
                    found.setdefault((match.rule.id, at), near)
        ordered = sorted(found.values(), key=lambda one: (-len(one.words.split()), -one.level))
        return _one_each(ordered)[:MOST_NEAR]


class _Match(NamedTuple):
    rule: Rule
    first: int
    last: int


def _word(written: str, meanings: frozenset[str], *, is_sign: bool) -> Word:
    known: Known = "known"
    if is_sign:
        known = "sign"
    elif not meanings:
        known = "unknown"
    elif STOP in meanings:
        known = "negation"
    elif SKIP in meanings:
        known = "filler"
    read_as = sorted(word for word in meanings if word[0].isalpha() or word == "#")
    return Word(written, tuple(read_as), known)


def _cleared(
    text: str, places: Sequence[Place], found: Sequence[_Match], hit: set[str]
) -> Iterator[Cleared]:
    figures = [one for one in found if one.rule.kind == "figure"]
    told: set[str] = set()
    for match in found:
        weight = match.rule.weight
        if weight is None or not _weighs(match.rule) or match.rule.id in hit | told:
            continue
        for one in figures:
            if one.first <= match.last <= one.last and weight.level <= one.rule.up_to:
                told.add(match.rule.id)
                spanned = range(match.first, match.last + 1)
                yield Cleared(match.rule.id, _words_in(text, places, spanned), one.rule.id)
                break


def _weighs(rule: Rule) -> bool:
    return rule.weight is not None and bool(rule.weight.level or rule.weight.acute)


def _words_in(text: str, places: Sequence[Place], spanned: Sequence[int]) -> str:
    wide = [places[at] for at in spanned if places[at][0] < places[at][1]]
    return text[wide[0][0] : wide[-1][1]] if wide else ""


def _a_near(text: str, rule: Rule, place: Place, words: str) -> Near:
    def likeness(example: str) -> float:
        return SequenceMatcher(None, example, text).ratio()

    level = int(rule.weight.level) if rule.weight else 0
    example = max(rule.hits, key=likeness)
    return Near(rule.id, level, text[place[0] : place[1]], words, example)


def _one_each(ordered: Sequence[Near]) -> list[Near]:
    """Keep the widest of each rule."""
    return list({one.rule: one for one in reversed(ordered)}.values())[::-1]
