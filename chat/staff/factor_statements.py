"""What is written about second factors; each with its row in the audit log, in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.staff.one_time_codes import Shown
from chat.storage.tables import factors, known_devices, recovery_codes, sessions, staff
from chat.storage.vault import Apart


@dataclass(frozen=True, slots=True)
class BeginFactor:
    """Keeps a secret nobody has shown a code of yet; an earlier such one is gone."""

    staff_id: StaffId
    sealed: Apart

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it; `conflict` where a factor counts already."""
        if await has_factor(connection, self.staff_id):
            raise Refused(RefusalCode.CONFLICT)
        await connection.execute(delete(factors).where(factors.c.staff_id == self.staff_id))
        await connection.execute(
            insert(factors).values(
                staff_id=self.staff_id,
                master_key_id=self.sealed.key.master_key_id,
                wrapped=self.sealed.key.wrapped,
                secret_sealed=self.sealed.data_sealed,
                made_at=now,
            )
        )


@dataclass(frozen=True, slots=True)
class ConfirmFactor:
    """Lets a factor count from now on."""

    staff_id: StaffId
    wrapped: bytes
    """Of the very secret the code was of."""
    step: int
    recovery_hashes: tuple[bytes, ...]

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Compare and set; `conflict` where another secret has taken its place, or it counts."""
        pending = factors.c.confirmed_at.is_(None) & (factors.c.wrapped == self.wrapped)
        done = await connection.execute(
            update(factors)
            .where(factors.c.staff_id == self.staff_id, pending)
            .values(confirmed_at=now, last_step=self.step)
        )
        if done.rowcount != 1:
            raise Refused(RefusalCode.CONFLICT)
        await _write_recovery(connection, self.staff_id, self.recovery_hashes)
        await append(connection, now, Audit("set_up_factor", self.staff_id, subject=self.staff_id))


@dataclass(frozen=True, slots=True)
class RenewRecovery:
    """Ten new recovery codes; the old ones open nothing any more."""

    staff_id: StaffId
    recovery_hashes: tuple[bytes, ...]

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write them; `conflict` without a factor."""
        if not await has_factor(connection, self.staff_id):
            raise Refused(RefusalCode.CONFLICT)
        await _write_recovery(connection, self.staff_id, self.recovery_hashes)
        await append(connection, now, Audit("renew_recovery", self.staff_id, subject=self.staff_id))


@dataclass(frozen=True, slots=True)
class RemoveFactor:
    """Takes a factor away: one's own, or, by a supervisor or an admin, another's.

    Another's sessions end with it: whoever has them may be why it was asked for.
    """

    staff_id: StaffId
    by: StaffId

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it; `not_found` where there is none."""
        if not await has_factor(connection, self.staff_id):
            raise Refused(RefusalCode.NOT_FOUND)
        await forget_factor(connection, self.staff_id)
        if self.by != self.staff_id:
            await connection.execute(delete(sessions).where(sessions.c.staff_id == self.staff_id))
        await append(connection, now, Audit("remove_factor", self.by, subject=self.staff_id))


async def has_factor(connection: AsyncConnection, staff_id: StaffId) -> bool:
    """Say whether a factor counts, inside somebody's transaction."""
    query = select(factors.c.staff_id).where(factors.c.staff_id == staff_id, counts())
    return (await connection.execute(query)).first() is not None


def counts() -> ColumnElement[bool]:
    """Return the condition that a factor counts: a code of it was shown."""
    return factors.c.confirmed_at.is_not(None)


async def forget_factor(connection: AsyncConnection, staff_id: StaffId) -> None:
    """Take all that stands for a person beside the password; of an account that is bound anew."""
    for table in (factors, recovery_codes, known_devices):
        await connection.execute(delete(table).where(table.c.staff_id == staff_id))


async def expect_factor(connection: AsyncConnection, staff_id: StaffId, due_at: datetime) -> None:
    """Say from when on nothing goes without a factor, if that has not been said before."""
    unsaid = staff.c.factor_due_at.is_(None)
    await connection.execute(
        update(staff).where(staff.c.staff_id == staff_id, unsaid).values(factor_due_at=due_at)
    )


async def use_up(connection: AsyncConnection, now: datetime, staff_id: StaffId, one: Shown) -> bool:
    """Use a code up; of two at once with the same code one is refused."""
    if one.step is not None:
        unused = or_(factors.c.last_step.is_(None), factors.c.last_step < one.step)
        mine = factors.c.staff_id == staff_id
        newer = update(factors).where(mine, counts(), unused).values(last_step=one.step)
        return (await connection.execute(newer)).rowcount == 1
    if one.recovery_hash is None:
        return False
    mine = recovery_codes.c.staff_id == staff_id
    same = recovery_codes.c.code_hash == one.recovery_hash
    used = (await connection.execute(delete(recovery_codes).where(mine, same))).rowcount == 1
    if used:
        await append(connection, now, Audit("use_recovery", staff_id, subject=staff_id))
    return used


async def _write_recovery(
    connection: AsyncConnection, staff_id: StaffId, hashes: tuple[bytes, ...]
) -> None:
    await connection.execute(delete(recovery_codes).where(recovery_codes.c.staff_id == staff_id))
    rows = [{"code_hash": one, "staff_id": staff_id} for one in hashes]
    await connection.execute(insert(recovery_codes), rows)
