"""The letter to the municipality (underretning): what a supervisor recorded, put in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from chat.domain.event import Entry
from supervisor_console.legal_duties.texts import Law, LegalDutyTexts

DENMARK: Final = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True, slots=True)
class Recorded:
    """How one step stands: the last that was recorded of it."""

    at: datetime
    done: bool
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be printed; nobody sends it from here. Texts are in Danish."""

    draft: bool
    """Whether no lawyer has read the helpline's texts yet."""
    sender: tuple[str, ...]
    to: str
    day: str
    title: str
    opening: str
    sections: tuple[tuple[str, str], ...]
    """Headings, and what was written under each."""
    done_title: str
    done: tuple[tuple[str, str], ...]
    """When, and what was done, as it happened."""
    law_title: str
    laws: tuple[tuple[str, str, str, str], ...]
    """Of each law its name, whether these are its own words, the text, and where it is from."""
    closing: str
    signed: str


def recorded_in(entries: Iterable[Entry]) -> Mapping[str, Recorded]:
    """Return how each step stands, from the log's entries in their order."""
    return {
        str(entry.event.data["step"]): Recorded(
            entry.at, bool(entry.event.data["done"]), str(entry.event.data["text"])
        )
        for entry in entries
    }


def letter_of(
    texts: LegalDutyTexts,
    recorded: Mapping[str, Recorded],
    sender: tuple[str, ...],
    municipality: str | None,
    signed: str,
    now: datetime,
) -> Letter:
    """Put the letter together; what is not recorded, or was taken back, is not in it."""
    words = texts.letter
    standing = [
        (step, recorded[step.id])
        for step in texts.steps
        if step.id in recorded and recorded[step.id].done
    ]
    told = sorted((one.at, step.text) for step, one in standing if step.tells)
    return Letter(
        draft=texts.reviewed is None,
        sender=sender,
        to=words.unknown_municipality
        if municipality is None
        else words.to.format(municipality=municipality),
        day=f"{now.astimezone(DENMARK):%d.%m.%Y}",
        title=words.title,
        opening=words.opening,
        sections=tuple((step.heading, one.text) for step, one in standing if step.heading),
        done_title=words.done,
        done=tuple((f"{at.astimezone(DENMARK):%d.%m.%Y kl. %H.%M}", text) for at, text in told),
        law_title=words.law,
        laws=tuple(_cited(texts, step.cites) for step, _ in standing if step.cites),
        closing=words.closing,
        signed=signed,
    )


def _cited(texts: LegalDutyTexts, law: Law) -> tuple[str, str, str, str]:
    whose = texts.letter.quote if law.is_quote else texts.letter.paraphrase
    return law.name, whose, law.text, f"{law.source} {law.link}"
