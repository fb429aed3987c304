"""How sessions stand in the store, and whether they still hold."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.exc import SQLAlchemyError

from chat.domain.identifiers import StaffId
from chat.domain.refusal import Unavailable
from chat.domain.work_area import WorkArea
from chat.staff.member import SessionId, StaffMember
from chat.staff.roles import Role, roles_of
from chat.staff.settings import SessionTimes
from chat.storage.store import Store
from chat.storage.tables import sessions, staff

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

    def holds(self, now: datetime, used_at: datetime | None, times: SessionTimes) -> bool:
        """Say whether it is neither too old nor too long unused; `used_at`: known here alone."""
        idle = times.idle_supervisor if SEE_MORE & self.member.roles else times.idle_counsellor
        used_at = max(self.used_at, used_at or self.used_at)
        return now - self.started_at < times.overall and now - used_at < idle


async def read_standings(
    store: Store, asked: Sequence[SessionId], at_s: float
) -> dict[SessionId, Standing]:
    """Return those of the sessions that exist, of accounts that are open.

    Raises:
        Unavailable: the store is away.
    """
    query = (
        select(sessions, staff.c.display_name, staff.c.roles, staff.c.language, staff.c.area)
        .join(staff, staff.c.staff_id == sessions.c.staff_id)
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
    )
    return Standing(member, row.started_at, row.used_at, at_s)
