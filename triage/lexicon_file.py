"""Reads a lexicon file so that whatever is wrong in it is named by file, line and key."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import yaml

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where built
_CUT_OFF = re.compile(r"""\s*- [^"'\[{#][^"']*\s#""")  # YAML takes the rest for a comment
_SENTENCE: Final = 4
"""Fewer words than this give no reason."""
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")


class LexiconError(ValueError):
    """The lexicon cannot be used; the message names file, line, key and reason."""


@dataclass(frozen=True, slots=True)
class Item:
    """A value in a lexicon file that knows where it stands."""

    file: str
    key: str
    node: yaml.Node

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read a file.

        Raises:
            LexiconError: it is not YAML, or empty.
        """
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise LexiconError(f"{path.name}: it can't be read: {error.strerror}") from error
        except UnicodeDecodeError as broken:
            raise LexiconError(f"{path.name}: this is not YAML: {broken}") from broken
        return cls.read(path.name, text)

    @classmethod
    def read(cls, name: str, text: str) -> Self:
        """Read what stands in a file of this name.

        Raises:
            LexiconError: it is not YAML, or empty.
        """
        try:
            node = yaml.compose(text, Loader=_LOADER)
        except yaml.YAMLError as broken:
            raise LexiconError(f"{name}: this is not YAML: {broken}") from broken
        if node is None:
            raise LexiconError(f"{name}: the file is empty")
        for at, line in enumerate(text.splitlines(), start=1):
            if _CUT_OFF.match(line):
                raise LexiconError(f"{name}, line {at}: with a # in it, it needs quotes")
        return cls(name, "", node)

    def wrong(self, reason: str) -> LexiconError:
        """Return the error that says so, with file, line and key."""
        line = self.node.start_mark.line + 1
        return LexiconError(f"{self.file}, line {line}, {self.key or 'the file'}: {reason}")

    def fields(self, required: str, optional: str = "") -> dict[str, Self]:
        """Return the values of a mapping by name; the names are given separated by spaces."""
        named = self.mapping()
        if missing := [name for name in required.split() if name not in named]:
            raise self.wrong(f"{missing[0]!r} is missing")
        allowed = {*required.split(), *optional.split()}
        for name, value in named.items():
            if name not in allowed:
                raise value.wrong(
                    f"{name!r} is not known here; known: {', '.join(sorted(allowed))}"
                )
        return named

    def mapping(self) -> dict[str, Self]:
        """Return the values of a mapping, by name."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong("a mapping is needed here")
        named: dict[str, Self] = {}
        for key, value in self.node.value:
            name = str(key.value)
            if name in named:
                raise self._at(name, value).wrong("stands here twice")
            named[name] = self._at(name, value)
        return named

    def items(self) -> list[Self]:
        """Return the values of a list; a list may not be empty."""
        if not isinstance(self.node, yaml.SequenceNode) or not self.node.value:
            raise self.wrong("a list with at least one line is needed here")
        return [type(self)(self.file, self.key, node) for node in self.node.value]

    def text(self) -> str:
        """Return a text that is not empty."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            raise self.wrong("a text is needed here")
        return str(self.node.value)

    def sentence(self) -> str:
        """Return a text that says something: some words and a full stop."""
        text = self.text()
        if not text.endswith(".") or len(text.split()) < _SENTENCE:
            raise self.wrong(f"{text!r} is no reason: a sentence, with a full stop, is needed here")
        return text

    def name(self) -> str:
        """Return a name: small letters, digits and underscores, parts set off by dots."""
        if not _NAME.fullmatch(text := self.text()):
            raise self.wrong(f"{text!r} is no name: small letters, digits, _ and dots")
        return text

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(item.text() for item in self.items())

    def one_of(self, choices: tuple[str, ...]) -> str:
        """Return a text that is one of these."""
        if (text := self.text()) not in choices:
            raise self.wrong(f"{text!r} is none of: {', '.join(choices)}")
        return text

    def _at(self, name: str, node: yaml.Node) -> Self:
        return type(self)(self.file, f"{self.key}.{name}" if self.key else name, node)
