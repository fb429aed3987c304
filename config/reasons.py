"""The headings for reasons of contact as a helpline edits them in `reasons.yaml`."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, RootModel

from chat.domain.topics import CHOSEN, topic
from config.edited_file import Edited
from config.needs import Code
from config.service import Entry, Text
from supervisor_console.reports.sheets import UNKNOWN, Heading, Headings

FILE = Path(__file__).parent / "reasons.yaml"


class WrittenHeading(Entry):
    """One heading in the file."""

    da: Text
    en: Text
    topics: Annotated[tuple[Annotated[str, AfterValidator(topic)], ...], Field(min_length=1)]


class ReasonsFile(RootModel[dict[Code, WrittenHeading]]):
    """The whole file: headings by their codes."""


def load_reasons(file: Path = FILE) -> Headings:
    """Read the file; raise `CannotGoOn` with the place of the first mistake.

    Each topic stands under one heading: the lines of a report sum up to its total.
    """
    edited = Edited.read(file)
    written = edited.as_a(ReasonsFile).root
    if UNKNOWN in written:
        raise edited.mistake((UNKNOWN,), "this word means that nobody told a reason")
    seen: dict[str, str] = {}
    for code, heading in written.items():
        for one in heading.topics:
            if one in seen:
                raise edited.mistake((code, "topics"), f"{one} stands under {seen[one]} already")
            seen[one] = code
    if silent := CHOSEN - seen.keys():
        last = list(written)[-1]
        raise edited.mistake((last, "topics"), f"no heading has the topic {min(silent)}")
    return {code: Heading(code, one.da, one.en, tuple(one.topics)) for code, one in written.items()}
