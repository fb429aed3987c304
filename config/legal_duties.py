"""The legal duties (pligter) as a helpline edits them: laws, steps, and the letter's own words.

A law in its own words says where they were read, and when; any other text is marked as ours.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from chat.domain.legal_duty_steps import LegalDutySteps
from config.care_texts import StepId
from config.edited_file import Edited
from config.service import Entry, Identifier, Text
from supervisor_console.legal_duties.texts import Law, LegalDutyTexts, LetterStep, LetterWords

FILE = Path(__file__).parent / "care/legal_duties.yaml"


def names_the_municipality(text: str) -> str:
    """Return a text as it is; raise `ValueError` where its one place is not `{municipality}`."""
    if text.count("{municipality}") != 1 or text.count("{") != 1 or text.count("}") != 1:
        raise ValueError("expected {municipality} once, and no other { or }")
    return text


class WrittenLaw(Entry):
    """A law, and whose words these are."""

    id: Identifier
    name: Text
    wording: Literal["quote", "paraphrase"]
    text: Text
    source: Text
    seen: date | None = None
    link: Text

    @model_validator(mode="after")
    def says_when_it_was_read(self) -> Self:
        """Hold that a quotation has the day somebody held it against its source."""
        if (self.wording == "quote") != (self.seen is not None):
            raise ValueError("a quote has `seen`, the day it was read; a paraphrase has none")
        return self

    @property
    def as_law(self) -> Law:
        """Return it as the letter cites it."""
        return Law(self.name, self.wording == "quote", self.text, self.source, self.link)


class WrittenField(Entry):
    """What one is asked to write in a step."""

    label: Text
    hint: Text
    heading: Text | None = None
    identity: bool = False


class WrittenStep(Entry):
    """One step: to tick, or to write in."""

    id: StepId
    text: Text
    write: WrittenField | None = None
    tell: bool = False
    cites: Identifier | None = None


class WrittenPart(Entry):
    """One duty, or the letter, with the steps that belong to it."""

    id: StepId
    title: Text
    lead: Text
    laws: tuple[Identifier, ...]
    steps: Annotated[tuple[WrittenStep, ...], Field(min_length=1)]


class WrittenLetter(Entry):
    """The letter's own words."""

    title: Text
    to: Annotated[Text, AfterValidator(names_the_municipality)]
    unknown_municipality: Text
    opening: Text
    done: Text
    law: Text
    quote: Text
    paraphrase: Text
    closing: Text


class LegalDutyFile(Entry):
    """The whole of `legal_duties.yaml`."""

    reviewed: Text | None
    laws: tuple[WrittenLaw, ...]
    parts: Annotated[tuple[WrittenPart, ...], Field(min_length=1)]
    letter: WrittenLetter

    @property
    def steps(self) -> tuple[WrittenStep, ...]:
        """Return all steps, in order."""
        return tuple(step for part in self.parts for step in part.steps)


@dataclass(frozen=True, slots=True)
class LegalDuties:
    """The file, held against itself."""

    file: LegalDutyFile

    @classmethod
    def load(cls, path: Path = FILE) -> "LegalDuties":
        """Read it; raise `CannotGoOn` with the place of the first mistake."""
        edited = Edited.read(path)
        file = edited.as_a(LegalDutyFile)
        laws = {law.id for law in file.laws}
        if len(laws) < len(file.laws):
            raise edited.mistake(("laws",), "a law is listed twice")
        seen: set[str] = set()
        for number, part in enumerate(file.parts):
            if unknown := set(part.laws) - laws:
                raise edited.mistake(("parts", number, "laws"), f"unknown law {min(unknown)}")
            for place, step in enumerate(part.steps):
                key = ("parts", number, "steps", place)
                if step.id in seen:
                    raise edited.mistake((*key, "id"), f"{step.id} is listed twice")
                if step.cites is not None and step.cites not in laws:
                    raise edited.mistake((*key, "cites"), f"unknown law {step.cites}")
                seen.add(step.id)
        return cls(file)

    def rules(self) -> LegalDutySteps:
        """Return what the decisions go by."""
        steps = self.file.steps
        return LegalDutySteps(
            steps=frozenset(step.id for step in steps),
            written=frozenset(step.id for step in steps if step.write),
            identity=frozenset(step.id for step in steps if step.write and step.write.identity),
        )

    def texts(self) -> LegalDutyTexts:
        """Return what the console shows and the letter says."""
        laws = {law.id: law for law in self.file.laws}
        return LegalDutyTexts(
            reviewed=self.file.reviewed,
            shown={
                "reviewed": self.file.reviewed,
                "parts": [
                    {
                        **part.model_dump(mode="json"),
                        "laws": [laws[name].model_dump(mode="json") for name in part.laws],
                    }
                    for part in self.file.parts
                ],
            },
            steps=tuple(
                LetterStep(
                    step.id,
                    step.text,
                    step.write.heading if step.write else None,
                    step.tell,
                    laws[step.cites].as_law if step.cites else None,
                )
                for step in self.file.steps
            ),
            letter=LetterWords(**self.file.letter.model_dump()),
        )
