"""What is written about proposals; each with its row in the audit log, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.storage.postgresql import alone_with
from chat.storage.store import Store
from chat.storage.tables import lexicon_proposals as table
from supervisor_console.workbench.proposals import (
    Approve,
    Decision,
    Proposal,
    Reject,
    State,
    Withdraw,
    decide,
)

ACTS = {
    Approve: "approve_lexicon_entry",
    Reject: "reject_lexicon_entry",
    Withdraw: "withdraw_lexicon_entry",
}
MOST_WAITING = 100
"""Proposals nobody has decided on: more than anybody would read (our own bound)."""


@dataclass(frozen=True, slots=True)
class Propose:
    """Takes a proposal in."""

    proposal: Proposal

    async def run(self, connection: AsyncConnection, now: datetime) -> Proposal:
        """Write it; raise `Refused` (`conflict`) when too many wait already."""
        await connection.run_sync(alone_with, "lexicon")
        waiting = select(table.c.proposal_id).where(table.c.state == State.PROPOSED.value)
        if len((await connection.execute(waiting)).all()) >= MOST_WAITING:
            raise Refused(RefusalCode.CONFLICT)
        one = self.proposal
        await connection.execute(
            insert(table).values(
                proposal_id=one.proposal_id,
                rule=one.rule,
                entry=one.entry,
                state=one.state.value,
                proposed_by=one.proposed_by,
                proposed_at=one.proposed_at,
            )
        )
        done = Audit("propose_lexicon_entry", one.proposed_by, subject=one.proposal_id)
        await append(connection, now, done)
        return one


@dataclass(frozen=True, slots=True)
class Decide:
    """Decides on a proposal."""

    proposal_id: str
    decision: Decision

    async def run(self, connection: AsyncConnection, now: datetime) -> Proposal:
        """Read it as it stands, decide, write; `not_found` for one that is not there."""
        await connection.run_sync(alone_with, "lexicon")
        query = select(table).where(
            (table.c.proposal_id == self.proposal_id) | (table.c.state == State.LIVE.value)
        )
        found = {row.proposal_id: _proposal(row) for row in await connection.execute(query)}
        before = found.pop(self.proposal_id, None)
        if before is None:
            raise Refused(RefusalCode.NOT_FOUND)
        after = decide(before, self.decision, now, {one.rule for one in found.values()})
        await connection.execute(
            update(table)
            .where(table.c.proposal_id == self.proposal_id)
            .values(
                state=after.state.value,
                decided_by=after.decided_by,
                decided_at=after.decided_at,
                withdrawn_by=after.withdrawn_by,
                withdrawn_at=after.withdrawn_at,
                reason=after.reason,
            )
        )
        done = Audit(ACTS[type(self.decision)], self.decision.by, subject=self.proposal_id)
        await append(connection, now, done)
        return after


@dataclass(frozen=True, slots=True)
class Proposals:
    """Reads proposals."""

    store: Store

    async def all(self) -> list[Proposal]:
        """Return every proposal, the newest first."""
        query = select(table).order_by(table.c.proposed_at.desc(), table.c.proposal_id)
        return await self.store.look(
            lambda connection: [_proposal(row) for row in connection.execute(query)]
        )

    async def live(self) -> list[Proposal]:
        """Return what is live, the oldest first: the same order in every process."""
        query = (
            select(table)
            .where(table.c.state == State.LIVE.value)
            .order_by(table.c.decided_at, table.c.proposal_id)
        )
        return await self.store.look(
            lambda connection: [_proposal(row) for row in connection.execute(query)]
        )


def _proposal(row: Row[Any]) -> Proposal:
    return Proposal(
        proposal_id=row.proposal_id,
        rule=row.rule,
        entry=row.entry,
        state=State(row.state),
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        withdrawn_by=row.withdrawn_by,
        withdrawn_at=row.withdrawn_at,
        reason=row.reason,
    )
