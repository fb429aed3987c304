"""The verdict (vurdering) on one message: a level, what it is about, and the words it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal, Self, cast

LIKENESS: Final = "reader:"
"""How the second reader names what it found: by topic, whatever the words were."""

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
    """Found too, and no mark of its own since it lies within a graver one; once for each rule.

    Nobody is shown it and it is kept nowhere. It counts where the mark above it is muted."""

    def as_wire(self) -> dict[str, object]:
        """Return the verdict as it stands in a message's event (JSON types only)."""
        return {
            "status": self.status,
            "level": int(self.level),
            "topics": list(self.topics),
            "acute": self.acute,
            "subject": self.subject,
            "labels": list(self.labels),
            "spans": [
                {
                    "start": span.start,
                    "end": span.end,
                    "rule": span.rule,
                    "topic": span.topic,
                    "why": span.why,
                    "level": int(span.level),
                    "acute": span.acute,
                }
                for span in self.spans
            ],
            "lexicon": self.lexicon,
        }

    @classmethod
    def from_wire(cls, wire: Mapping[str, object]) -> Self:
        """Return the verdict that `as_wire` wrote down.

        Raises:
            KeyError, ValueError: this is not a verdict; nobody but us writes them, so it is a bug.
        """
        spans = cast("Sequence[Mapping[str, object]]", wire["spans"])
        return cls(
            status="assessed" if wire["status"] == "assessed" else "unassessed",
            level=Level(cast("int", wire["level"])),
            topics=tuple(cast("Sequence[str]", wire["topics"])),
            acute=bool(wire["acute"]),
            subject=cast("Subject", wire["subject"]),
            labels=tuple(cast("Sequence[str]", wire["labels"])),
            spans=tuple(
                Span(
                    start=cast("int", span["start"]),
                    end=cast("int", span["end"]),
                    rule=str(span["rule"]),
                    topic=str(span["topic"]),
                    why=str(span["why"]),
                    level=Level(cast("int", span.get("level", 0))),
                    acute=bool(span.get("acute")),
                )
                for span in spans
            ),
            lexicon=str(wire["lexicon"]),
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
