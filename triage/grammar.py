"""The pattern grammar of the lexicon: one line that stands for many ways to say a thing.

    word            that word, however it is spelled (`spelling.py`; `variants` in words.yaml)
    🔪              that picture
    word*           any word that begins like this (four letters or more)
    {name}          a word class of words.yaml
    (a b | c)       either
    [a | b]         either, or nothing
    <a>             must stand there, but is not marked: one word, the first of a pattern
    ..3             at most three words of any kind, within the sentence and up to a negation;
                    at the end they are marked as well, at the beginning they say nothing
    #               a number
    /               the beginning or end of a sentence
    ,               a comma, a line break or dots
Fillers of words.yaml ("bare", "virkelig") may stand anywhere without being written.

Patterns become positions, and for each those that may follow and after how many words in between.
Alternatives of one word each are one position: it holds a group, the words with `|` between them.
Source: Glushkov, The abstract theory of automata, Russian Math. Surveys 16:5 (1961).
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import product
from typing import Final

GAP: Final = ".."
EDGE: Final = "/"
SOFT: Final = ","
NUMBER: Final = "#"
_PIECE = re.compile(
    r"\s*(?:(\.\.\d)|(\{\w+\})|([^\W_][\w'-]*\*?|[☀-➿🌀-🫿])|([/,#()\[\]<>|])|(\S))"
)
_CLOSES: Final = {"(": ")", "[": "]", "<": ">"}
_ENDS: Final = {"", "|", *_CLOSES.values()}
_DEEPEST = 12  # classes within classes, our own bound: deeper is a circle


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what is wrong with it."""


Reached = tuple[tuple[int, int], ...]
"""Positions, each with the most words of any kind that may stand between."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a pattern: where it may begin and end, and what may stand in its place."""

    first: Reached
    """With the words before them."""
    last: Reached
    """With the words behind them."""
    instead: int | None
    """The most words of any kind that will do as well; `None` where it must stand there itself."""


@dataclass(slots=True, repr=False)
class Net:
    """All patterns together, as positions. A position holds one symbol: a word, a sign, a group."""

    classes: Mapping[str, Sequence[str]]
    symbols: list[str] = field(default_factory=list)
    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    """The words of each group."""
    after: list[dict[int, int]] = field(default_factory=list)
    """For each position, those that may come next, and after how many words at most."""
    rule_of: list[int] = field(default_factory=list)
    beside: set[int] = field(default_factory=set)
    """Positions whose words are not marked."""
    starts: set[int] = field(default_factory=set)
    ends: dict[int, int] = field(default_factory=dict)
    """Positions a pattern ends with, and how many words behind are marked as well."""

    def add(self, pattern: str, rule: int) -> None:
        """Take in one pattern that counts for `rule`.

        Raises:
            PatternError: it cannot be read, or it would match nothing at all.
        """
        whole = _Reader(self, rule, 0).read(pattern)
        if whole.instead is not None:
            reason = f"the pattern {pattern!r} would match an empty text"
            raise PatternError(reason)
        self.starts.update(position for position, _ in whole.first)
        self.ends.update(whole.last)

    def position(self, symbol: str, rule: int) -> Fragment:
        """Add one position."""
        at = len(self.symbols)
        self.symbols.append(symbol)
        self.after.append({})
        self.rule_of.append(rule)
        return Fragment(((at, 0),), ((at, 0),), None)

    def one_of(self, words: Collection[str], rule: int) -> Fragment:
        """Add one position for any of these words."""
        if len(words) == 1:
            return self.position(next(iter(words)), rule)
        group = "|".join(sorted(words))
        self.groups.setdefault(group, frozenset(words))
        return self.position(group, rule)

    def words(self) -> set[str]:
        """Return every word and sign of the patterns."""
        alone = (symbol for symbol in self.symbols if symbol not in self.groups)
        return set(alone).union(*self.groups.values())

    def chain(self, one: Fragment, other: Fragment) -> Fragment:
        """Put `other` behind `one`."""
        for (last, behind), (first, before) in product(one.last, other.first):
            self.after[last][first] = behind + before  # no two are chained twice
        return Fragment(
            one.first + _further(other.first, one.instead),
            other.last + _further(one.last, other.instead),
            None if one.instead is None or other.instead is None else one.instead + other.instead,
        )


