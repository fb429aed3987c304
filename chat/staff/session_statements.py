"""What is written about sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.staff.factor_statements import expect_factor, has_factor, use_up
from chat.staff.one_time_codes import Shown
from chat.storage.tables import known_devices, sessions, staff

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account, and the very password hash somebody has just shown to know the password of."""

    staff_id: StaffId
    password_hash: str
    code: Shown | None = None
    """Of the second factor, where there is one: using it up decides."""
    device_hash: bytes | None = None
    """The browser's, if it says which it is."""


@dataclass(frozen=True, slots=True)
class StartSession:
    """Signs in; refused where account or password changed while the password was looked at."""

    shown: Credentials
    token_hash: bytes
    factor_within: timedelta | None = None
    """So soon whoever has no second factor must have one; `None`: they need none."""

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
        await hold_to_factor(connection, now, self.shown)
        # By a clock set back since the password was made, it would have ended before it began.
        started_at = max(now, counts_from)
        await connection.execute(
            insert(sessions).values(
                token_hash=self.token_hash,
                staff_id=self.shown.staff_id,
                started_at=started_at,
                used_at=started_at,
                proved_at=started_at,
            )
        )
        await _forgive(connection, now, self.shown)
        if self.factor_within is not None:
            await expect_factor(connection, self.shown.staff_id, now + self.factor_within)
        await append(connection, now, Audit("sign_in", self.shown.staff_id))


async def hold_to_factor(connection: AsyncConnection, now: datetime, shown: Credentials) -> None:
    """Use the code up; refuse where the account was bound otherwise than what was shown.

    Raises:
        Refused: `bad_credentials`.
    """
    bound = await has_factor(connection, shown.staff_id)
    if bound != (shown.code is not None):
        raise Refused(RefusalCode.BAD_CREDENTIALS)
    if shown.code is not None and not await use_up(connection, now, shown.staff_id, shown.code):
        raise Refused(RefusalCode.BAD_CREDENTIALS)


async def _forgive(connection: AsyncConnection, now: datetime, shown: Credentials) -> None:
    """Forget what failed before, and know the browser again."""
    mine = staff.c.staff_id == shown.staff_id
    failed = update(staff).where(mine, staff.c.failed_in_row > 0)
    await connection.execute(failed.values(failed_in_row=0))
    if shown.device_hash is None:
        return
    here = known_devices.c.staff_id == shown.staff_id
    same = known_devices.c.device_hash == shown.device_hash
    known = update(known_devices).where(here, same).values(seen_at=now, failed_in_row=0)
    if (await connection.execute(known)).rowcount == 0:
        row = {"staff_id": shown.staff_id, "device_hash": shown.device_hash, "seen_at": now}
        await connection.execute(insert(known_devices).values(row))


@dataclass(frozen=True, slots=True)
class NoteFailure:
    """Writes down that somebody failed to show an account is theirs."""

    staff_id: StaffId | None
    known_device: bytes | None
    """The browser's, where its owner has signed in from it before."""
    limit: int
    """So many in a row, and that browser is known no more (NIST SP 800-63B-4 §3.2.2)."""

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Count it where it was tried, and nowhere else."""
        mine = staff.c.staff_id == self.staff_id
        if self.known_device is None:
            more = update(staff).where(mine, staff.c.failed_in_row < self.limit)
            await connection.execute(more.values(failed_in_row=staff.c.failed_in_row + 1))
        else:
            of = known_devices.c
            here = (of.staff_id == self.staff_id) & (of.device_hash == self.known_device)
            more = update(known_devices).where(here)
            await connection.execute(more.values(failed_in_row=of.failed_in_row + 1))
            await connection.execute(
                delete(known_devices).where(here, of.failed_in_row >= self.limit)
            )
        await append(connection, now, Audit("sign_in_failed", self.staff_id))


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
