"""The needs (behov) as a helpline edits them in `needs.yaml`, checked against triage's topics."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, RootModel

from chat.domain.need import ANYTHING, DANGER, Need, Needs
from chat.domain.topics import CHOSEN, topic
from config.edited_file import Edited
from config.service import Entry, Text
from triage.verdict import Level

Code = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$")]


class WrittenNeed(Entry):
    """One need in the file."""

    da: Text
    en: Text
    topics: tuple[Annotated[str, AfterValidator(topic)], ...]
    bridge_from: Level | Literal["never"]


class NeedsFile(RootModel[dict[Code, WrittenNeed]]):
    """The whole file: needs by their codes."""


def load_needs(file: Path) -> Needs:
    """Read the file; raise `CannotGoOn` with the place of the first mistake.

    The vocabulary is total: every topic speaks for a need, so that whatever is written leads to
    somebody who can help.
    """
    edited = Edited.read(file)
    written = edited.as_a(NeedsFile).root
    for code in (DANGER, ANYTHING):
        if code not in written:
            raise edited.mistake((code,), f"{file} must have this need")
    spoken = {one for need in written.values() for one in need.topics}
    if silent := CHOSEN - spoken:
        raise edited.mistake((ANYTHING, "topics"), f"no need has the topic {min(silent)}")
    return Needs({code: _need(code, need) for code, need in written.items()})


def _need(code: str, need: WrittenNeed) -> Need:
    least = None if need.bridge_from == "never" else need.bridge_from
    return Need(code, need.da, need.en, need.topics, least)