_NOTHING: Final = Fragment((), (), 0)


@dataclass(slots=True)
class _Reader:
    """Reads one pattern, by recursive descent."""

    net: Net
    rule: int
    depth: int
    pieces: list[str] = field(default_factory=list)
    at: int = 0

    def read(self, pattern: str) -> Fragment:
        self.open(pattern)
        whole = self.choice()
        self.finish()
        return whole

    def open(self, pattern: str) -> None:
        """Take the pattern apart."""
        for found in _PIECE.finditer(pattern):
            if found.group(5):
                reason = f"{found.group(5)!r} has no meaning in the pattern {pattern!r}"
                raise PatternError(reason)
            self.pieces.append(found.group().strip())

    def finish(self) -> None:
        """Hold that all has been read."""
        if self.at < len(self.pieces):
            reason = f"{self.pieces[self.at]!r} closes nothing in {' '.join(self.pieces)!r}"
            raise PatternError(reason)

    def choice(self) -> Fragment:
        words: set[str] = set()
        others = self.alternatives(words)
        if words:
            others.append(self.net.one_of(words, self.rule))
        return reduce(either, others)

    def alternatives(self, words: set[str]) -> list[Fragment]:
        """Read alternatives; those of a single word go to `words`."""
        others: list[Fragment] = []
        while True:
            if self.peek(1) in _ENDS and self.single(words, others):
                self.at += 1
            else:
                others.append(self.sequence())
            if self.peek() != "|":
                return others
            self.at += 1

    def single(self, words: set[str], others: list[Fragment]) -> bool:
        """Take in an alternative that is one piece, unless it is a gap."""
        piece = self.peek()
        if piece.startswith("{"):
            for inner in self.phrases(piece[1:-1]):
                others += inner.alternatives(words)
                inner.finish()
            return True
        if piece in _ENDS or piece in _CLOSES or piece.startswith(GAP):
            return False
        words.add(piece.lower())
        return True

    def sequence(self) -> Fragment:
        whole = _NOTHING
        while self.peek() not in _ENDS:
            whole = self.net.chain(whole, self.item())
        return whole

    def item(self) -> Fragment:
        piece = self.pieces[self.at]
        self.at += 1
        if piece in _CLOSES:
            begun = len(self.net.symbols)
            inner = self.choice()
            if self.peek() != _CLOSES[piece]:
                reason = f"{piece!r} is never closed in the pattern {' '.join(self.pieces)!r}"
                raise PatternError(reason)
            self.at += 1
            if piece == "<":
                self.net.beside.update(range(begun, len(self.net.symbols)))
            return either(inner, _NOTHING) if piece == "[" else inner
        if piece.startswith("{"):
            return self.word_class(piece[1:-1])
        if piece.startswith(GAP):
            return Fragment((), (), int(piece[len(GAP) :]))
        return self.net.position(piece.lower(), self.rule)

    def word_class(self, name: str) -> Fragment:
        words: set[str] = set()
        others: list[Fragment] = []
        for inner in self.phrases(name):
            others += inner.alternatives(words)
            inner.finish()
        if words:
            others.append(self.net.one_of(words, self.rule))
        return reduce(either, others)

    def phrases(self, name: str) -> Iterator["_Reader"]:
        """Yield a reader for each phrase of a class."""
        if name not in self.net.classes:
            reason = f"there is no word class {{{name}}}"
            raise PatternError(reason)
        if self.depth > _DEEPEST:
            reason = f"word classes go in a circle at {{{name}}}"
            raise PatternError(reason)
        for phrase in self.net.classes[name]:
            inner = _Reader(self.net, self.rule, self.depth + 1)
            inner.open(phrase)
            yield inner

    def peek(self, further: int = 0) -> str:
        at = self.at + further
        return self.pieces[at] if at < len(self.pieces) else ""


def either(one: Fragment, other: Fragment) -> Fragment:
    """Return the fragment that is one or the other."""
    instead = [each.instead for each in (one, other) if each.instead is not None]
    return Fragment(one.first + other.first, one.last + other.last, max(instead, default=None))


def _further(reached: Reached, words: int | None) -> Reached:
    """Return what is reached past something in whose place so many words will do."""
    if words is None:
        return ()
    return tuple((position, most + words) for position, most in reached) if words else reached
