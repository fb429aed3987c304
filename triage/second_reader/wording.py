"""The wording of a text as the second reader sees it: folded words, and where they stand.

Spelling is folded hard, so that what is learnt of a word is known of its typos and disguises:
small letters, no marks, æ ø å as on any keyboard, stretched letters short, digits for letters
read as letters, look-alike letters of other scripts as Danish ones, words written letter by letter
put together. Only words are folded; where they stand is kept in code points of the text.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import itemgetter
from typing import Final

from triage.spelling import small

_INVISIBLE: Final = (
    r"\u00ad\u0300-\u036f\u0483-\u0489\u20d0-\u20ff\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
)
_TOKEN: Final = re.compile(
    rf"[\w@$*{_INVISIBLE}]{{1,60}}(?:['’´`][\w{_INVISIBLE}]{{1,60}})?|[.!?…]+|\n|[^\s\w,;:\"'’´`()«»”“_/+=<>|\\-]"
)
_DANISH: Final = re.compile(r"[a-zæøå]+")
_UNPLAIN: Final = re.compile(r"(.)\1\1|aa|oe")
_FIRST: Final = itemgetter(1)
"""What a run of the same letter becomes: looked up in C, where a template calls Python."""
_STRETCHED: Final = re.compile(r"(.)\1\1+", re.DOTALL)
_UNSEEN: Final = re.compile(rf"[{_INVISIBLE}'’´`_]")
_MIXED: Final = re.compile(r"[^\W\d_][\d@$]|[\d@$][^\W\d_]")
_NUMBER: Final = re.compile(r"\d+\w{0,2}")
_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "ae", "ö": "o"})
_LEET: Final = str.maketrans("013457@$", "oieastas")
_HOMOGLYPHS: Final = str.maketrans("аеорсухіѕјԁɡαορνικ", "aeopcyxisjdgaopvik")
_SPACED: Final = re.compile(
    r"(?<!\w)[^\W\d_](?:[ ._\-/*·,|+]{1,3}[^\W\d_](?!\w)){3,}",
)
_ENDS: Final = frozenset(".!?…\n")
_LONGEST: Final = 60
"""Letters of a word; what is longer is read as two (our own bound, as in `_TOKEN`)."""
_WORDS_TOGETHER: Final = 24
"""A sentence without a full stop is read in pieces of so many words (our own choice)."""

Place = tuple[int, int]
NUMBER: Final = "#"


Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece whose words know where they stand."""

    words: Words
    places: Sequence[Place]


def pieces(text: str) -> list[Words]:
    """Return the pieces of a text in order: sentences, or as much of one as is read together.

    What a piece holds depends on nothing outside it.
    """
    read: list[Words] = []
    words: list[str] = []
    for token in _unplaced(small(text)):
        ended = token[0] in _ENDS
        if word := _word(token):
            words.append(word)
        if words and (ended or len(words) >= _WORDS_TOGETHER):
            read.append(words)
            words = []
    if words:
        read.append(words)
    return read


def placed_piece(text: str, at: int) -> Placed:
    """Return one of the pieces, by its number, with the places of its words."""
    return _placed(next(islice(_runs(small(text)), at, None)))


def _placed(tokens: Sequence[tuple[str, int, int]]) -> Placed:
    worded = [(_word(token), (start, end)) for token, start, end in tokens]
    return Placed([word for word, _ in worded if word], [place for word, place in worded if word])


def _runs(lowered: str) -> Iterator[list[tuple[str, int, int]]]:
    """Yield the tokens of each piece; only whether a token says something is asked for."""
    run: list[tuple[str, int, int]] = []
    words = 0
    for one in _tokens(lowered):
        token = one[0]
        run.append(one)
        words += token.isalnum() or bool(_word(token))
        if words and (token[0] in _ENDS or words >= _WORDS_TOGETHER):
            yield run
            run, words = [], 0
    if words:
        yield run


def _word(token: str) -> str:
    """Return what a token says; empty when it is nothing by itself."""
    if token[0] in _ENDS:
        return _sign(token)
    if token.isascii() and token.isalpha() and not _UNPLAIN.search(token):
        return token
    return fold(token)


def fold(word: str) -> str:
    """Return one word, in small letters, without what makes its spelling its own."""
    if not _DANISH.fullmatch(word):
        word = _UNSEEN.sub("", word)
        if not word.isascii():
            word = unicodedata.normalize("NFKC", word).translate(_HOMOGLYPHS).translate(_LETTERS)
            word = "".join(sign for sign in unicodedata.normalize("NFD", word) if not _mark(sign))
        if _NUMBER.fullmatch(word):
            return NUMBER
        if _MIXED.search(word):
            word = word.translate(_LEET)
    elif not word.isascii():
        word = word.translate(_LETTERS)
    if _UNPLAIN.search(word):
        word = _STRETCHED.sub(_FIRST, word).replace("aa", "a").replace("oe", "o")
    return word


def _mark(sign: str) -> bool:
    return "\u0300" <= sign <= "\u036f"


def _sign(token: str) -> str:
    """Return what the end of a sentence says by itself: a question, a shout, a pause."""
    if "?" in token:
        return "?"
    if "!" in token:
        return "!"
    return "..." if ".." in token or "…" in token else ""


def _unplaced(lowered: str) -> list[str]:
    """Return what `_tokens` yields without the places, which take half of the time."""
    tokens: list[str] = []
    done = 0
    for run in _SPACED.finditer(lowered):
        tokens += _TOKEN.findall(lowered, done, run.start())
        tokens += [token for token, _, _ in _put_together(run)]
        done = run.end()
    return tokens + _TOKEN.findall(lowered, done)


def _tokens(lowered: str) -> Iterator[tuple[str, int, int]]:
    done = 0
    for run in _SPACED.finditer(lowered):
        yield from _plain_tokens(lowered, done, run.start())
        yield from _put_together(run)
        done = run.end()
    yield from _plain_tokens(lowered, done, len(lowered))


def _plain_tokens(lowered: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for found in _TOKEN.finditer(lowered, start, end):
        yield found.group(), found.start(), found.end()


def _put_together(run: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the words of letters set apart; a wider gap than the narrowest ends a word."""
    at = [run.start() + place for place, sign in enumerate(run.group()) if sign.isalpha()]
    narrow = min(later - earlier for earlier, later in pairwise(at))
    begun = 0
    for index in range(1, len(at) + 1):
        wide = index == len(at) or at[index] - at[index - 1] > narrow
        if wide or index - begun == _LONGEST:
            word = "".join(run.string[place] for place in at[begun:index])
            yield word, at[begun], at[index - 1] + 1
            begun = index
