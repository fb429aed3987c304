"""The ladder (eskaleringsstigen): who is told of an escalation, in which order, and how soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from triage.verdict import Level


class Tell(StrEnum):
    """Whom a rung tells. The consoles of supervisors show every step whatever its rung says."""

    SUPERVISORS = "supervisors"
    EVERY_SUPERVISOR = "every_supervisor"
    DUTY_PHONE = "duty_phone"
    BACK_UP = "back_up"
    EVERYONE = "everyone"


CONSOLES = frozenset({Tell.SUPERVISORS, Tell.EVERY_SUPERVISOR, Tell.EVERYONE})
"""Rungs that tell somebody even with no address outside the house."""


class Drill(StrEnum):
    """Why a conversation is no real one: a person rehearses, or the house tries itself."""

    DRILL = "drill"
    SYNTHETIC = "synthetic"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: whom it tells, how long they have, and the names of their addresses outside."""

    tell: Tell
    lasts: timedelta
    addresses: tuple[str, ...] = ()

    @property
    def tells_somebody(self) -> bool:
        """Whether anybody would know of it."""
        return bool(self.addresses) or self.tell in CONSOLES


DEFAULT_RUNGS = (
    Rung(Tell.SUPERVISORS, timedelta(seconds=45)),
    Rung(Tell.EVERY_SUPERVISOR, timedelta(seconds=45)),
    Rung(Tell.DUTY_PHONE, timedelta(seconds=90)),
    Rung(Tell.BACK_UP, timedelta(seconds=60)),
)
"""Our own choice, after SECURITY_TARGETS.md E1: the last repeats every 60 s."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs in order. There is no last one: the last repeats until a person answers."""

    rungs: tuple[Rung, ...] = DEFAULT_RUNGS
    imminent_pace: float = 2.0
    """At level 4 everything goes so much faster (our own choice)."""
    outcome: timedelta = timedelta(minutes=10)
    """Acknowledged is not done: PagerDuty's acknowledgement timeout, SECURITY_TARGETS.md E3."""
    owner_gone: timedelta = timedelta(seconds=60)
    """Without a socket for so long, whoever acknowledged has it no more (E3)."""
    synthetic: tuple[str, ...] = ()
    """Addresses of the house's own trials: a machine's, so that nobody is woken by them."""

    def rung(self, step: int) -> Rung:
        """Return the rung of a step, counted from 0."""
        return self.rungs[min(step, len(self.rungs) - 1)]

    def lasts(self, step: int, level: Level) -> timedelta:
        """Return how long a step has before the next."""
        return self.rung(step).lasts / self._pace(level)

    def outcome_within(self, level: Level) -> timedelta:
        """Return how long an acknowledged escalation may be without an outcome."""
        return self.outcome / self._pace(level)

    def paged_at(self, step: int, drill: Drill | None = None) -> Sequence[str]:
        """Return the names of the addresses a step pages.

        A drill goes to all of them with its first step; the house's own trial to a machine.
        """
        match drill:
            case None:
                return self.rung(step).addresses
            case Drill.DRILL:
                every = (address for rung in self.rungs for address in rung.addresses)
                return tuple(dict.fromkeys(every)) if step == 0 else ()
            case Drill.SYNTHETIC:
                return self.synthetic if step == 0 else ()

    @property
    def longest(self) -> timedelta:
        """Return the furthest any deadline may be ahead."""
        return max(self.outcome, *(rung.lasts for rung in self.rungs))

    @property
    def shortest(self) -> timedelta:
        """Return the soonest a step can follow another."""
        return min(rung.lasts for rung in self.rungs) / self.imminent_pace

    def _pace(self, level: Level) -> float:
        return self.imminent_pace if level >= Level.IMMINENT else 1.0


@dataclass(frozen=True, slots=True)
class Page:
    """A call to somebody outside the house. There is no word of the conversation in it."""

    escalation_id: str
    seq: int
    """The number of the step's event: one page for each step and address."""
    step: int
    level: Level
    call_word: str
    address: str
    """The name of the address, never the address itself, which may hold a password."""
    drill: Drill | None = None

    @property
    def page_id(self) -> str:
        """Return what this page is known by: the same step pages an address once."""
        return f"{self.escalation_id}/{self.seq}/{self.address}"
