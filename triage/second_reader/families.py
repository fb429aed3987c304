"""Word families (config/reader/families.yaml): words that mean much the same."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import yaml

from triage.second_reader.wording import fold

_BEGINNING: Final = 3
"""A family's `ord*` has at least so many letters once it is folded."""


@dataclass(frozen=True, slots=True, repr=False)
class Families:
    """The families of words, looked up by folded word."""

    whole: Mapping[str, tuple[str, ...]]
    beginnings: Mapping[str, tuple[tuple[str, str], ...]]
    """By their first three letters: beginnings of words, each with its family."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file: a mapping from a family's name to its words, separated by spaces.

        Raises:
            ValueError: it is no such mapping, or a beginning is too short to mean anything.
        """
        named = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(named, dict):
            raise ValueError(f"{path.name}: a mapping from names to words is needed")  # noqa: TRY004 - a file's content, not an argument
        whole: defaultdict[str, dict[str, None]] = defaultdict(dict)
        beginnings: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        for name, words in named.items():
            for word in str(words).split():
                folded = fold(word.rstrip("*").lower())
                if not word.endswith("*"):
                    whole[folded][str(name)] = None
                elif len(folded) < _BEGINNING:
                    raise ValueError(f"{path.name}, {name}: {word!r} is too short a beginning")
                else:
                    beginnings[folded[:_BEGINNING]][folded, str(name)] = None
        return cls(
            {word: tuple(names) for word, names in whole.items()},
            {first: tuple(those) for first, those in beginnings.items()},
        )

    def names(self) -> list[str]:
        """Return every family's name, in alphabetical order."""
        begun = (name for those in self.beginnings.values() for _, name in those)
        return sorted({name for those in self.whole.values() for name in those}.union(begun))

    def of(self, word: str) -> tuple[str, ...]:
        """Return the families of a folded word; most words have none."""
        names = self.whole.get(word, ())
        begun = self.beginnings.get(word[:_BEGINNING])
        if begun is None:
            return names
        return (*names, *(name for start, name in begun if word.startswith(start)))
