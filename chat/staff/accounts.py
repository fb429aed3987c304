"""Accounts: who may sign in, and as what."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.staff.invitations import Invitation, draw_code, hash_of, write_invitation
from chat.staff.names import normal_display_name, normal_username
from chat.staff.passwords import Passwords, must_be_strong
from chat.staff.ports import Submit
from chat.staff.roles import Role, roles_of, stored_roles
from chat.staff.settings import StaffSettings
from chat.storage.store import Store
from chat.storage.tables import invitations, sessions, staff


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who works here, as the list of staff shows them."""

    staff_id: StaffId
    username: str
    display_name: str
    roles: frozenset[Role]
    has_password: bool
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account begins with, in its normal spelling."""

    username: str
    display_name: str
    roles: frozenset[Role]

    @classmethod
    def of(cls, username: str, display_name: str, roles: frozenset[Role]) -> "NewAccount":
        """Take names as they were typed; raise `Refused` (`malformed`, `too_long`) if unfit."""
        if not roles:
            raise Refused(RefusalCode.MALFORMED)
        return cls(normal_username(username), normal_display_name(display_name), roles)


@dataclass(frozen=True, slots=True)
class WayIn:
    """How an account is opened: by a password's hash, or by an invitation's."""

    password_hash: str | None = None
    code_hash: bytes | None = None
    code_lives: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Accounts:
    """Adds, lists, disables and resets."""

    store: Store
    submit: Submit
    passwords: Passwords
    settings: StaffSettings

    async def add(self, new: NewAccount, password: str) -> StaffId:
        """Make an account with a password; raise `Refused` (`conflict`, `weak_password`)."""
        way = await self._password(password, new.username)
        return await self.submit(AddStaff(new, way))

    async def invite(self, new: NewAccount) -> Invitation:
        """Make an account without a password, and the code to set one; raise `Refused`."""
        invitation, way = await self._invitation(new.roles)
        await self.submit(AddStaff(new, way))
        return invitation

    async def reset(self, username: str, password: str) -> None:
        """Give a new password and end every session; a disabled account is open again.

        Raises:
            Refused: `not_found`, `weak_password`.
        """
        name = normal_username(username)
        await self.submit(ResetStaff(name, await self._password(password, name)))

    async def reset_by_invitation(self, username: str) -> Invitation:
        """As `reset`, but the person sets the password; until then there is none."""
        name = normal_username(username)
        known = [account for account in await self.everyone() if account.username == name]
        if not known:
            raise Refused(RefusalCode.NOT_FOUND)
        invitation, way = await self._invitation(known[0].roles)
        await self.submit(ResetStaff(name, way))
        return invitation

    async def disable(self, username: str) -> None:
        """Shut an account and end its sessions; raise `Refused` (`not_found`)."""
        await self.submit(DisableStaff(normal_username(username)))

    async def everyone(self) -> list[Account]:
        """Return all accounts, disabled ones too, by username."""
        async with self.store.read() as connection:
            rows = (await connection.execute(select(staff).order_by(staff.c.username))).all()
        return [
            Account(
                staff_id=row.staff_id,
                username=row.username,
                display_name=row.display_name,
                roles=roles_of(row.roles),
                has_password=row.password_hash is not None,
                disabled_at=row.disabled_at,
            )
            for row in rows
        ]

    async def _password(self, password: str, username: str) -> WayIn:
        must_be_strong(password, username, shortest=self.settings.shortest_password)
        return WayIn(password_hash=await self.passwords.hash(password))

    async def _invitation(self, roles: frozenset[Role]) -> tuple[Invitation, WayIn]:
        times = self.settings.invitations
        admins = [
            account
            for account in await self.everyone()
            if Role.ADMIN in account.roles and account.has_password and not account.disabled_at
        ]
        lives = times.usual if admins or Role.ADMIN not in roles else times.first_admin
        code = draw_code()
        return Invitation(code, lives), WayIn(code_hash=hash_of(code), code_lives=lives)


@dataclass(frozen=True, slots=True)
class AddStaff:
    """Makes an account; `conflict` when the username is taken, by a disabled account too."""

    new: NewAccount
    way: WayIn
    by: StaffId | None = None

    async def run(self, connection: AsyncConnection, now: datetime) -> StaffId:
        """Write the account, its invitation and the audit row together."""
        taken = select(staff.c.staff_id).where(staff.c.username == self.new.username)
        if (await connection.execute(taken)).one_or_none() is not None:
            raise Refused(RefusalCode.CONFLICT)
        staff_id = StaffId(str(uuid4()))
        await connection.execute(
            insert(staff).values(
                staff_id=staff_id,
                username=self.new.username,
                display_name=self.new.display_name,
                roles=stored_roles(self.new.roles),
                language="da",
                password_hash=self.way.password_hash,
                made_at=now,
                sessions_from=now,
            )
        )
        await _write_code(connection, staff_id, self.by, self.way, now)
        await append(connection, now, Audit("add_staff", self.by, subject=staff_id))
        return staff_id


@dataclass(frozen=True, slots=True)
class ResetStaff:
    """Replaces the way in; the old password and every session end with the same commit."""

    username: str
    way: WayIn
    by: StaffId | None = None

    async def run(self, connection: AsyncConnection, now: datetime) -> StaffId:
        """Write password or invitation, and let nobody stay who came in the old way."""
        staff_id = await _staff_id(connection, self.username)
        await connection.execute(
            update(staff)
            .where(staff.c.staff_id == staff_id)
            .values(password_hash=self.way.password_hash, disabled_at=None, sessions_from=now)
        )
        await _end(connection, staff_id)
        await _write_code(connection, staff_id, self.by, self.way, now)
        await append(connection, now, Audit("reset_staff", self.by, subject=staff_id))
        return staff_id


@dataclass(frozen=True, slots=True)
class DisableStaff:
    """Shuts an account. Its name stays in what it did."""

    username: str
    by: StaffId | None = None

    async def run(self, connection: AsyncConnection, now: datetime) -> StaffId:
        """Write, and end sessions and open invitations with the same commit."""
        staff_id = await _staff_id(connection, self.username)
        await connection.execute(
            update(staff)
            .where(staff.c.staff_id == staff_id)
            .values(disabled_at=now, sessions_from=now)
        )
        await _end(connection, staff_id)
        await append(connection, now, Audit("disable_staff", self.by, subject=staff_id))
        return staff_id


async def _staff_id(connection: AsyncConnection, username: str) -> StaffId:
    query = select(staff.c.staff_id).where(staff.c.username == username)
    found = (await connection.execute(query)).scalar_one_or_none()
    if found is None:
        raise Refused(RefusalCode.NOT_FOUND)
    return StaffId(found)


async def _end(connection: AsyncConnection, staff_id: StaffId) -> None:
    await connection.execute(delete(sessions).where(sessions.c.staff_id == staff_id))
    await connection.execute(delete(invitations).where(invitations.c.staff_id == staff_id))


async def _write_code(
    connection: AsyncConnection, staff_id: StaffId, by: StaffId | None, way: WayIn, now: datetime
) -> None:
    if way.code_hash is not None:
        ends = now + way.code_lives
        await write_invitation(connection, staff_id, by, way.code_hash, ends)
