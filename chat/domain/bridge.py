"""A bridge (bro): somebody is helped on to a service, and somebody stays until contact is made.

Three ways lead over: a task that policy opens, for a bridge-builder (brobygger) to see to; a card
with which a young person turns to a service themselves; and a hand-over, in which a bridge-builder
is told what the young person chose to share, and goes with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from chat.domain.call import CallSteps
from chat.domain.identifiers import BridgeId, StaffId
from chat.domain.people import Person
from chat.domain.refusal import RefusalCode, Refused
from triage.verdict import Level


class BridgeStatus(StrEnum):
    """How far it is (PROTOCOL.md)."""

    SUGGESTED = "suggested"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SENT = "sent"
    RECEIVED = "received"
    FIRST_CONTACT = "first_contact"
    HELD = "held"
    NOT_HELD = "not_held"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    """Offered, and never answered: nobody has said no, and nothing was shared."""


class Lane(StrEnum):
    """Which way over somebody is offered."""

    SELF = "self"
    HAND_OVER = "hand_over"


class ShareField(StrEnum):
    """What a young person may choose to share, each by itself, in the order they are asked."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    WHEN = "when"
    """When it suits them to be rung."""
    CAREFUL = "careful"
    """What a bridge-builder must not do, such as leave a message a parent hears."""
    ABOUT = "about"


REACHED_BY = frozenset({ShareField.PHONE, ShareField.EMAIL})
"""Without one of these nobody can get hold of them, and there is nothing to hand over."""
ENDED = frozenset(
    {
        BridgeStatus.DECLINED,
        BridgeStatus.HELD,
        BridgeStatus.NOT_HELD,
        BridgeStatus.WITHDRAWN,
        BridgeStatus.EXPIRED,
    }
)
OUTCOMES = frozenset({BridgeStatus.HELD, BridgeStatus.NOT_HELD, BridgeStatus.WITHDRAWN})
UNTAKEN = frozenset({BridgeStatus.SUGGESTED, BridgeStatus.SENT})
"""A task, and nobody's yet."""
FOLLOWED = frozenset({BridgeStatus.RECEIVED, BridgeStatus.FIRST_CONTACT})
"""Somebody has it, and is to look again."""
FOLLOWING: Mapping[BridgeStatus, frozenset[BridgeStatus]] = MappingProxyType(
    {
        BridgeStatus.RECEIVED: frozenset({BridgeStatus.FIRST_CONTACT, *OUTCOMES}),
        BridgeStatus.FIRST_CONTACT: frozenset({BridgeStatus.FIRST_CONTACT, *OUTCOMES}),
    }
)
"""Where whoever has a task may go on to; only who has taken it may."""


