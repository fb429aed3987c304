"""What may point to somebody in a text that is to leave a conversation: marked, for eyes to judge.

Plain rules, and no guessing: figures that stand together, an address, a link, and words with a
capital letter where no sentence begins. What is marked may be harmless, and what is not marked may
not be; whoever sends it has read it once more with the marks in it, and that is the point.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class MarkKind(StrEnum):
    """What a mark looks like."""

    CPR = "cpr"
    EMAIL = "email"
    LINK = "link"
    NUMBER = "number"
    """A phone number, a house, a postcode: three figures or more."""
    NAME = "name"


class Mark(NamedTuple):
    """A piece of a text, in Unicode code points; `end` is the first that is not in it."""

    start: int
    end: int
    kind: MarkKind


CPR = r"\b(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[- ]?\d{4}\b"
"""Day, month, year and four figures (CPR-kontoret, Personnummeret i CPR, 2008)."""
EMAIL = r"[^\s@]+@[^\s@]+\.[^\s@.,;:!?)]+"
LINK = r"(?:https?://|www\.)\S+|\b[a-z0-9-]+\.(?:dk|com|net|org|nu|eu)\b(?:/\S*)?|(?<!\w)@\w{2,}"
NUMBER = r"\+?\d(?:[ .-]?\d){2,}"
NAME = r"(?<=\s)[A-ZÆØÅÄÖÜÉ][\w'-]*[a-zæøåäöüé][\w'-]*"
"""A capital letter, not the first of a sentence; `I`, and what is shouted whole, is none."""
_RULES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE if kind is MarkKind.LINK else 0))
    for kind, pattern in (
        (MarkKind.EMAIL, EMAIL),
        (MarkKind.LINK, LINK),
        (MarkKind.CPR, CPR),
        (MarkKind.NUMBER, NUMBER),
        (MarkKind.NAME, NAME),
    )
)
"""The surest first: of two that touch, the first stands."""
_SENTENCE_ENDS = ".!?:\n"


def marks_in(text: str) -> tuple[Mark, ...]:
    """Return what may point to somebody, in order, none of them touching another."""
    found: list[Mark] = []
    for mark in _candidates(text):
        if all(mark.end <= one.start or one.end <= mark.start for one in found):
            found.append(mark)
    return tuple(sorted(found))


def _candidates(text: str) -> Iterator[Mark]:
    for kind, rule in _RULES:
        for match in rule.finditer(text):
            before = text[: match.start()].rstrip(" ")
            if kind is MarkKind.NAME and before[-1:] in _SENTENCE_ENDS:
                continue
            yield Mark(match.start(), match.end(), kind)
