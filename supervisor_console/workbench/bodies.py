"""What the workbench is asked over HTTP, and what it answers."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chat.pages.answer_bodies import AnswerBody
from chat.pages.bodies import Body, Text
from triage.topics import OTHER, TOPICS

Line = Annotated[str, Text(200, 1)]
Lines = Annotated[list[Line], Field(min_length=1, max_length=40)]
Topic = Literal[(*TOPICS, OTHER)]  # type: ignore[valid-type] # the vocabulary is triage's
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$", max_length=60)]


class TryBody(Body):
    """`POST /api/lexicon/try`: a sentence, which nobody keeps."""

    text: Annotated[str, Text(500, 1)] = Field(repr=False)


class WhyBody(Body):
    """Why words are marked, in both languages."""

    da: Line
    en: Line


class EntryBody(Body):
    """An entry of the lexicon (config/lexicon/README.md)."""

    id: Name
    level: int = Field(ge=0, le=4)
    topics: Annotated[list[Topic], Field(min_length=1, max_length=5)]
    acute: bool = False
    subject: Literal["self", "other", "none"] = "self"
    why: WhyBody
    patterns: Lines
    hits: Lines
    misses: Lines

    def in_yaml(self) -> dict[str, object]:
        """Return it as the lexicon's YAML has it: words only."""
        return {**self.model_dump(), "level": str(self.level), "acute": str(self.acute).lower()}


class ProposeBody(Body):
    """An entry to measure or to propose."""

    entry: EntryBody


class ApproveBody(Body):
    """Nothing to add: who approves is who is signed in."""


class ReasonBody(Body):
    """Why it is rejected or withdrawn; no word of anybody's belongs here."""

    reason: Annotated[str, Text(400, 1)]


class WordBody(AnswerBody):
    """A word as written, and what it is read as."""

    written: str
    read_as: list[str]
    known: Literal["known", "filler", "negation", "sign", "unknown"]


class HitBody(AnswerBody):
    """Words a rule stands on; `start` and `end` count code points."""

    start: int
    end: int
    words: str
    rule: str
    topic: str
    level: int
    why: str


class ClearedBody(AnswerBody):
    """Words that would have hit, and the figure of speech that keeps them quiet."""

    rule: str
    words: str
    figure: str


class NearBody(AnswerBody):
    """A rule that would hit, were `word` another."""

    rule: str
    level: int
    word: str
    words: str
    example: str


class TriedBody(AnswerBody):
    """All that is to be said of a sentence."""

    lexicon: str
    text: str
    level: int
    acute: bool
    topics: list[str]
    words: list[WordBody]
    hits: list[HitBody]
    cleared: list[ClearedBody]
    near: list[NearBody]


class ChangeBody(AnswerBody):
    """A message of the open set whose verdict would be another."""

    text: str
    before: int
    after: int


class EffectRowBody(AnswerBody):
    """The messages people gave one level."""

    level: int
    read: int
    changed: int
    raised: int
    examples: list[ChangeBody]


class EffectBody(AnswerBody):
    """What an entry would change on the open set; every rule's examples still hold."""

    read: int
    of_all: int
    changed: int
    levels: list[EffectRowBody]


class ProposalBody(AnswerBody):
    """A proposal as it stands. Times are ISO 8601 in UTC."""

    proposal_id: str
    rule: str
    entry: str
    state: Literal["proposed", "live", "rejected", "withdrawn"]
    own: bool
    """Whoever asks proposed it."""
    proposed_by: str
    proposed_at: str
    decided_by: str | None
    decided_at: str | None
    withdrawn_by: str | None
    withdrawn_at: str | None
    reason: str | None


class LexiconBody(AnswerBody):
    """What runs here, and all proposals, the newest first."""

    lexicon: str
    house_version: int
    refused: str | None
    """Why what is live could not be taken in; null when it was."""
    proposals: list[ProposalBody]
