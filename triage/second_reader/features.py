"""The features of a piece of text: runs of letters, runs of words, and families of words.

Everything the second reader can weigh is written here as a short string that a person can read:
    `vil`, `l do`  a run of three or four letters, blanks for the edges of words
    `=vil do`      a run of one to three words
    `&want`        a word of that family; `&want die` two of them side by side
    `&want>die`    one before the other, at most six words apart
Some lie within one word, whatever stands around it, and the others across several.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from triage.second_reader.families import Families

_LETTERS: Final = (3, 4)
"""Two letters tell nothing that three do not, and five little: measured on `triage_dev`.

`across` has these sizes written out.
"""
APART: Final = 6
"""So many words a family stands at most behind another that it is read with."""


def features(words: Sequence[str], families: Families) -> list[str]:
    """Return the features of a piece in no special order.

    A word counts once, however often it is said, and so does what lies across words.
    """
    found = [one for word in dict.fromkeys(words) for one in within(word, families)]
    return [*found, *across(words, families)]


def within(word: str, families: Families) -> list[str]:
    """Return the features that lie within one word."""
    edged = f" {word} "
    found = [edged[at : at + size] for size in _LETTERS for at in range(len(edged) - size + 1)]
    found.append("=" + word)
    found += ["&" + name for name in families.of(word)]
    return found


def across(words: Sequence[str], families: Families) -> Collection[str]:
    """Return the features that lie across several words, each once.

    In the order they are met: sums of weights are rounded, and a set has another order in every
    process.
    """
    found: list[str] = []
    before = ""
    for one, two in pairwise(words):
        found += _between(one, two)
        if before:
            found.append(f"={before} {one} {two}")
        before = one
    found += _pairs(words, families)
    return dict.fromkeys(found).keys()


def _between(one: str, two: str) -> tuple[str, str, str, str]:
    """Return what lies across two words side by side: both of them, and then their letters."""
    last, first = one[-1], two[0]
    return (
        f"={one} {two}",
        f"{last} {first}",
        f"{one[-2] if len(one) > 1 else ' '}{last} {first}",
        f"{last} {first}{two[1] if len(two) > 1 else ' '}",
    )


def _pairs(words: Sequence[str], families: Families) -> list[str]:
    found: list[str] = []
    near: list[tuple[int, str]] = []
    of = families.of
    for at, word in enumerate(words):
        names = of(word)
        if names:
            if near and at - near[0][0] > APART:
                near = [one for one in near if at - one[0] <= APART]
            for earlier, one in near:
                sign = " " if earlier == at - 1 else ">"
                found += [f"&{one}{sign}{name}" for name in names]
            near += [(at, name) for name in names]
    return found
