"""The open set (config/triage_text): invented messages with labels, a file for each author."""

import hashlib
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

_SEED: Final = 20261122
"""Which half of the plain corpus is trained on. The other half is for measuring, and only that."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message and what it calls for, read on its own."""

    text: str
    level: int
    topics: tuple[str, ...]
    subject: str
    acute: bool
    tags: tuple[str, ...]

    @classmethod
    def of(cls, line: str) -> Self:
        """Read a line of JSON.

        Raises:
            KeyError, TypeError, ValueError: there is no `text` or no `level` in it.
        """
        said = json.loads(line)
        return cls(
            text=str(said["text"]),
            level=int(said["level"]),
            topics=tuple(said.get("topics", ())),
            subject=str(said.get("subject", "none")),
            acute=bool(said.get("acute")),
            tags=tuple(said.get("tags", ())),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Authors:
    """Messages by author: one file, one author."""

    by_name: Mapping[str, Sequence[Labelled]]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read every `.jsonl` file of a folder, in the order of their names."""
        return cls({path.stem: messages(path) for path in sorted(folder.glob("*.jsonl"))})

    def without(self, *names: str) -> Self:
        """Return the other authors."""
        return type(self)({one: text for one, text in self.by_name.items() if one not in names})

    @property
    def messages(self) -> list[Labelled]:
        """Return the messages of all."""
        return [message for those in self.by_name.values() for message in those]


@dataclass(frozen=True, slots=True, repr=False)
class PlainLines:
    """Real, ordinary Danish, in two halves chosen by chance, the same at every reading."""

    trained_on: Sequence[str]
    kept_aside: Sequence[str]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file of JSON lines with `text`, and `mentions`: the themes its words touch.

        Lines that touch suicide or self-harm are kept from training: "I want to die" is no
        ordinary Danish, wherever it was found. They are measured like any other.
        """
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        chance = random.Random(_SEED)  # noqa: S311 - it guards nothing
        chance.shuffle(lines)
        half = len(lines) // 2
        return cls(
            [line["text"] for line in lines[:half] if not _risky(line.get("mentions", ()))],
            [line["text"] for line in lines[half:]],
        )


def hand(author: str) -> str:
    """Return who wrote a file: `part_x_city` and `part_x_school` are two voices of one hand."""
    return "_".join(author.split("_")[:2])


def messages(path: Path) -> list[Labelled]:
    """Read a file of labelled messages."""
    with path.open(encoding="utf-8") as file:
        return [Labelled.of(line) for line in file if line.strip()]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _risky(mentions: Sequence[str]) -> bool:
    return not {"suicide", "self_harm"}.isdisjoint(mentions)
