"""The pattern grammar of the lexicon: one line that stands for many ways to say a thing.

    word            that word, however it is spelled (`spelling.py`; `variants` in words.yaml)
    word*           any word that begins like this (four letters or more)
    {name}          a word class of words.yaml
    (a b | c)       either
    [a | b]         either, or nothing
    <a>             must stand there, but is not marked; at the beginning of a pattern
    ..3             at most three words of any kind, within the sentence and up to a negation
    #               a number
    /               the beginning or end of a sentence
    ,               a comma, a line break or dots
Fillers of words.yaml ("bare", "virkelig") may stand anywhere without being written.

Patterns become positions and what may follow them, which an automaton can walk.
Source: Glushkov, The abstract theory of automata, Russian Math. Surveys 16:5 (1961).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

ANY: Final = ".."
EDGE: Final = "/"
SOFT: Final = ","
NUMBER: Final = "#"
_PIECE = re.compile(r"\s*(?:(\.\.\d)|(\{\w+\})|([^\W_][\w'-]*\*?)|([/,#()\[\]<>|])|(\S))")
_CLOSES: Final = {"(": ")", "[": "]", "<": ">"}
_DEEPEST = 12  # classes within classes, our own bound: deeper is a circle


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a pattern: where it may begin and end, and whether it may be nothing."""

    first: tuple[int, ...]
    last: tuple[int, ...]
    empty: bool


@dataclass(slots=True, repr=False)
class Net:
    """All patterns together, as positions. A position holds one symbol: a word, or a sign above."""

    classes: Mapping[str, Sequence[str]]
    symbols: list[str] = field(default_factory=list)
    after: list[set[int]] = field(default_factory=list)
    """For each position, those that may come next."""
    rule_of: list[int] = field(default_factory=list)
    beside: set[int] = field(default_factory=set)
    """Positions whose words are not marked."""
    starts: set[int] = field(default_factory=set)
    ends: set[int] = field(default_factory=set)

    def add(self, pattern: str, rule: int) -> None:
        """Take in one pattern that counts for `rule`.

        Raises:
            PatternError: it cannot be read, or it would match nothing at all.
        """
        whole = _Reader(self, rule, 0).read(pattern)
        if whole.empty:
            reason = f"the pattern {pattern!r} would match an empty text"
            raise PatternError(reason)
        self.starts.update(whole.first)
        self.ends.update(whole.last)

    def position(self, symbol: str, rule: int) -> Fragment:
        """Add one position."""
        at = len(self.symbols)
        self.symbols.append(symbol)
        self.after.append(set())
        self.rule_of.append(rule)
        return Fragment((at,), (at,), empty=False)

    def chain(self, one: Fragment, other: Fragment) -> Fragment:
        """Put `other` behind `one`."""
        for last, first in product(one.last, other.first):
            self.after[last].add(first)
        return Fragment(
            one.first + other.first if one.empty else one.first,
            one.last + other.last if other.empty else other.last,
            one.empty and other.empty,
        )


_NOTHING: Final = Fragment((), (), empty=True)


@dataclass(slots=True)
class _Reader:
    """Reads one pattern, by recursive descent."""

    net: Net
    rule: int
    depth: int
    pieces: list[str] = field(default_factory=list)
    at: int = 0

    def read(self, pattern: str) -> Fragment:
        if self.depth > _DEEPEST:
            reason = f"word classes go in a circle at {pattern!r}"
            raise PatternError(reason)
        for found in _PIECE.finditer(pattern):
            if found.group(5):
                reason = f"{found.group(5)!r} has no meaning in the pattern {pattern!r}"
                raise PatternError(reason)
            self.pieces.append(found.group().strip())
        whole = self.choice()
        if self.at < len(self.pieces):
            reason = f"{self.pieces[self.at]!r} closes nothing in the pattern {pattern!r}"
            raise PatternError(reason)
        return whole

    def choice(self) -> Fragment:
        whole = self.sequence()
        while self.peek() == "|":
            self.at += 1
            whole = either(whole, self.sequence())
        return whole

    def sequence(self) -> Fragment:
        whole = _NOTHING
        while self.peek() not in {"", "|", *_CLOSES.values()}:
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
        if piece.startswith(ANY):
            return self.gap(int(piece[2:]))
        return self.net.position(piece.lower(), self.rule)

    def word_class(self, name: str) -> Fragment:
        if name not in self.net.classes:
            reason = f"there is no word class {{{name}}}"
            raise PatternError(reason)
        inner = [
            _Reader(self.net, self.rule, self.depth + 1).read(words)
            for words in self.net.classes[name]
        ]
        whole = inner[0]
        for other in inner[1:]:
            whole = either(whole, other)
        return whole

    def gap(self, at_most: int) -> Fragment:
        whole = _NOTHING
        for _ in range(at_most):
            whole = self.net.chain(either(self.net.position(ANY, self.rule), _NOTHING), whole)
        return whole

    def peek(self) -> str:
        return self.pieces[self.at] if self.at < len(self.pieces) else ""


def either(one: Fragment, other: Fragment) -> Fragment:
    """Return the fragment that is one or the other."""
    return Fragment(one.first + other.first, one.last + other.last, one.empty or other.empty)
