"""Works out, once, every spelling of the words in the patterns, and gives each a symbol."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from triage.finding import SKIP, STOP
from triage.grammar import EDGE, NUMBER, SOFT
from triage.spelling import PICTURE, Spelling

_MASKED: Final = 5  # a word this long is known with one vowel hidden by a star
_LOSSY: Final = 4  # and one this long with o for ø
_SLIPS: Final = (
    7  # and one this long with one slip of the fingers: shorter, it would be another word
)
_SIGNS: Final = {
    ".": frozenset({EDGE}),
    "!": frozenset({EDGE}),
    "?": frozenset({EDGE}),
    SOFT: frozenset({SOFT, SKIP}),
    "\n": frozenset({SOFT, SKIP}),
    NUMBER: frozenset({NUMBER}),
    "punktum": frozenset({EDGE}),  # said aloud to a telephone that writes
    "spørgsmålstegn": frozenset({EDGE}),
    "udråbstegn": frozenset({EDGE}),
    "komma": frozenset({SOFT, SKIP}),
}


@dataclass(slots=True)
class Speller:
    """Works out, once, every spelling of the words in the patterns."""

    variants: Mapping[str, Sequence[str]]
    """From words.yaml: for a word, the other ways it is written."""
    fillers: Iterable[str]
    stops: Iterable[str]
    known: Collection[str] = ()
    """Words by themselves, that are never another word misspelled."""
    _forms: dict[str, frozenset[str]] = field(default_factory=dict)
    """What each spelling may stand for. Nearly all stand for one word, and share one set of it."""
    _slips: dict[str, frozenset[str]] = field(default_factory=dict)

    def spell(self, words: Iterable[str]) -> Spelling:
        """Return the spelling for these words: pattern words, `word*` among them."""
        beginnings = sorted({word[:-1] for word in words if word.endswith("*")}, key=len)
        for word in words:
            if word[0].isalpha() and not word.endswith("*"):
                self._take_in(word)
            elif word >= PICTURE:
                _add(self._forms, [word], frozenset({word, SOFT, SKIP}))
        for filler in self.fillers:
            self._take_in(filler, SKIP)
        for stop in self.stops:
            self._take_in(stop, STOP)
        for slip, stands_for in self._slips.items():
            self._forms.setdefault(slip, stands_for)  # what is a word by itself is no slip
        by_first: defaultdict[str, list[str]] = defaultdict(list)
        for beginning in reversed(beginnings):  # the longest first: it stands for the shorter too
            by_first[beginning[:4]].append(beginning)
        for form, stands_for in self._forms.items():
            if form[:4] in by_first:
                self._forms[form] = stands_for | _begun(form, by_first[form[:4]])
        meanings: dict[frozenset[str], int] = {frozenset(): 0}
        symbol_of = {
            form: meanings.setdefault(stands_for, len(meanings))
            for form, stands_for in (*self._forms.items(), *_SIGNS.items())
        }
        symbols_of = {
            beginning: meanings.setdefault(_begun(beginning, those), len(meanings))
            for those in by_first.values()
            for beginning in those
        }
        return Spelling(
            meanings=tuple(meanings),
            symbol_of=symbol_of,
            beginnings={
                first: tuple((beginning, symbols_of[beginning]) for beginning in those)
                for first, those in by_first.items()
            },
            edge=symbol_of["."],
            soft=symbol_of[SOFT],
            number=symbol_of[NUMBER],
        )

    def _take_in(self, word: str, meaning: str = "") -> None:
        stands_for = frozenset({meaning or word})
        for form in (word, *self.variants.get(word, ())):
            written = {*_without_danish_letters(form)}
            if form == word:
                written.update(_lossy(form))
            if len(form) >= _MASKED:
                written.update(_masked(form))
            written = written.difference(self.known) | {form}
            if len(form) >= _SLIPS:
                _add(self._slips, set(_slips(form)).difference(self.known), stands_for)
            _add(self._forms, written, stands_for)


def _add(to: dict[str, frozenset[str]], forms: Iterable[str], stands_for: frozenset[str]) -> None:
    for form in forms:
        before = to.setdefault(form, stands_for)
        if before is not stands_for:
            to[form] = before | stands_for


def _begun(word: str, beginnings: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{start}*" for start in beginnings if word.startswith(start))


def _without_danish_letters(word: str) -> Iterable[str]:
    """Yield `word` with æ ø å written as on a foreign keyboard."""
    if set(word) & set("æøå"):
        yield word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
        yield word.replace("æ", "ä").replace("ø", "ö")


def _lossy(word: str) -> Iterable[str]:
    """Yield `word` with æ ø å as plain vowels; in short words that would be too many others."""
    if len(word) >= _LOSSY and set(word) & set("æøå"):
        for ae, aa in product("ea", "ao"):
            yield word.replace("æ", ae).replace("ø", "o").replace("å", aa)


def _masked(word: str) -> Iterable[str]:
    """Yield `word` with one vowel hidden by a star."""
    for at, sign in enumerate(word):
        if sign in "aeiouyæøå":
            yield f"{word[:at]}*{word[at + 1 :]}"


def _slips(word: str) -> Iterable[str]:
    """Yield `word` with a letter left out, doubled, or two that have changed places."""
    for at, sign in enumerate(word):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + sign + word[at:]
        yield word[:at] + word[at + 1 : at + 2] + sign + word[at + 2 :]
