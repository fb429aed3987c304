"""Reading escalations: which are due, whose owner is gone, and whether all is as it should be."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, Subquery, and_, bindparam, func, or_, select

from chat.domain.escalation import EscalationKind, EscalationState
from chat.domain.figures import Course
from chat.domain.identifiers import ConversationId, EscalationId, StaffId
from chat.domain.ladder import Drill, Ladder
from chat.domain.people import Sender
from chat.storage import tables
from chat.storage.instant import Instant
from chat.storage.outbox import Ending
from chat.storage.store import Store
from triage.verdict import Level

TABLE = tables.escalations
TALKS = tables.conversations
OPEN = TABLE.c.state != EscalationState.RESOLVED.value
_LEFT = select(tables.shifts.c.staff_id).where(
    tables.shifts.c.role == Sender.SUPERVISOR.value,
    tables.shifts.c.gone_at <= bindparam("gone"),
)
_DUE = (
    select(TABLE)
    .where(
        OPEN,
        or_(
            TABLE.c.due_at.is_(None),
            TABLE.c.due_at <= bindparam("now"),
            TABLE.c.due_at > bindparam("furthest"),
            TABLE.c.acknowledged_by.in_(_LEFT),
        ),
    )
    .order_by(TABLE.c.due_at, TABLE.c.escalation_id)
)
"""Asked twice a second, and so written once: built anew, it costs more than its answer."""


class Due(NamedTuple):
    """An escalation whose time may be over, as it stood when it was read."""

    conversation_id: ConversationId
    escalation_id: EscalationId
    seq: int
    owner: StaffId | None
    due_at: datetime | None


class Went(NamedTuple):
    """How far a drill has come; `sent` of `pages` have been taken outside."""

    raised_at: datetime
    paged_at: datetime | None
    answered_at: datetime | None
    resolved_at: datetime | None
    pages: int
    sent: int


class Escalations:
    """Finds escalations. What is read is only a hint: `decide` looks again inside the commit."""

    def __init__(self, store: Store) -> None:
        """Read from `store`."""
        self._store = store

    async def due(self, now: datetime, ladder: Ladder) -> list[Due]:
        """Return what may have to move, the longest overdue first.

        Also what is due further ahead than anything can be: its deadline is from another time.
        """
        furthest, gone = now + ladder.longest, now - ladder.owner_gone
        return await self._all(_DUE, now=now, furthest=furthest, gone=gone)

    async def out_of_time(self, before: datetime, after: datetime) -> int:
        """Return how many open ones have no deadline, or one before or after these moments."""
        wrong = or_(TABLE.c.due_at.is_(None), TABLE.c.due_at < before, TABLE.c.due_at > after)
        return len(await self._all(select(TABLE).where(and_(OPEN, wrong))))

    async def courses(self, since: datetime) -> list[Course]:
        """Return how those raised since then went; felt wrong and drills are not among them."""
        paged = _first_page()
        query = (
            select(TABLE, paged.c.paged_at)
            .join(TALKS, TALKS.c.conversation_id == TABLE.c.conversation_id)
            .outerjoin(paged, paged.c.escalation_id == TABLE.c.escalation_id)
            .where(TABLE.c.raised_at >= since, TABLE.c.kind == EscalationKind.DANGER.value)
            .where(TALKS.c.drill.is_(None))
        )

        def see(connection: Connection) -> list[Course]:
            return [
                Course(
                    Level(row.level), row.raised_at, row.paged_at, row.answered_at, row.resolved_at
                )
                for row in connection.execute(query)
            ]

        return await self._store.ask(see)

    async def drill(self, escalation_id: EscalationId) -> Went | None:
        """Return how far a drill has come, or `None` where there is none."""
        box = tables.outbox.c
        query = (
            select(TABLE)
            .join(TALKS, TALKS.c.conversation_id == TABLE.c.conversation_id)
            .where(TABLE.c.escalation_id == escalation_id, TALKS.c.drill.is_not(None))
        )
        pages = select(box.ending, box.ended_at).where(box.escalation_id == escalation_id)

        def see(connection: Connection) -> Went | None:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            all_pages = connection.execute(pages).all()
            sent = [page.ended_at for page in all_pages if page.ending == Ending.SENT.value]
            first = min(sent, default=None)
            times = (row.raised_at, first, row.answered_at, row.resolved_at)
            return Went(*times, len(all_pages), len(sent))

        return await self._store.look(see)

    async def open_trials(self, before: datetime) -> list[Due]:
        """Return the house's own trials that were begun before then and never ended."""
        trials = select(TALKS.c.conversation_id).where(TALKS.c.drill == Drill.SYNTHETIC.value)
        return await self._all(
            select(TABLE).where(
                OPEN, TABLE.c.raised_at <= before, TABLE.c.conversation_id.in_(trials)
            )
        )

    async def _all(self, query: Select[Any], **values: object) -> list[Due]:
        def see(connection: Connection) -> Sequence[Row[Any]]:
            return connection.execute(query, values).all()

        return [
            Due(row.conversation_id, row.escalation_id, row.seq, row.acknowledged_by, row.due_at)
            for row in await self._store.ask(see)
        ]


def _first_page() -> Subquery:
    box = tables.outbox.c
    return (
        select(box.escalation_id, func.min(box.ended_at, type_=Instant).label("paged_at"))
        .where(box.ending == Ending.SENT.value)
        .group_by(box.escalation_id)
        .subquery()
    )
