"""The helpline's own texts on legal duties, as the console and the letter need them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """A law as the letter cites it: in its own words, or in ours and then marked so."""

    name: str
    is_quote: bool
    text: str
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class LetterStep:
    """What a step puts into the letter."""

    id: str
    text: str
    heading: str | None = None
    """Over what is written in it."""
    tells: bool = False
    """Whether the letter says that it was done, and when."""
    cites: Law | None = None


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The letter's own words, in Danish: it is for a Danish authority."""

    title: str
    to: str
    """With `{municipality}` for its name."""
    unknown_municipality: str
    opening: str
    done: str
    law: str
    quote: str
    paraphrase: str
    closing: str


@dataclass(frozen=True, slots=True)
class LegalDutyTexts:
    """All of it. A draft until somebody has `reviewed` it."""

    reviewed: str | None
    shown: Mapping[str, object]
    """The parts with their laws and steps, as JSON types, for the console."""
    steps: tuple[LetterStep, ...]
    letter: LetterWords
