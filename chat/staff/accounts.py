"""Accounts: who may sign in, and as what."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.work_area import WorkArea
from chat.staff.account_statements import (
    AddStaff,
    DisableStaff,
    MoveStaff,
    NewAccount,
    ResetStaff,
    WayIn,
)
from chat.staff.invitations import Invitation, draw_code, hash_of
from chat.staff.names import normal_username
from chat.staff.passwords import Passwords, must_be_strong
from chat.staff.ports import Submit
from chat.staff.roles import Role, roles_of
from chat.staff.settings import StaffSettings
from chat.storage.store import Store
from chat.storage.tables import staff


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who works here, as the list of staff shows them."""

    staff_id: StaffId
    username: str
    display_name: str
    roles: frozenset[Role]
    has_password: bool
    disabled_at: datetime | None
    area: WorkArea


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

    async def reset(self, username: str, password: str, *, stays_in: bool = False) -> None:
        """Give a new password and end every session; a disabled account is open again.

        The second factor goes too.

        With `stays_in` whoever is signed in stays so: for the demo alone.

        Raises:
            Refused: `not_found`, `weak_password`.
        """
        name = normal_username(username)
        await self.submit(ResetStaff(name, await self._password(password, name), stays_in=stays_in))

    async def reset_by_invitation(self, username: str) -> Invitation:
        """As `reset`, but the person sets the password; until then there is none."""
        name = normal_username(username)
        known = [account for account in await self.everyone() if account.username == name]
        if not known:
            raise Refused(RefusalCode.NOT_FOUND)
        invitation, way = await self._invitation(known[0].roles)
        await self.submit(ResetStaff(name, way))
        return invitation

    async def move(self, username: str, area: WorkArea) -> None:
        """Let somebody see other bridges, and end their sessions; raise `Refused` (`not_found`)."""
        await self.submit(MoveStaff(normal_username(username), area))

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
                area=WorkArea.of(row.area),
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
