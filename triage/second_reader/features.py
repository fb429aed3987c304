"""The features of a piece of text: runs of letters, runs of words, and families of words.

Everything the second reader can weigh is written here as a short string that a person can read:
    `il do`        a run of letters, blanks for the edges of words, within words and across them
    `=vil do`      a run of one to three words
    `&want`        a word of that family; `&want die` two of them side by side
    `&want>die`    one before the other, at most six words apart
"""

from collections.abc import Iterator, Sequence
from typing import Final

from triage.second_reader.families import Families

_LETTERS: Final = (3, 4, 5)
"""Two letters tell nothing three do not: measured on `triage_dev`."""
_WORDS: Final = (1, 2, 3)
_APART: Final = 6
KINDS: Final = "=&"
"""What a feature of words and of families begins with; a run of letters with neither."""


def features(words: Sequence[str], families: Families) -> list[str]:
    """Return the features of a piece in no special order, as often as they occur."""
    written = f" {' '.join(words)} "
    found = [written[at : at + size] for size in _LETTERS for at in range(len(written) - size + 1)]
    found += ["=" + word for word in words]
    found += [f"={one} {two}" for one, two in zip(words, words[1:], strict=False)]
    found += [
        f"={one} {two} {three}"
        for one, two, three in zip(words, words[1:], words[2:], strict=False)
    ]
    of = families.of
    near: list[tuple[int, str]] = []
    for at, word in enumerate(words):
        names = of(word)
        if names:
            near = [one for one in near if at - one[0] <= _APART]
            for earlier, one in near:
                sign = " " if earlier == at - 1 else ">"
                found += [f"&{one}{sign}{name}" for name in names]
            found += ["&" + name for name in names]
            near += [(at, name) for name in names]
    return found


def placed(words: Sequence[str], families: Families) -> Iterator[tuple[str, int, int]]:
    """Yield the same features, each with the first and the last word it lies on."""
    written = f" {' '.join(words)} "
    word_at = [0]
    for at, word in enumerate(words):
        word_at += [at] * (len(word) + 1)
    word_at[-1:] = [max(0, len(words) - 1)]
    for size in _LETTERS:
        for at in range(len(written) - size + 1):
            yield written[at : at + size], word_at[at], word_at[at + size - 1]
    for size in _WORDS:
        for at in range(len(words) - size + 1):
            yield "=" + " ".join(words[at : at + size]), at, at + size - 1
    yield from _families(words, families)


def _families(words: Sequence[str], families: Families) -> Iterator[tuple[str, int, int]]:
    of = families.of
    named = [(at, name) for at, word in enumerate(words) for name in of(word)]
    for index, (at, name) in enumerate(named):
        yield "&" + name, at, at
        for later, other in named[index + 1 :]:
            if later - at > _APART:
                break
            if later > at:
                beside = " " if later == at + 1 else ">"
                yield f"&{name}{beside}{other}", at, later
