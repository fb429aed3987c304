"""A bridge (bro): somebody is to be helped on, and a bridge-builder (brobygger) sees to it.

The first form: a task with a reason and a deadline, which is taken, followed up and ended.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from chat.domain.identifiers import BridgeId, StaffId
from chat.domain.people import Person
from chat.domain.refusal import RefusalCode, Refused
from triage.verdict import Level


class BridgeStatus(StrEnum):
    """How far it is: the states of PROTOCOL.md that a task of this first form can be in."""

    SUGGESTED = "suggested"
    RECEIVED = "received"
    FIRST_CONTACT = "first_contact"
    HELD = "held"
    NOT_HELD = "not_held"
    WITHDRAWN = "withdrawn"


ENDED = frozenset({BridgeStatus.HELD, BridgeStatus.NOT_HELD, BridgeStatus.WITHDRAWN})
FOLLOWING: Mapping[BridgeStatus, frozenset[BridgeStatus]] = MappingProxyType(
    {
        BridgeStatus.RECEIVED: frozenset({BridgeStatus.FIRST_CONTACT, *ENDED}),
        BridgeStatus.FIRST_CONTACT: frozenset({BridgeStatus.FIRST_CONTACT, *ENDED}),
    }
)
"""Where whoever has a task may go on to; only who has taken it may."""


@dataclass(frozen=True, slots=True)
class BridgeRules:
    """When a task opens by itself, and how soon somebody must move it, from `policy.yaml`."""

    opens_from: Level = Level.HIGH
    topics: frozenset[str] = frozenset()
    """Topics that open one whatever the level."""
    taken_within: timedelta = timedelta(hours=1)
    followed_within: timedelta = timedelta(hours=24)
    asked_again: timedelta = timedelta(hours=1)
    """How long after a deadline was missed supervisors are asked for again."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """One task. Not ended, it always has a `due_at`."""

    bridge_id: BridgeId
    trigger: str
    opened_at: datetime
    due_at: datetime | None
    status: BridgeStatus = BridgeStatus.SUGGESTED
    owner: StaffId | None = None
    owner_name: str | None = None
    seq: int = field(default=0)
    """The number of the log when it moved last."""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.status not in ENDED

    def taken(self, by: Person, now: datetime, rules: BridgeRules) -> "Bridge":
        """Return it in somebody's hands.

        Raises:
            Refused: `taken` by another, with `by`, their name; `closed` when it has ended.
        """
        if not self.is_open:
            raise Refused(RefusalCode.CLOSED)
        if self.owner is not None and self.owner != by.staff_id:
            raise Refused(RefusalCode.TAKEN, by=self.owner_name)
        return replace(
            self,
            status=BridgeStatus.RECEIVED,
            owner=by.staff_id,
            owner_name=by.display_name,
            due_at=now + rules.followed_within,
        )

    def moved(
        self, by: Person, status: BridgeStatus, now: datetime, rules: BridgeRules
    ) -> "Bridge":
        """Return it a step further, or ended.

        Raises:
            Refused: `not_assigned` for all but its owner; `conflict` where no step leads there.
        """
        if self.owner is None or self.owner != by.staff_id:
            raise Refused(RefusalCode.NOT_ASSIGNED)
        if status not in FOLLOWING.get(self.status, frozenset()):
            raise Refused(RefusalCode.CONFLICT)
        due_at = None if status in ENDED else now + rules.followed_within
        return replace(self, status=status, due_at=due_at)

    def is_due(self, now: datetime) -> bool:
        """Whether it has sat past its deadline."""
        return self.is_open and (self.due_at is None or self.due_at <= now)
