"""What is written about proposals; each with its row in the audit log, in one transaction.

A ledger says what the proposals are about: entries of the lexicon, or edits of the directory.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.storage.postgresql import alone_with
from chat.storage.store import Store
from chat.storage.tables import lexicon_proposals
from supervisor_console.workbench.proposals import (
    Approve,
    Decision,
    Proposal,
    Reject,
    State,
    Withdraw,
    decide,
)

ACTS: Final = {Approve: "approve", Reject: "reject", Withdraw: "withdraw"}
MOST_WAITING = 100
"""Proposals nobody has decided on: more than anybody would read (our own bound)."""


Clashes = Callable[[Proposal, Collection[Proposal]], bool]
"""Whether a proposal cannot go live beside those that are live now."""
Replaces = Callable[[Proposal, Proposal], bool]
"""Whether a proposal that is live at once takes the place of one that is live already."""


def never(_newer: Proposal, _older: Proposal) -> bool:
    """Tell that each stands until somebody takes it back."""
    return False


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where proposals of one kind stand, what the audit log calls one, and what excludes what."""

    table: Table
    lock: str
    """What is held while one is decided on."""
    thing: str
    clashes: Clashes
    replaces: Replaces = never


def of_one_rule(proposal: Proposal, live: Collection[Proposal]) -> bool:
    """Tell whether another entry of the lexicon has the name already."""
    return any(one.rule == proposal.rule for one in live)


LEXICON: Final = Ledger(lexicon_proposals, "lexicon", "lexicon_entry", of_one_rule)


@dataclass(frozen=True, slots=True)
class Propose:
    """Takes a proposal in; one that is live already needed nobody's yes."""

    proposal: Proposal
    ledger: Ledger = LEXICON

    async def run(self, connection: AsyncConnection, now: datetime) -> Proposal:
        """Write it; raise `Refused` (`conflict`) when too many wait, or it excludes a live one."""
        await connection.run_sync(alone_with, self.ledger.lock)
        one, table = self.proposal, self.ledger.table
        if one.state is State.PROPOSED:
            waiting = select(table.c.proposal_id).where(table.c.state == State.PROPOSED.value)
            if len((await connection.execute(waiting)).all()) >= MOST_WAITING:
                raise Refused(RefusalCode.CONFLICT)
        if one.state is State.LIVE:
            live = select(table).where(table.c.state == State.LIVE.value)
            others = [_proposal(row) for row in await connection.execute(live)]
            if self.ledger.clashes(one, others):
                raise Refused(RefusalCode.CONFLICT)
            await self._replace(connection, now, others)
        await connection.execute(
            insert(table).values(
                proposal_id=one.proposal_id,
                rule=one.rule,
                entry=one.entry,
                state=one.state.value,
                proposed_by=one.proposed_by,
                proposed_at=one.proposed_at,
                decided_by=one.decided_by,
                decided_at=one.decided_at,
            )
        )
        act = "make" if one.state is State.LIVE else "propose"
        done = Audit(f"{act}_{self.ledger.thing}", one.proposed_by, subject=one.proposal_id)
        await append(connection, now, done)
        return one

    async def _replace(
        self, connection: AsyncConnection, now: datetime, live: Collection[Proposal]
    ) -> None:
        """Take back what it takes the place of; without a reason, for nobody gave one."""
        by, table = self.proposal.proposed_by, self.ledger.table
        for older in live:
            if self.ledger.replaces(self.proposal, older):
                await connection.execute(
                    update(table)
                    .where(table.c.proposal_id == older.proposal_id)
                    .values(
                        state=State.WITHDRAWN.value,
                        withdrawn_by=by,
                        withdrawn_at=self.proposal.decided_at,
                    )
                )
                act = f"replace_{self.ledger.thing}"
                await append(connection, now, Audit(act, by, subject=older.proposal_id))


@dataclass(frozen=True, slots=True)
class Decide:
    """Decides on a proposal."""

    proposal_id: str
    decision: Decision
    ledger: Ledger = LEXICON

    async def run(self, connection: AsyncConnection, now: datetime) -> Proposal:
        """Read it as it stands, decide, write; `not_found` for one that is not there."""
        await connection.run_sync(alone_with, self.ledger.lock)
        table = self.ledger.table
        query = select(table).where(
            (table.c.proposal_id == self.proposal_id) | (table.c.state == State.LIVE.value)
        )
        found = {row.proposal_id: _proposal(row) for row in await connection.execute(query)}
        before = found.pop(self.proposal_id, None)
        if before is None:
            raise Refused(RefusalCode.NOT_FOUND)
        taken = {before.rule} if self.ledger.clashes(before, found.values()) else set()
        after = decide(before, self.decision, now, taken)
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
        act = f"{ACTS[type(self.decision)]}_{self.ledger.thing}"
        done = Audit(act, self.decision.by, subject=self.proposal_id)
        await append(connection, now, done)
        return after


@dataclass(frozen=True, slots=True)
class Proposals:
    """Reads proposals."""

    store: Store
    ledger: Ledger = LEXICON

    async def all(self) -> list[Proposal]:
        """Return every proposal, the newest first."""
        table = self.ledger.table
        query = select(table).order_by(table.c.proposed_at.desc(), table.c.proposal_id)
        return await self.store.look(
            lambda connection: [_proposal(row) for row in connection.execute(query)]
        )

    async def one(self, proposal_id: str) -> Proposal:
        """Return the one known by this; raise `Refused` (`not_found`)."""
        for one in await self.all():
            if one.proposal_id == proposal_id:
                return one
        raise Refused(RefusalCode.NOT_FOUND)

    async def live(self) -> list[Proposal]:
        """Return what is live, the oldest first: the same order in every process."""
        table = self.ledger.table
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
