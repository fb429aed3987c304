"""Proposals for the lexicon: one person proposes, another approves, anyone takes back at once.

A proposal goes from proposed to live or rejected, and from live to withdrawn; never back.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused


class State(StrEnum):
    """Where a proposal stands."""

    PROPOSED = "proposed"
    LIVE = "live"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry somebody wants in the lexicon, and what became of it."""

    proposal_id: str
    rule: str
    """The entry's id in the lexicon."""
    entry: str
    """The entry in the lexicon's own YAML."""
    proposed_by: StaffId
    proposed_at: datetime
    state: State = State.PROPOSED
    decided_by: StaffId | None = None
    decided_at: datetime | None = None
    withdrawn_by: StaffId | None = None
    withdrawn_at: datetime | None = None
    reason: str | None = None
    """Why it was rejected or withdrawn."""

    @property
    def people(self) -> frozenset[StaffId]:
        """Return everybody who had a hand in it."""
        hands = (self.proposed_by, self.decided_by, self.withdrawn_by)
        return frozenset(one for one in hands if one is not None)


@dataclass(frozen=True, slots=True)
class Approve:
    """Lets it go live."""

    by: StaffId


@dataclass(frozen=True, slots=True)
class Reject:
    """Lays it aside; who proposed it may do so too."""

    by: StaffId
    reason: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Takes it out of the running lexicon: the way back, open to every supervisor at once."""

    by: StaffId
    reason: str


Decision = Approve | Reject | Withdraw


def decide(
    proposal: Proposal, decision: Decision, now: datetime, live: Collection[str]
) -> Proposal:
    """Return what becomes of a proposal; `live` are the rules other proposals have live.

    Raises:
        Refused: `own_proposal` when one would approve what one proposed oneself; `conflict` where
            the state does not allow it, or another live proposal has the rule's name.
    """
    match decision:
        case Approve(by=by):
            _must_be(State.PROPOSED, proposal)
            if by == proposal.proposed_by:
                raise Refused(RefusalCode.OWN_PROPOSAL)
            if proposal.rule in live:
                raise Refused(RefusalCode.CONFLICT)
            return replace(proposal, state=State.LIVE, decided_by=by, decided_at=now)
        case Reject(by=by, reason=reason):
            _must_be(State.PROPOSED, proposal)
            return replace(
                proposal, state=State.REJECTED, decided_by=by, decided_at=now, reason=reason
            )
        case Withdraw(by=by, reason=reason):
            _must_be(State.LIVE, proposal)
            return replace(
                proposal, state=State.WITHDRAWN, withdrawn_by=by, withdrawn_at=now, reason=reason
            )


def version(proposals: Iterable[Proposal]) -> int:
    """Return how often what is live has changed: each going live counts, and each withdrawal."""
    return sum(
        (one.state in {State.LIVE, State.WITHDRAWN}) + (one.state is State.WITHDRAWN)
        for one in proposals
    )


def _must_be(state: State, proposal: Proposal) -> None:
    if proposal.state is not state:
        raise Refused(RefusalCode.CONFLICT)
