"""What is asked about a summary to come back with."""

from dataclasses import dataclass, field
from hashlib import sha256

from chat.domain.commands.command import Command
from chat.domain.people import Person


@dataclass(frozen=True, slots=True)
class ProposeSummary(Command):
    """A counsellor shows the young person a summary."""

    by: Person
    text: str = field(repr=False)

    def fingerprint(self) -> str:
        """Return the same for every proposal: not even a hash of it stays when it is refused."""
        return sha256(type(self).__name__.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class AnswerSummary(Command):
    """The young person answers the summary that was proposed as event `seq`."""

    seq: int
    answer: str
    """One of `SummaryAnswer`."""
