"""Reads the YAML files a helpline edits, so that a mistake is answered with file, line and key."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from config.exit_code import CannotGoOn, ExitCode

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C reader is ten times as fast, where PyYAML was built with it."""
Key = tuple[Hashable, ...]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a person can go there."""

    file: Path
    line: int

    def __str__(self) -> str:
        """Read as `policy.yaml line 12`, with the file's own path."""
        return f"{self.file} line {self.line}"


@dataclass(frozen=True, slots=True)
class Edited:
    """What one or more laid-over files say, and where each key stands."""

    data: Mapping[str, object]
    places: Mapping[Key, Place]

    @classmethod
    def read(cls, file: Path) -> "Edited":
        """Read one file; raise `CannotGoOn` where it is missing or no YAML mapping."""
        try:
            node = yaml.compose(file.read_text(encoding="utf-8"), Loader=Loader)
        except OSError as error:
            raise wrong(f"{file} can't be read: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise wrong(f"{file} is not UTF-8 text.") from None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise wrong(f"{Place(file, line)}: no YAML here: {error.problem}.") from None
        if node is None:
            return cls({}, {})
        if not isinstance(node, yaml.MappingNode):
            raise wrong(f"{Place(file, 1)}: expected `key: value` lines.")
        places = dict(walk(node, file, ()))
        try:
            return cls(yaml.SafeLoader("").construct_document(node), places)
        except ValueError as error:  # 2026-11-31 looks like a date and is none
            raise wrong(f"{impossible(node, file)}: {error}.") from None

    def under(self, over: "Edited") -> "Edited":
        """Return this with another laid over it: mappings key by key, anything else whole."""
        return Edited(laid_over(self.data, over.data), {**self.places, **over.places})

    def as_a(self, model: type[Model]) -> Model:
        """Return the data as this model, or raise `CannotGoOn` with the first mistake's place."""
        try:
            return model.model_validate(self.data)
        except ValidationError as errors:
            error = errors.errors(include_url=False, include_input=False)[0]
            raise self.mistake(error["loc"], error["msg"].removeprefix("Value error, ")) from None

    def mistake(self, key: Key, what: str) -> CannotGoOn:
        """Return the ending that names the key's place, or that of the nearest key above it."""
        above = (key[:length] for length in range(len(key), 0, -1))
        place = next((self.places[part] for part in above if part in self.places), None)
        name = ".".join(str(part) for part in key)
        return wrong(f"{place}, {name}: {what}" if place else f"{name}: {what}")


def wrong(sentence: str) -> CannotGoOn:
    """Return the ending for a mistake in an edited file."""
    return CannotGoOn(ExitCode.BAD_SETTINGS, sentence)


def walk(node: yaml.Node, file: Path, key: Key) -> Iterator[tuple[Key, Place]]:
    """Yield every key with its place; a key given twice ends the reading."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for name, value in node.value:
            word = yaml.SafeLoader("").construct_object(name)
            place = Place(file, name.start_mark.line + 1)
            if word in seen:
                raise wrong(f"{place}: {word} is given twice.")
            seen.add(word)
            yield (*key, word), place
            yield from walk(value, file, (*key, word))
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield (*key, position), Place(file, value.start_mark.line + 1)
            yield from walk(value, file, (*key, position))


def impossible(node: yaml.Node, file: Path) -> Place:
    """Return where the first value stands that YAML takes for something it cannot be."""
    for place, one in scalars(node, file):
        try:
            yaml.SafeLoader("").construct_object(one)
        except ValueError:
            return place
    return Place(file, node.start_mark.line + 1)


def scalars(node: yaml.Node, file: Path) -> Iterator[tuple[Place, yaml.ScalarNode]]:
    """Yield every single value with its place."""
    if isinstance(node, yaml.ScalarNode):
        yield Place(file, node.start_mark.line + 1), node
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from scalars(value, file)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from scalars(value, file)


def laid_over(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    """Return both mappings as one; where both speak, the one above is heard."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(under, dict) and isinstance(value, dict):
            merged[key] = laid_over(under, value)
        else:
            merged[key] = value
    return merged
