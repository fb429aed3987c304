"""Reads one text with the lexicon: which rules match, and on which words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from triage.finding import Finder
from triage.grammar import Net, PatternError
from triage.lexicon import Lexicon, Rule
from triage.merging import merge
from triage.spelling import Place, Spelling, small
from triage.variants import Speller
from triage.verdict import Level
from triage.weighing import NOTHING, Hit, Reading, Weigher

FIGURE: Final = "figure"
JOINED: Final = "joined"
ANSWER: Final = "answer"


@dataclass(slots=True, repr=False)
class Reader:
    """The lexicon, ready to read with."""

    rules: tuple[Rule, ...]
    spelling: Spelling
    finder: Finder
    weigher: Weigher

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
        return cls(lexicon.rules, spelling, finder, Weigher.of(lexicon.rules))

    def read(self, text: str) -> Reading:
        """Read a text in NFC: as it stands, and with words spelled out letter by letter."""
        lowered = small(text)
        ends = self.finder.ends(self.spelling.symbols(lowered))
        weigh, places = self.weigher.weigh, self.spelling.places
        readings = [weigh(ends, lambda: places(lowered)) if ends else NOTHING]
        readings += [self._apart(*apart) for apart in self.spelling.around_letters(lowered)]
        return readings[0] if len(readings) == 1 else _together(readings)

    def _apart(self, symbols: Sequence[int], places: Sequence[Place]) -> Reading:
        return self.weigher.weigh(self.finder.ends(symbols), lambda: places)

    def completed(self, earlier: str, text: str) -> list[Hit]:
        """Return what `text` completes that `earlier` began, marked within `text`."""
        spelling = self.spelling
        before, now = small(earlier), small(text)
        symbols = [*spelling.symbols(before)[:-1], spelling.soft]
        begun, own = len(symbols), spelling.symbols(now)
        symbols += own[1:]
        ends = self.finder.ends(symbols)
        if not ends or ends[-1][0] < begun:
            return []
        if not self.weigher.joins(ends, begun, self.finder.ends(own)):
            return []
        places = [(-1, -1)] * begun + spelling.places(now)[1:]
        hits = self.weigher.weigh(ends, lambda: places, begun).hits
        return [replace(hit, start=max(0, hit.start)) for hit in hits if hit.end > 0]

    def questions(self, text: str) -> list[Rule]:
        """Return the questions a counsellor's text asks."""
        return [rule for rule in self.matching(text) if rule.kind == "question"]

    def matching(self, text: str) -> list[Rule]:
        """Return every rule that matches, figures of speech or not."""
        ends = self.finder.ends(self.spelling.symbols(small(text)))
        return list({at: self.rules[at] for _, found in ends for at in found}.values())


def _together(readings: Sequence[Reading]) -> Reading:
    return Reading(
        hits=tuple(dict.fromkeys(hit for one in readings for hit in one.hits)),
        topics=tuple(dict.fromkeys(topic for one in readings for topic in one.topics)),
        replies=tuple(reply for one in readings for reply in one.replies),
        figure=any(one.figure for one in readings),
    )


def worst(hits: Iterable[Hit]) -> Level:
    """Return the highest level among the hits."""
    return max((hit.weight.level for hit in hits), default=Level.NONE)
