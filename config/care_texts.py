"""The texts of care (omsorg): risk questions and emergency card, as a helpline edits them.

They are drafts until a professional has put their name in `reviewed`; consoles say so.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from pydantic import Field

from chat.domain.questions import RiskQuestions
from chat.domain.service import Service
from chat.realtime.care_verbs import CareTexts
from config.directory import Directory
from config.edited_file import Edited, wrong
from config.service import Entry, Text
from triage.verdict import Level

HERE = Path(__file__).parent / "care"
CALLED_IN_AN_EMERGENCY = ("psychiatric_emergency", "medical_out_of_hours")
"""Kinds of services that answer for psychiatric emergencies; the first has the better answer."""

StepId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Question(Entry):
    """One question, and the level a yes calls for."""

    id: StepId
    ask: Text
    hint: Text | None = None
    level: Level


class Questions(Entry):
    """The whole of `risk_questions.yaml`."""

    reviewed: Text | None
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Step(Entry):
    """One step that is ticked."""

    id: StepId
    text: Text


Steps = Annotated[tuple[Step, ...], Field(min_length=1)]


class Call(Entry):
    """First: to call."""

    say: Text
    steps: Steps
    no_number: Text


class Say(Entry):
    """Second: what to say, and to ask."""

    now: Text
    gone: Text
    steps: Steps


class Identify(Entry):
    """Third: out of anonymity, lawfully."""

    steps: Steps
    law: Text
    kept: Text


class EmergencyCard(Entry):
    """The whole of `emergency_card.yaml`."""

    reviewed: Text | None
    call: Call
    say: Say
    identify: Identify

    @property
    def steps(self) -> tuple[str, ...]:
        """Return the ids of all steps, in order."""
        parts = (self.call.steps, self.say.steps, self.identify.steps)
        return tuple(step.id for steps in parts for step in steps)


@dataclass(frozen=True, slots=True)
class Care:
    """Both texts, held against each other and the directory."""

    questions: Questions
    card: EmergencyCard
    numbers: tuple[Service, ...]
    """Whom to ring by region: verified, with a number."""
    regions: dict[str, str]
    """The region of each municipality, by their codes."""

    @classmethod
    def load(cls, directory: Directory, folder: Path = HERE) -> "Care":
        """Read the files; raise `CannotGoOn` with the place of the first mistake."""
        asked = Edited.read(folder / "risk_questions.yaml")
        questions = asked.as_a(Questions)
        if len({one.id for one in questions.questions}) < len(questions.questions):
            raise asked.mistake(("questions",), "a question is listed twice")
        edited = Edited.read(folder / "emergency_card.yaml")
        card = edited.as_a(EmergencyCard)
        if len(set(card.steps)) < len(card.steps):
            raise edited.mistake(("call", "steps"), "a step is listed twice")
        if directory.services["alarm-112"].contacts.phone != "112":
            raise wrong("services.yaml, alarm-112: the emergency card needs its number.")
        return cls(questions, card, _numbers(directory), directory.regions)

    def with_numbers_of(self, directory: Directory) -> "Care":
        """Return it with whom to ring as the directory has it now."""
        return replace(self, numbers=_numbers(directory))

    def rules(self) -> RiskQuestions:
        """Return what the decisions go by."""
        levels = {one.id: one.level for one in self.questions.questions}
        return RiskQuestions(levels, frozenset(self.card.steps))

    def texts(self) -> CareTexts:
        """Return what consoles show."""
        return CareTexts(
            questions={
                "reviewed": self.questions.reviewed,
                "questions": [
                    {"id": one.id, "ask": one.ask, "hint": one.hint, "level": int(one.level)}
                    for one in self.questions.questions
                ],
            },
            card={
                **self.card.model_dump(mode="json"),
                "numbers": [
                    {
                        "name": one.name,
                        "phone": one.contacts.phone,
                        "hours": one.hours,
                        "regions": list(one.area.regions),
                    }
                    for one in self.numbers
                ],
                "regions": self.regions,
            },
        )


def _numbers(directory: Directory) -> tuple[Service, ...]:
    found = [
        one
        for one in directory.services.values()
        if one.kind in CALLED_IN_AN_EMERGENCY
        and one.verified
        and one.contacts.phone is not None
        and one.area.level in {"region", "national"}
    ]
    return tuple(sorted(found, key=lambda one: (CALLED_IN_AN_EMERGENCY.index(one.kind), one.name)))
