"""What is written about sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.storage.tables import sessions, staff

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account, and the very password hash somebody has just shown to know the password of."""

    staff_id: StaffId
    password_hash: str


@dataclass(frozen=True, slots=True)
class StartSession:
    """Signs in; refused where account or password changed while the password was looked at."""

    shown: Credentials
    token_hash: bytes

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write session and audit row together."""
        query = (
            select(staff.c.sessions_from)
            .where(staff.c.staff_id == self.shown.staff_id, staff.c.disabled_at.is_(None))
            .where(staff.c.password_hash == self.shown.password_hash)
        )
        counts_from: datetime | None = (await connection.execute(query)).scalar_one_or_none()
        if counts_from is None:
            raise Refused(RefusalCode.BAD_CREDENTIALS)
        # By a clock set back since the password was made, it would have ended before it began.
        started_at = max(now, counts_from)
        await connection.execute(
            insert(sessions).values(
                token_hash=self.token_hash,
                staff_id=self.shown.staff_id,
                started_at=started_at,
                used_at=started_at,
            )
        )
        await append(connection, now, Audit("sign_in", self.shown.staff_id))


@dataclass(frozen=True, slots=True)
class EndSession:
    """Signs out."""

    token_hash: bytes

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Delete the row; what was no session leaves no trace."""
        mine = sessions.c.token_hash == self.token_hash
        query = select(sessions.c.staff_id).where(mine)
        staff_id = (await connection.execute(query)).scalar_one_or_none()
        if staff_id is not None:
            await connection.execute(delete(sessions).where(mine))
            await append(connection, now, Audit("sign_out", StaffId(staff_id)))


@dataclass(frozen=True, slots=True)
class NoteUse:
    """Writes down which sessions were in use; an ended one is not brought back by it."""

    token_hashes: Sequence[bytes]
    overall: timedelta
    idle: timedelta

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Update, then sweep: a session too old or long unused is of no use to anybody."""
        for first in range(0, len(self.token_hashes), CHUNK):
            used = sessions.c.token_hash.in_(self.token_hashes[first : first + CHUNK])
            await connection.execute(update(sessions).where(used).values(used_at=now))
        old = or_(sessions.c.started_at < now - self.overall, sessions.c.used_at < now - self.idle)
        await connection.execute(delete(sessions).where(old))


@dataclass(frozen=True, slots=True)
class Rehash:
    """Stores the same password under today's parameters, unless it has changed meanwhile."""

    shown: Credentials
    password_hash: str

    async def run(self, connection: AsyncConnection, now: datetime) -> None:  # noqa: ARG002
        """Compare and set."""
        await connection.execute(
            update(staff)
            .where(staff.c.staff_id == self.shown.staff_id)
            .where(staff.c.password_hash == self.shown.password_hash)
            .values(password_hash=self.password_hash)
        )
