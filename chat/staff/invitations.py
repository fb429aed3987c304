"""One-time invitations: how somebody gets a first password, or a new one, that nobody else knew."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.staff.passwords import Passwords, must_be_strong
from chat.staff.ports import Submit
from chat.staff.session_statements import Credentials
from chat.storage.store import Store
from chat.storage.tables import invitations, sessions, staff

PAGE = "/invitation#"
"""The code stands after the `#`: browsers send that to no server and to no log."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is handed to the person: it works once, and not for long."""

    code: str
    lives: timedelta

    @property
    def path(self) -> str:
        """Return the link, without the house's address before it."""
        return PAGE + self.code


def draw_code() -> str:
    """Draw 256 random bits as 43 letters, digits, `-` and `_`."""
    return secrets.token_urlsafe(32)


def hash_of(code: str) -> bytes:
    """Return what the store keeps. SHA-256 is enough for what cannot be guessed."""
    return hashlib.sha256(code.encode()).digest()


async def write_invitation(
    connection: AsyncConnection,
    staff_id: StaffId,
    by: StaffId | None,
    hashed: bytes,
    ends: datetime,
) -> None:
    """Write an invitation inside somebody's transaction; an older one for the same person dies."""
    await connection.execute(delete(invitations).where(invitations.c.staff_id == staff_id))
    query = select(staff.c.roles, staff.c.display_name).where(staff.c.staff_id == staff_id)
    person = (await connection.execute(query)).one()
    await connection.execute(
        insert(invitations).values(
            token_hash=hashed,
            staff_id=staff_id,
            roles=person.roles,
            display_name=person.display_name,
            made_by=by,
            expires_at=ends,
        )
    )


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a code is for."""

    staff_id: StaffId
    username: str
    display_name: str


@dataclass(frozen=True, slots=True)
class Invitations:
    """Lets people in by their codes."""

    store: Store
    submit: Submit
    passwords: Passwords
    shortest_password: int

    async def whose(self, code: str, now: datetime) -> Invited:
        """Say whom a code is for.

        Raises:
            Refused: `not_found`, in the same words for unknown, used and too old.
        """
        async with self.store.read() as connection:
            return await _invited(connection, hash_of(code), now)

    async def accept(self, code: str, password: str, now: datetime) -> Credentials:
        """Use the code up and set the password; raise `Refused` (`not_found`, `weak_password`)."""
        invited = await self.whose(code, now)
        must_be_strong(password, invited.username, shortest=self.shortest_password)
        hashed = await self.passwords.hash(password)
        staff_id = await self.submit(AcceptInvitation(hash_of(code), hashed))
        return Credentials(staff_id, hashed)


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """Sets the password and uses the invitation up; one of two at once wins."""

    code_hash: bytes
    password_hash: str

    async def run(self, connection: AsyncConnection, now: datetime) -> StaffId:
        """Decide and write in one transaction; every session from before ends."""
        invited = await _invited(connection, self.code_hash, now)
        mine = staff.c.staff_id == invited.staff_id
        await connection.execute(
            update(invitations)
            .where(invitations.c.token_hash == self.code_hash)
            .values(used_at=now)
        )
        await connection.execute(
            update(staff).where(mine).values(password_hash=self.password_hash, sessions_from=now)
        )
        await connection.execute(delete(sessions).where(sessions.c.staff_id == invited.staff_id))
        await append(connection, now, Audit("accept_invitation", invited.staff_id))
        return invited.staff_id


async def _invited(connection: AsyncConnection, hashed: bytes, now: datetime) -> Invited:
    query = (
        select(staff.c.staff_id, staff.c.username, staff.c.display_name)
        .join(invitations, invitations.c.staff_id == staff.c.staff_id)
        .where(invitations.c.token_hash == hashed)
        .where(invitations.c.used_at.is_(None), invitations.c.expires_at > now)
        .where(staff.c.disabled_at.is_(None))
    )
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        raise Refused(RefusalCode.NOT_FOUND)
    return Invited(row.staff_id, row.username, row.display_name)