@dataclass(frozen=True, slots=True)
class BridgeRules:
    """When a task opens by itself, and how soon somebody must move it, from `policy.yaml`."""

    opens_from: Level = Level.HIGH
    topics: frozenset[str] = frozenset()
    """Topics that open one whatever the level."""
    answered_within: timedelta = timedelta(hours=2)
    """How long the young person may think about an offer."""
    taken_within: timedelta = timedelta(hours=1)
    followed_within: timedelta = timedelta(hours=24)
    calls: CallSteps = field(default_factory=CallSteps)
    """How long a counsellor waits for a bridge-builder on duty before a supervisor is asked for."""
    follow_up_at_most: timedelta = timedelta(days=28)
    """How far ahead a bridge-builder may put the next follow-up."""
    first_contact_at_most: timedelta = timedelta(days=7)
    """How far ahead before there was any contact (our own choice): somebody waits."""
    asked_again: timedelta = timedelta(hours=1)
    """How long after a deadline was missed supervisors are asked for again."""
    shared_kept: timedelta = timedelta(days=14)
    """How long what was shared is kept after the bridge has ended."""
    shared_at_most: timedelta = timedelta(days=90)
    """How long it is kept in all, ended or not."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """One bridge. Not ended, it always has a `due_at`; what was shared is never in it."""

    bridge_id: BridgeId
    trigger: str
    """A topic's code or `level`; `offer` where a counsellor has offered it."""
    opened_at: datetime
    due_at: datetime | None
    status: BridgeStatus = BridgeStatus.SUGGESTED
    lane: Lane | None = None
    """`None`: a task that policy opened."""
    service_id: str | None = None
    asked: tuple[ShareField, ...] = ()
    direct: bool = False
    """Whether what is shared goes to the service's own system too: said before anybody says yes."""
    shared: tuple[ShareField, ...] = ()
    """Which fields were shared; empty again when they are destroyed."""
    municipality: str | None = None
    age_band: str | None = None
    owner: StaffId | None = None
    owner_name: str | None = None
    """Who has it, or had it last: what somebody has read, they have read."""
    answered_at: datetime | None = None
    received_at: datetime | None = None
    contact_at: datetime | None = None
    ended_at: datetime | None = None
    seq: int = field(default=0)
    """The number of the log when it moved last."""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.ended_at is None

    @property
    def is_task(self) -> bool:
        """Whether it is a bridge-builder's to see to, now or when it was open."""
        if self.lane is None:
            return True
        return self.lane is Lane.HAND_OVER and self.sent

    @property
    def sent(self) -> bool:
        """Whether the young person has said yes to a hand-over, at any time."""
        accepted = self.answered_at is not None and self.status is not BridgeStatus.DECLINED
        return self.lane is Lane.HAND_OVER and accepted

    def ended(self, status: BridgeStatus, now: datetime) -> "Bridge":
        """Return it at its end."""
        return replace(self, status=status, due_at=None, ended_at=now)

    def answered(
        self, accept: bool, shared: tuple[ShareField, ...], now: datetime, rules: BridgeRules
    ) -> "Bridge":
        """Return it with the young person's answer; a yes to a hand-over is sent at once.

        Raises:
            Refused: `already_answered`; `malformed` where what is shared was not asked for, gives
                no way to be reached, or goes with a no or with a card.
        """
        if self.status is not BridgeStatus.OFFERED:
            raise Refused(RefusalCode.ALREADY_ANSWERED)
        hands_over = accept and self.lane is Lane.HAND_OVER
        fits = set(shared) <= set(self.asked) and bool(REACHED_BY & set(shared))
        if not (fits if hands_over else not shared):
            raise Refused(RefusalCode.MALFORMED)
        after = replace(self, answered_at=now)
        if not accept:
            return after.ended(BridgeStatus.DECLINED, now)
        if not hands_over:
            return after.ended(BridgeStatus.ACCEPTED, now)
        due_at = now + rules.taken_within
        return replace(after, status=BridgeStatus.SENT, shared=shared, due_at=due_at)

    def taken(self, by: Person, now: datetime, rules: BridgeRules) -> "Bridge":
        """Return it in somebody's hands.

        Raises:
            Refused: `taken` by another, with `by`, their name; `closed` when it has ended;
                `not_found` while it is no task yet.
        """
        if not self.is_task:
            raise Refused(RefusalCode.NOT_FOUND)
        if not self.is_open:
            raise Refused(RefusalCode.CLOSED)
        if self.owner is not None and self.owner != by.staff_id:
            raise Refused(RefusalCode.TAKEN, by=self.owner_name)
        return replace(
            self,
            status=BridgeStatus.RECEIVED,
            owner=by.staff_id,
            owner_name=by.display_name,
            received_at=self.received_at or now,
            due_at=now + rules.followed_within,
        )

    def moved(
        self,
        by: Person,
        status: BridgeStatus,
        now: datetime,
        rules: BridgeRules,
        follow_up_at: datetime | None = None,
    ) -> "Bridge":
        """Return it a step further, or ended; `follow_up_at` is when somebody looks again.

        Raises:
            Refused: `not_assigned` for all but its owner; `closed` when it has ended; `conflict`
                where no step leads there; `malformed` for a day too far ahead, or gone by.
        """
        if self.owner is None or self.owner != by.staff_id:
            raise Refused(RefusalCode.NOT_ASSIGNED)
        if not self.is_open:
            raise Refused(RefusalCode.CLOSED)
        if status not in FOLLOWING.get(self.status, frozenset()):
            raise Refused(RefusalCode.CONFLICT)
        if status in ENDED:
            return self.ended(status, now)
        if follow_up_at is not None and not now < follow_up_at <= now + rules.follow_up_at_most:
            raise Refused(RefusalCode.MALFORMED)
        return replace(
            self,
            status=status,
            contact_at=self.contact_at or now,
            due_at=follow_up_at or now + rules.followed_within,
        )

    def planned(self, by: Person, at: datetime, now: datetime, rules: BridgeRules) -> "Bridge":
        """Return it to be looked at again at a time its owner chooses; nothing else moves.

        Raises:
            Refused: `not_assigned` for all but its owner; `closed` when it has ended; `malformed`
                for a time gone by or too far ahead: before there was contact, a week.
        """
        if self.owner is None or self.owner != by.staff_id:
            raise Refused(RefusalCode.NOT_ASSIGNED)
        if not self.is_open:
            raise Refused(RefusalCode.CLOSED)
        most = rules.follow_up_at_most
        if self.contact_at is None:
            most = min(most, rules.first_contact_at_most)
        if not now < at <= now + most:
            raise Refused(RefusalCode.MALFORMED)
        return replace(self, due_at=at)

    def let_go(self, now: datetime, rules: BridgeRules) -> "Bridge":
        """Return it for anybody to take again, with a new deadline."""
        free = BridgeStatus.SUGGESTED if self.lane is None else BridgeStatus.SENT
        return replace(self, status=free, owner=None, due_at=now + rules.taken_within)

    def withdrawn(self, now: datetime) -> "Bridge":
        """Return it with the young person's yes taken back; what was shared is gone.

        Ended already, it stays as it ended.

        Raises:
            Refused: `closed` where it has ended and nothing is shared any more.
        """
        if not self.is_open and not self.shared:
            raise Refused(RefusalCode.CLOSED)
        after = replace(self, shared=())
        return after.ended(BridgeStatus.WITHDRAWN, now) if self.is_open else after

    def is_due(self, now: datetime) -> bool:
        """Whether it has sat past its deadline."""
        return self.is_open and (self.due_at is None or self.due_at <= now)
