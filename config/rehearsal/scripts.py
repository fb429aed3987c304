"""The scripts simulated people play: who says what, and how long they think before it."""

import asyncio
import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import orjson
import yaml
from pydantic import BaseModel, ConfigDict, Field

CONFIG = Path(__file__).parents[1]
DEMO = CONFIG / "demo"


class Turn(BaseModel):
    """One message of a script."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sender: str = Field(alias="from")
    text: str
    pause_s: float
    """How long the sender reads, thinks and writes before it."""


class Script(BaseModel):
    """A conversation written in advance, both sides."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    age: int
    municipality: str
    turns: tuple[Turn, ...]

    def groups(self, sender: str) -> list[list[Turn]]:
        """What one side says each time it has the word."""
        runs = groupby(self.turns, key=lambda turn: turn.sender)
        return [list(run) for who, run in runs if who == sender]

    @property
    def age_band(self) -> str:
        """The entry page's answer for this age."""
        bands = {11: "under_12", 14: "12_14", 17: "15_17", 20: "18_20", 25: "21_25"}
        return next((band for last, band in bands.items() if self.age <= last), "over_25")


class Part(BaseModel):
    """A script's place in the opening scene."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    script: str
    groups: int = 1
    adds: str | None = None


class Scene(BaseModel):
    """What a demo shows from its first second on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    waiting: tuple[Part, ...]
    talking: tuple[Part, ...]
    closed: tuple[Part, ...]
    in_danger: frozenset[str]


class Phrases(BaseModel):
    """What people say where no script tells them, by side and occasion."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    counsellor: Mapping[str, tuple[str, ...]]
    young: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Playbook:
    """Everything simulated people know by heart."""

    scripts: Mapping[str, Script]
    phrases: Phrases
    municipalities: Mapping[str, str]
    """Name to code; a name that is not in it is not said."""

    @classmethod
    def load(cls) -> "Playbook":
        """Read what lies in `config/demo/`; raise where it is not as it should be."""
        lines = (DEMO / "conversations.jsonl").read_bytes().splitlines()
        scripts = [Script.model_validate(orjson.loads(line)) for line in lines]
        return cls(
            {script.id: script for script in scripts},
            Phrases.model_validate(_yaml(DEMO / "phrases.yaml")),
            _municipalities(CONFIG / "municipalities.csv"),
        )

    def entry(self, script: Script) -> dict[str, object]:
        """What the young person of a script answers at the entry."""
        code = self.municipalities.get(script.municipality)
        first = script.groups("young")[0][0].text
        place = {} if code is None else {"municipality": code}
        return {"age_band": script.age_band, "opening": first, **place}


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast simulated people live: 1 as written, 60 a minute in a second."""

    rate: float = 1.0

    async def pause(self, written_s: float) -> None:
        """Wait as long as the script says, give or take a fifth."""
        await asyncio.sleep(written_s / self.rate * random.uniform(0.8, 1.2))  # noqa: S311 - theatre

    def span(self, written: timedelta) -> float:
        """The seconds this long takes here."""
        return written.total_seconds() / self.rate


def load_scene() -> Scene:
    """Read the opening scene."""
    return Scene.model_validate(_yaml(DEMO / "scene.yaml"))


def one_of(lines: Sequence[str]) -> str:
    """Any of them will do."""
    return random.choice(lines)  # noqa: S311 - theatre


def shuffled(scripts: Sequence[Script]) -> Iterator[Script]:
    """All scripts in a chance order, and again, for ever."""
    while True:
        yield from random.sample(scripts, len(scripts))


def _yaml(path: Path) -> object:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _municipalities(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["name"]: row["code"] for row in csv.DictReader(lines)}
