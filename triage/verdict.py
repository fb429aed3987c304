"""The verdict (vurdering) on one message: a level, what it is about, and the words it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal, Self, cast

LIKENESS: Final = "reader:"
"""How the second reader names what it found: by topic, whatever the words were."""

MOST_BENEATH: Final = 40
"""As many as there may be marks: an event is kept small, however often a text says the same."""

Status = Literal["assessed", "unassessed"]
Subject = Literal["self", "other", "none"]


class Level(IntEnum):
    """What the service does now (beredskabsniveau); never a prediction about a person.

    Source: the rungs follow the Columbia scale's screener, C-SSRS (Posner et al. 2011).
    """

    NONE = 0
    WATCH = 1
    ELEVATED = 2
    HIGH = 3
    IMMINENT = 4


@dataclass(frozen=True, slots=True)
class Span:
    """Words (markering) a verdict rests on: `text[start:end]` of the NFC text, code points."""

    start: int
    end: int
    rule: str
    """The lexicon entry that found them, as `suicide.wish_to_die`."""
    topic: str
    why: str
    """One sentence in plain Danish, for the counsellor."""
    level: Level = Level.NONE
    """What these words alone call for."""
    acute: bool = False
    """Whether these words alone say that somebody is in danger right now."""

    @property
    def is_likeness(self) -> bool:
        """Whether an estimate from examples found them, and no rule anybody wrote."""
        return self.rule.startswith(LIKENESS)

    def as_wire(self) -> dict[str, object]:
        """Return it as it stands in a verdict on the wire (JSON types only)."""
        return {
            "start": self.start,
            "end": self.end,
            "rule": self.rule,
            "topic": self.topic,
            "why": self.why,
            "level": int(self.level),
            "acute": self.acute,
        }

    @classmethod
    def from_wire(cls, wire: Mapping[str, object]) -> Self:
        """Return what `as_wire` wrote down; older ones say neither level nor danger."""
        return cls(
            start=cast("int", wire["start"]),
            end=cast("int", wire["end"]),
            rule=str(wire["rule"]),
            topic=str(wire["topic"]),
            why=str(wire["why"]),
            level=Level(cast("int", wire.get("level", 0))),
            acute=bool(wire.get("acute")),
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What triage says about one message. It orders, highlights and explains; a person decides."""

    status: Status
    level: Level
    topics: tuple[str, ...]
    """Most serious first, each once."""
    acute: bool
    """Somebody is in danger right now, from whatever cause."""
    subject: Subject
    labels: tuple[str, ...]
    """What stands beside the words: `negated`, `past`, `quoted`, `figure`, `joined`, `answer`."""
    spans: tuple[Span, ...]
    """In the order of the text. Empty where the words stand in earlier messages only."""
    lexicon: str
    """Version of the lexicon that was asked, `2026.11.0+1f0c9a2b`; empty where none was."""
    beneath: tuple[Span, ...] = ()
    """Found too, and no mark of its own since it lies within a graver one; the gravest first.

    It is told with the mark above it, and counts where that one is muted."""

    def as_wire(self) -> dict[str, object]:
        """Return the verdict as it stands in a message's event (JSON types only)."""
        return {
            "status": self.status,
            "level": int(self.level),
            "topics": list(self.topics),
            "acute": self.acute,
            "subject": self.subject,
            "labels": list(self.labels),
            "spans": [span.as_wire() for span in self.spans],
            "lexicon": self.lexicon,
            "beneath": [span.as_wire() for span in self.beneath[:MOST_BENEATH]],
        }

    @classmethod
    def from_wire(cls, wire: Mapping[str, object]) -> Self:
        """Return the verdict that `as_wire` wrote down.

        Raises:
            KeyError, ValueError: this is not a verdict; nobody but us writes them, so it is a bug.
        """
        spans = cast("Sequence[Mapping[str, object]]", wire["spans"])
        beneath = cast("Sequence[Mapping[str, object]]", wire.get("beneath", ()))
        return cls(
            status="assessed" if wire["status"] == "assessed" else "unassessed",
            level=Level(cast("int", wire["level"])),
            topics=tuple(cast("Sequence[str]", wire["topics"])),
            acute=bool(wire["acute"]),
            subject=cast("Subject", wire["subject"]),
            labels=tuple(cast("Sequence[str]", wire["labels"])),
            spans=tuple(map(Span.from_wire, spans)),
            lexicon=str(wire["lexicon"]),
            beneath=tuple(map(Span.from_wire, beneath)),
        )


UNASSESSED: Final = Verdict(
    status="unassessed",
    level=Level.ELEVATED,  # never "none": what nobody has read needs eyes, until it is read again
    topics=(),
    acute=False,
    subject="none",
    labels=(),
    spans=(),
    lexicon="",
)
"""The verdict on a message that could not be read: it goes through, and counts as elevated."""
