"""The outbox: calls to people outside the house, kept until they are made or given up.

A page's row is written in the commit that asks for it. Whoever sends first claims: the claim moves
`next_at` on, so that of many processes one sends, and what a killed one held is taken up again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.bridge import FOLLOWED, UNTAKEN, BridgeStatus
from chat.domain.builders import TaskStep
from chat.domain.delivery import DeliveryStep
from chat.domain.escalation import EscalationState
from chat.domain.identifiers import BridgeId
from chat.domain.ladder import Drill
from chat.storage import tables
from chat.storage.store import Store
from triage.verdict import Level

TABLE = tables.outbox
LONGEST_AHEAD = timedelta(minutes=2)
"""No page is put off further; what is was put off by a clock that has jumped back since."""
ALARM = TABLE.c.about.not_in(["task", "call", "sparring", "hand_over"])
"""Whether it is the alarm's: a municipality's mail that is down must not ring as a dead alarm."""
CALLING = {EscalationState.RAISED.value, EscalationState.PAGED.value}


class Ending(StrEnum):
    """What became of a page."""

    SENT = "sent"
    WITHDRAWN = "withdrawn"
    """Somebody answered before it could be sent."""
    DEAD = "dead"
    """Nobody could be reached there for so long that it was given up."""


class About(StrEnum):
    """What a page is about."""

    ESCALATION = "escalation"
    UNSUPERVISED = "unsupervised"
    TASK = "task"
    """A bridge-builder has something to see to; it wakes nobody, and is no part of the alarm."""
    CALL = "call"
    """A counsellor has called a bridge-builder in; as for a task. Supervisors are called after."""
    SPARRING = "sparring"
    """A counsellor's question nobody has answered; as for a task."""
    COMPLAINT = "complaint"
    HAND_OVER = "hand_over"
    """Something for the system of a service; no part of the alarm either."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A page that waits to be sent."""

    page_id: str
    about: About
    call_word: str
    level: Level
    step: int
    address: str
    drill: Drill | None
    made_at: datetime
    next_at: datetime
    tries: int
    wanted: bool
    """Whether nobody has answered yet."""
    bridge_id: BridgeId | None = None


_DUE = (
    select(
        TABLE,
        tables.escalations.c.state,
        tables.bridges.c.status,
        tables.hand_overs.c.bridge_id.label("kept"),
        tables.conversations.c.call_adviser,
        tables.conversations.c.call_seq.label("call_now"),
        tables.sparring.c.sparring_id.label("asked"),
        tables.sparring.c.answered_at,
    )
    .outerjoin(tables.escalations, tables.escalations.c.escalation_id == TABLE.c.escalation_id)
    .outerjoin(tables.bridges, tables.bridges.c.bridge_id == TABLE.c.bridge_id)
    .outerjoin(tables.hand_overs, tables.hand_overs.c.bridge_id == TABLE.c.bridge_id)
    .outerjoin(
        tables.conversations,
        tables.conversations.c.conversation_id == TABLE.c.conversation_id,
    )
    .outerjoin(tables.sparring, tables.sparring.c.sparring_id == TABLE.c.sparring_id)
    .where(TABLE.c.about.in_(list(About)))  # what a later version calls for is its own
    .where(or_(TABLE.c.next_at <= bindparam("now"), TABLE.c.next_at > bindparam("furthest")))
    .order_by(TABLE.c.made_at.desc(), TABLE.c.page_id)
)
"""Asked twice a second, and so written once: built anew, it costs more than its answer."""


class Outbox:
    """Reads the outbox."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self._store = store

    async def due(self, now: datetime) -> list[Outgoing]:
        """Return what is to be sent now, the newest first: it tells most."""
        values = {"now": now, "furthest": now + LONGEST_AHEAD}

        def see(connection: Connection) -> list[Outgoing]:
            return [_outgoing(row) for row in connection.execute(_DUE, values)]

        return await self._store.look(see)

    async def made_before(self, moment: datetime) -> int:
        """Return how many of the alarm's still wait that were made before a moment."""
        waiting = and_(ALARM, TABLE.c.next_at.is_not(None))
        query = select(func.count()).where(waiting, TABLE.c.made_at < moment)
        return await self._store.ask(lambda connection: connection.scalar(query) or 0)

    async def died_since(self, moment: datetime, *, tasks: bool = False) -> int:
        """Return how many of the alarm's, or of those about tasks, were given up since a moment."""
        dead = and_(~ALARM if tasks else ALARM, TABLE.c.ending == Ending.DEAD.value)
        query = select(func.count()).where(dead, TABLE.c.ended_at >= moment)
        return await self._store.ask(lambda connection: connection.scalar(query) or 0)


