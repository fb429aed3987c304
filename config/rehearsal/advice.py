"""What is said when a demo shows advice: `config/demo/advice.yaml`."""

import yaml
from pydantic import BaseModel, ConfigDict

from config.rehearsal.scripts import DEMO


class Played(BaseModel):
    """A script, and how many of its turns are said before."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    script: str
    turns: int


class PlayedCall(Played):
    """A talk into which a bridge-builder is called."""

    question: str
    whisper: str
    thanks: str


class PlayedReturn(Played):
    """A talk, and the summary with which somebody comes back."""

    summary: str


class Sparred(BaseModel):
    """A question to a specialist, and the answer if there is one yet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    answer: str | None = None


class Advice(BaseModel):
    """What `config/demo/advice.yaml` says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    call: PlayedCall
    sparring: tuple[Sparred, ...]
    returning: PlayedReturn

    @classmethod
    def load(cls) -> "Advice":
        """Read it; raise where it is not as it should be."""
        text = (DEMO / "advice.yaml").read_text(encoding="utf-8")
        return cls.model_validate(yaml.safe_load(text))

    @property
    def scripts(self) -> frozenset[str]:
        """Whom nobody else plays meanwhile."""
        return frozenset({self.call.script, self.returning.script})
