"""How young people write: from a text to the symbols of its words, and back to where they stand.

Nothing here changes a text. A word is looked up as written, in small letters; only when the text
has something odd about it (stretched letters, digits for letters, marks, invisible signs) are its
unknown words unfolded and looked up again. What a word may stand for is worked out once, at load.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from typing import Final

_INVISIBLE: Final = (  # combining marks, zero width, marks of direction, variation selectors
    r"\u00ad\u0300-\u036f\u0483-\u0489\u20d0-\u20ff\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
)
_TOKEN = re.compile(
    rf"\d+(?:[.:,]\d+)*(?![\w@$*])|[\w@$*{_INVISIBLE}]+(?:['’´`][\w{_INVISIBLE}]+)*"
    r"|\.\.+|…|\.(?!\w)|[!?,\n]|[☀-➿🌀-🫿]",
)
_ODD = re.compile(
    rf"(\w)\1\1|[^\W\d_][\d@$]|[\d@$][^\W\d_]|['’´`…]|\.\.|[^\W\x00-\u024f]|[{_INVISIBLE}]|\d[.:,]\d"
)
_UNSEEN = re.compile(rf"[{_INVISIBLE}'’´`_]")
_READABLE = re.compile(r"[a-zæøåäö]")
_STRETCHED = re.compile(r"(.)\1\1+")
_DOUBLED = re.compile(r"(.)\1+")
_ONE_OF_THEM: Final = itemgetter(1)  # in C, where a template calls Python for each run
_LETTER = r"[^\W\d_]"
_GAP = r"(?:[ ._\-/*·,|+]{1,3})"
_ONE_LETTER = re.compile(_LETTER)
_SPACED = re.compile(rf"(?<!\w){_LETTER}(?:{_GAP}{_LETTER}(?!\w)){{3,}}")
_LEET = str.maketrans("013457@$", "oieastas")
_HOMOGLYPHS = str.maketrans("аеорсухіѕјԁɡαορνικ", "aeopcyxisjdgaopvik")
_SIGNS: Final = ".!?,…\n"
PICTURE: Final = "☀"  # from here on emoji: as a comma, unless the lexicon knows it
_STRAY_LETTER: Final = 3  # a letter in no word costs as much as three words; our own choice
_LONGEST_WORD: Final = 16  # of a word written letter by letter; our own bound
_SPELLED_OUT: Final = 3
_AROUND: Final = 400  # letters: more than any pattern or any signs that stand together reach

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, repr=False)
class Spelling:
    """The words the lexicon knows, in every spelling, each with its symbol."""

    meanings: tuple[frozenset[str], ...]
    """For each symbol, the words it may stand for. Symbol 0: unknown."""
    symbol_of: Mapping[str, int]
    beginnings: Mapping[str, tuple[tuple[str, int], ...]]
    """By their first four letters: beginnings of words, and their symbol."""
    edge: int
    soft: int
    number: int
    sizes: Mapping[str, tuple[int, ...]] = field(init=False)
    """By their first three letters: how long the words are, up to the longest spelled out."""

    def __post_init__(self) -> None:
        """Work out the sizes."""
        sizes: defaultdict[str, set[int]] = defaultdict(set)
        for word in self.symbol_of:
            if _SPELLED_OUT <= len(word) <= _LONGEST_WORD:
                sizes[word[:_SPELLED_OUT]].add(len(word))
        object.__setattr__(
            self, "sizes", {key: tuple(sorted(those)) for key, those in sizes.items()}
        )

    def symbols(self, lowered: str) -> list[int]:
        """Return the symbols of a text in small letters, with an edge before and behind."""
        known = self.symbol_of.get
        beginnings = self.beginnings
        symbols = [self.edge]
        unknown = []
        for token in _TOKEN.findall(lowered):
            symbol = known(token, 0)
            if not symbol:
                if token[:4] in beginnings:
                    symbol = self._by_beginning(token)
                elif token.isdecimal():
                    symbol = self.number
                elif token >= PICTURE:
                    symbol = self.soft
                else:
                    unknown.append((len(symbols), token))
            symbols.append(symbol)
        if unknown and _ODD.search(lowered):
            for at, token in unknown:
                if _ODD.search(token):  # the same word is read the same, whatever else is odd
                    symbols[at] = self.unfold(token)
        symbols.append(self.edge)
        return symbols

    def places(self, lowered: str) -> list[Place]:
        """Return where each of `symbols` stands in the text; edges and signs have no width."""
        places = [(0, 0)]
        for found in _TOKEN.finditer(lowered):
            place, token = found.span(), found[0]
            if token[0] in _SIGNS or (token >= PICTURE and token not in self.symbol_of):
                place = place[1], place[1]
            places.append(place)
        places.append((len(lowered), len(lowered)))
        return places

    def unfold(self, token: str) -> int:
        """Return the symbol of a word that is written in an odd way; 0 when it stays unknown."""
        if token[0] in ".…":
            return self.soft
        if token[0].isdigit() and not any(map(str.isalpha, token)):
            return self.number
        plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", token)).translate(_HOMOGLYPHS)
        if not _READABLE.search(plain):
            return 0
        for form in dict.fromkeys((plain, plain.translate(_LEET))):
            for written in _shortened(form):
                symbol = self.symbol_of.get(written, 0) or self._by_beginning(written)
                if symbol:
                    return symbol
        return 0

    def letter_by_letter(self, lowered: str) -> tuple[list[int], list[Place]] | None:
        """Return symbols and places with words like "s e l v" put together; `None` without any."""
        runs = list(_SPACED.finditer(lowered))
        return self._apart(lowered, 0, len(lowered), runs) if runs else None

    def around_letters(self, lowered: str) -> Iterator[tuple[list[int], list[Place]]]:
        """Yield the same for what stands around such words, as far as anything is read together."""
        for start, end, runs in _near(lowered):
            yield self._apart(lowered, start, end, runs)

    def _apart(
        self, lowered: str, start: int, end: int, runs: Sequence[re.Match[str]]
    ) -> tuple[list[int], list[Place]]:
        symbols = [] if start else [self.edge]
        places = [] if start else [(0, 0)]
        done = start
        for run in runs:
            self._take(lowered, done, run.start(), symbols, places)
            self._put_together(run, symbols, places)
            done = run.end()
        self._take(lowered, done, end, symbols, places)
        if end == len(lowered):
            symbols.append(self.edge)
            places.append((end, end))
        return symbols, places

    def _take(
        self, lowered: str, start: int, end: int, symbols: list[int], places: list[Place]
    ) -> None:
        part = lowered[start:end]
        symbols.extend(self.symbols(part)[1:-1])
        places.extend((start + one, start + other) for one, other in self.places(part)[1:-1])

    def _put_together(self, run: re.Match[str], symbols: list[int], places: list[Place]) -> None:
        letters = list(_ONE_LETTER.finditer(run.group()))
        gaps = [two.start() - one.end() for one, two in pairwise(letters)]
        narrow, word = min(gaps), []
        for letter, gap in zip(letters, [*gaps, max(gaps) + 1], strict=True):
            word.append(run.start() + letter.start())
            if gap > narrow:  # a wider gap than between letters is one between words
                self._spell_out(run.string, word, symbols, places)
                word = []

    def _spell_out(
        self, lowered: str, word: Sequence[int], symbols: list[int], places: list[Place]
    ) -> None:
        at = 0
        for size, symbol in self._words_in("".join(lowered[place] for place in word)):
            symbols.append(symbol)
            places.append((word[at], word[at + size - 1] + 1))
            at += size

    def _words_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield size and symbol of the words in letters without spaces: as few as will do."""
        known, sizes = self.symbol_of, self.sizes
        best = [(0, 0, 0)] * (len(text) + 1)
        for at in range(len(text) - 1, -1, -1):
            mine = (best[at + 1][0] + _STRAY_LETTER, 1, 0)
            for size in (1, 2, *sizes.get(text[at : at + 3], ())):
                symbol = known.get(text[at : at + size])
                if symbol and at + size <= len(text) and best[at + size][0] + 1 <= mine[0]:
                    mine = (best[at + size][0] + 1, size, symbol)
            best[at] = mine
        at = 0
        while at < len(text):
            yield best[at][1:]
            at += best[at][1]

    def _by_beginning(self, token: str) -> int:
        for beginning, symbol in self.beginnings.get(token[:4], ()):
            if token.startswith(beginning):
                return symbol
        return 0


def _near(lowered: str) -> list[tuple[int, int, list[re.Match[str]]]]:
    """Return from where to where to read around words set apart, and those words."""
    near: list[tuple[int, int, list[re.Match[str]]]] = []
    for run in _SPACED.finditer(lowered):
        start, end = max(0, run.start() - _AROUND), min(len(lowered), run.end() + _AROUND)
        if start:  # no word is cut in two
            start = max(start, lowered.find(" ", start, run.start()))
        if end < len(lowered):
            space = lowered.rfind(" ", run.end(), end)
            end = end if space < 0 else space
        if near and start <= near[-1][1]:
            start, _, runs = near.pop()
        else:
            runs = []
        runs.append(run)
        near.append((start, end, runs))
    return near


def _shortened(word: str) -> Iterator[str]:
    """Yield a word as written, then with stretched letters as two, as one, and none doubled."""
    yield word
    if _DOUBLED.search(word):
        if _STRETCHED.search(word):
            yield _STRETCHED.sub(lambda run: run[1] * 2, word)
            yield _STRETCHED.sub(_ONE_OF_THEM, word)
        yield _DOUBLED.sub(_ONE_OF_THEM, word)


def small(text: str) -> str:
    """Return the text in small letters, every code point in its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