@dataclass(frozen=True, slots=True)
class Claim:
    """Takes these pages to send, until a moment; `process` says who, for those who look."""

    pages: Sequence[Outgoing]
    process: str
    until: datetime

    async def run(self, connection: AsyncConnection, now: datetime) -> frozenset[str]:  # noqa: ARG002
        """Return the ids that nobody else had taken meanwhile."""
        taken = set()
        for page in self.pages:
            done = await connection.execute(
                update(TABLE)
                .where(TABLE.c.page_id == page.page_id, TABLE.c.next_at == page.next_at)
                .values(next_at=self.until, claim=self.process, tries=TABLE.c.tries + 1)
            )
            if done.rowcount == 1:
                taken.add(page.page_id)
        return frozenset(taken)


@dataclass(frozen=True, slots=True)
class KeepClaim:
    """A call is under way still: whoever makes it keeps its page, until a moment."""

    page_id: str
    process: str
    until: datetime

    async def run(self, connection: AsyncConnection, now: datetime) -> None:  # noqa: ARG002
        """Put it off, unless it is over or somebody else has it by now."""
        await connection.execute(
            update(TABLE)
            .where(TABLE.c.page_id == self.page_id, TABLE.c.claim == self.process)
            .where(TABLE.c.ended_at.is_(None))
            .values(next_at=self.until)
        )


@dataclass(frozen=True, slots=True)
class EndPage:
    """A page is over: it was sent, is wanted no more, or was given up."""

    page_id: str
    ending: Ending

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it, unless it was over before."""
        await connection.execute(
            update(TABLE)
            .where(TABLE.c.page_id == self.page_id, TABLE.c.ended_at.is_(None))
            .values(next_at=None, claim=None, ended_at=now, ending=self.ending.value)
        )


@dataclass(frozen=True, slots=True)
class TryAgain:
    """A page could not be sent: it is tried again later."""

    page_id: str
    at: datetime

    async def run(self, connection: AsyncConnection, now: datetime) -> None:  # noqa: ARG002
        """Write when."""
        await connection.execute(
            update(TABLE)
            .where(TABLE.c.page_id == self.page_id, TABLE.c.ended_at.is_(None))
            .values(next_at=self.at, claim=None)
        )


@dataclass(frozen=True, slots=True)
class NobodySends:
    """The one process of a database starts: what another one held before is free again."""

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Let all that was claimed be due at once."""
        await connection.execute(
            update(TABLE)
            .where(TABLE.c.next_at.is_not(None), TABLE.c.claim.is_not(None))
            .values(next_at=now, claim=None)
        )


@dataclass(frozen=True, slots=True)
class PageOfHouse:
    """A page that is about the house and no conversation; made once under its id."""

    page_id: str
    about: About
    step: int
    address: str

    async def run(self, connection: AsyncConnection, now: datetime) -> bool:
        """Return whether it is new."""
        known = select(TABLE.c.page_id).where(TABLE.c.page_id == self.page_id)
        if (await connection.execute(known)).first() is not None:
            return False
        await connection.execute(
            insert(TABLE).values(
                page_id=self.page_id,
                step=self.step,
                level=0,
                call_word="",
                address=self.address,
                about=self.about.value,
                made_at=now,
                next_at=now,
                tries=0,
            )
        )
        return True


def _outgoing(row: Row[Any]) -> Outgoing:
    return Outgoing(
        page_id=row.page_id,
        about=About(row.about),
        call_word=row.call_word,
        level=Level(row.level),
        step=row.step,
        address=row.address,
        drill=None if row.drill is None else Drill(row.drill),
        made_at=row.made_at,
        next_at=row.next_at,
        tries=row.tries,
        wanted=_is_wanted(row),
        bridge_id=row.bridge_id,
    )


def _is_wanted(row: Row[Any]) -> bool:
    if row.about == About.TASK.value:
        return row.status in (FOLLOWED if row.step == TaskStep.FOLLOW_UP else UNTAKEN)
    if row.about == About.CALL.value:
        return row.call_now == row.call_seq and row.call_adviser is None
    if row.about == About.SPARRING.value:
        return row.asked is not None and row.answered_at is None
    if row.about == About.HAND_OVER.value and row.step == DeliveryStep.SHARED:
        return row.kept is not None and row.status != BridgeStatus.WITHDRAWN.value
    return row.escalation_id is None or row.state in CALLING
