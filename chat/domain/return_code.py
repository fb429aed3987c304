"""A return code: four words with which somebody comes back to a talk that is over.

The words are drawn, so that nothing of the person is in them; they are kept as a hash only.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log2

WORDS = 4
LEAST_BITS = 50
"""What a code must have at least: with the limits on trying, more than anybody guesses."""
LONGEST_TYPED = 200
BETWEEN = re.compile(r"[^\w]+|_+")


@dataclass(frozen=True, slots=True)
class ReturnWords:
    """The parts words are made of: any first with any last."""

    first: tuple[str, ...]
    last: tuple[str, ...]

    @property
    def bits(self) -> float:
        """Return how many bits a code has."""
        return WORDS * log2(len(self.first) * len(self.last))

    def draw(self, choice: Callable[[Sequence[str]], str]) -> str:
        """Draw a code."""
        return " ".join(choice(self.first) + choice(self.last) for _ in range(WORDS))


def as_drawn(typed: str) -> str:
    """Return a code as it was drawn, however it was typed: case and signs between do not count."""
    plain = unicodedata.normalize("NFC", typed[:LONGEST_TYPED]).casefold()
    return BETWEEN.sub(" ", plain).strip()
