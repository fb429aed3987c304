"""How sessions stand in the store, and whether they still hold."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.exc import SQLAlchemyError

from chat.domain.identifiers import StaffId
from chat.domain.refusal import Unavailable
from chat.domain.work_area import WorkArea
from chat.staff.factor_statements import counts
from chat.staff.member import Back, SessionId, StaffMember
from chat.staff.roles import Role, roles_of
from chat.staff.settings import SessionTimes
from chat.storage.store import Store
from chat.storage.tables import factors, sessions, staff

SEE_MORE = frozenset({Role.SUPERVISOR, Role.ADMIN})
"""Who sees every conversation, or all of staff, is signed out sooner."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A session as the store had it."""

    member: StaffMember
    started_at: datetime
    used_at: datetime
    read_at_s: float
    """On the reader's own clock, which never jumps."""
    has_factor: bool = False
    input_at: datetime | None = None
    """When somebody last touched a page; `None` where no page of ours is open."""
    locked_at: datetime | None = None
    factor_due_at: datetime | None = None
    """`None`: not said yet; who signed in before it was asked for is not held up in a shift."""

    def holds(self, now: datetime, used_at: datetime | None, times: SessionTimes) -> bool:
        """Say whether it is neither too old nor too long unused; `used_at`: known here alone."""
        used_at = max(self.used_at, used_at or self.used_at)
        idle = idle_of(self.member.roles, times)
        return now - self.started_at < times.overall and now - used_at < idle

    def back(self, now: datetime, times: SessionTimes, *, factor_required: bool) -> Back | None:
        """Say what holds it back, if anything does."""
        due_at = self.factor_due_at
        if factor_required and not self.has_factor and due_at is not None and now >= due_at:
            return Back.MUST_ENROL
        idle = idle_of(self.member.roles, times)
        untouched = self.input_at is not None and now - self.input_at >= idle
        return Back.LOCKED if untouched or self.locked_at is not None else None

    def as_member(self, back: Back | None, *, factor_required: bool) -> StaffMember:
        """Return whose it is, with what holds them back, or will."""
        due_at = self.factor_due_at if factor_required and not self.has_factor else None
        if back is None and due_at is None:
            return self.member
        return replace(self.member, back=back, factor_due_at=due_at)


def idle_of(roles: Collection[Role], times: SessionTimes) -> timedelta:
    """Return how long a page may lie untouched before it is covered."""
    return times.idle_supervisor if SEE_MORE & set(roles) else times.idle_counsellor


async def read_standings(
    store: Store, asked: Sequence[SessionId], at_s: float
) -> dict[SessionId, Standing]:
    """Return those of the sessions that exist, of accounts that are open.

    Raises:
        Unavailable: the store is away.
    """
    query = (
        select(
            sessions,
            staff.c.display_name,
            staff.c.roles,
            staff.c.language,
            staff.c.area,
            staff.c.factor_due_at,
            factors.c.confirmed_at,
        )
        .join(staff, staff.c.staff_id == sessions.c.staff_id)
        .outerjoin(factors, and_(factors.c.staff_id == staff.c.staff_id, counts()))
        .where(sessions.c.token_hash.in_([bytes.fromhex(one) for one in asked]))
        .where(staff.c.disabled_at.is_(None), sessions.c.started_at >= staff.c.sessions_from)
    )
    try:
        async with store.read() as connection:
            rows = (await connection.execute(query)).all()
    except (SQLAlchemyError, OSError) as error:
        raise Unavailable from error
    standings = [_standing(row, at_s) for row in rows]
    return {one.member.session_id: one for one in standings}


def hash_of(token: str) -> bytes:
    """Return what the store keeps of a token: 256 random bits need no slow hash.

    A token is ASCII; anything else a browser may send hashes to something that opens nothing.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _standing(row: Row[Any], at_s: float) -> Standing:
    member = StaffMember(
        staff_id=StaffId(row.staff_id),
        display_name=row.display_name,
        roles=roles_of(row.roles),
        language=row.language,
        session_id=SessionId(row.token_hash.hex()),
        area=WorkArea.of(row.area),
        proved_at=row.proved_at or row.started_at,
    )
    return Standing(
        member,
        row.started_at,
        row.used_at,
        at_s,
        has_factor=row.confirmed_at is not None,
        input_at=row.input_at,
        locked_at=row.locked_at,
        factor_due_at=row.factor_due_at,
    )
