"""What every client of a run said, was told and saw: the only witness the checker hears."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shown:
    """One event as a client showed it."""

    seq: int
    prev: int
    kind: str
    sender: str
    client_id: str | None
    text: str | None


@dataclass(slots=True)
class Said:
    """One message a client sent, and the number it was told, once it was."""

    conversation_id: str
    sender: str
    number: int
    client_id: str
    text: str
    seq: int | None = None


@dataclass(slots=True)
class View:
    """One client's screen of one conversation, in the order in which it filled."""

    viewer: str
    conversation_id: str
    shown: list[Shown] = field(default_factory=list)
    alarms: list[int] = field(default_factory=list)
    """Numbers of which a second copy said something else."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A counsellor was told: this one is yours."""

    conversation_id: str
    counsellor: str


@dataclass(slots=True)
class History:
    """A whole run."""

    said: list[Said] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
