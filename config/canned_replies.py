"""Canned replies (svarforslag) as a helpline edits them: one file a shelf in `replies/`.

A telephone number comes from the directory alone, so that no text can hold one nobody has checked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, RootModel, model_validator

from chat.domain.topics import topic
from chat.pages.replies import SHELVES, Reply, Shelf
from config.directory import Directory, not_for_showing
from config.edited_file import Edited, wrong
from config.service import Entry

HERE = Path(__file__).parent / "replies"

LONGEST: Final = 400
"""Characters: more than this is a lecture on a phone's screen (our own number)."""
PLACE: Final = re.compile(r"\{([^{}]*)\}")
PHONE: Final = "phone."
GAP: Final = "[...]"
NUMBER: Final = re.compile(r"\d(?: ?\d){2,}")
"""Three digits or more: a telephone number, whatever it is the number of."""


def held_to_its_places(text: str) -> str:
    """Return a text as it is; raise `ValueError` where it says what a reply may not."""
    if any(character in "{}" for character in PLACE.sub("", text)):
        raise ValueError("a { or } that is no place")
    for place in PLACE.findall(text):
        if place != "display_name" and not place.startswith(PHONE):
            raise ValueError(f"unknown place {{{place}}}; there is {{display_name}} and {{phone.}}")
    if NUMBER.search(PLACE.sub("", text)):
        raise ValueError("a number is written as {phone.} and the service's id in services.yaml")
    return text


Text = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(held_to_its_places)]


def places_of(text: str) -> list[str]:
    """Return what somebody, or the page, has to fill in."""
    return sorted([*PLACE.findall(text), *[GAP] * text.count(GAP)])


class Written(Entry):
    """One reply in a file, in Danish and in English: the young choose their language."""

    text: Text
    en: Text
    topics: tuple[Annotated[str, AfterValidator(topic)], ...] = ()

    @model_validator(mode="after")
    def says_the_same(self) -> Self:
        """Hold that both have the same places and gaps."""
        if places_of(self.text) != places_of(self.en):
            message = "text and en do not have the same places and gaps"
            raise ValueError(message)
        return self


Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class ShelfFile(RootModel[dict[Name, Written]]):
    """A whole file: replies by their names."""


@dataclass(frozen=True, slots=True)
class WrittenReplies:
    """Every reply as the files have it, with its shelf's file: the numbers come from elsewhere."""

    replies: tuple[tuple[str, Shelf, Written, Edited], ...]

    def filled(self, directory: Directory) -> tuple[Reply, ...]:
        """Return them with the directory's numbers; raise `CannotGoOn` where one may not be shown.

        The sentence names file, line and key of the text that needs it.
        """
        filled = []
        for name, shelf, written, edited in self.replies:
            try:
                filled.append(_reply(name, shelf, written, directory))
            except ValueError as error:
                raise edited.mistake((name, "text"), str(error)) from None
        return tuple(filled)


def load_replies(directory: Directory, folder: Path = HERE) -> tuple[Reply, ...]:
    """Read the folder and fill in the numbers; raise `CannotGoOn` at the first mistake's place."""
    return read_replies(folder).filled(directory)


def read_replies(folder: Path = HERE) -> WrittenReplies:
    """Read the folder's files, shelf by shelf; raise `CannotGoOn` at the first mistake's place."""
    strange = {file.stem for file in folder.glob("*.yaml")} - set(SHELVES)
    if strange:
        raise wrong(f"{folder / min(strange)}.yaml: a shelf is one of {', '.join(SHELVES)}.")
    replies: dict[str, tuple[str, Shelf, Written, Edited]] = {}
    for shelf in SHELVES:
        edited = Edited.read(folder / f"{shelf}.yaml")
        for name, written in edited.as_a(ShelfFile).root.items():
            if name in replies:
                raise edited.mistake((name,), f"{replies[name][1]}.yaml has it already")
            replies[name] = name, shelf, written, edited
    return WrittenReplies(tuple(replies.values()))


def _reply(name: str, shelf: Shelf, written: Written, directory: Directory) -> Reply:
    numbers = {place: _number(place, directory) for place in PLACE.findall(written.text)}
    return Reply(
        id=name,
        shelf=shelf,
        topics=list(written.topics),
        text=_filled(written.text, numbers),
        text_en=_filled(written.en, numbers),
    )


def _number(place: str, directory: Directory) -> str | None:
    """Return the number a place stands for; `None` where it is the page that fills it."""
    if not place.startswith(PHONE):
        return None
    service = directory.services.get(place.removeprefix(PHONE))
    danger = service is not None and service.contacts.phone == "112"
    if problem := not_for_showing(service, first=danger):
        raise ValueError(f"{{{place}}}: {problem}")
    return service.contacts.phone if service else None


def _filled(text: str, numbers: Mapping[str, str | None]) -> str:
    return PLACE.sub(lambda found: numbers[found[1]] or found[0], text)
