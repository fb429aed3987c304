"""What is written about accounts; each with its row in the audit log, in one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.work_area import NOWHERE, WorkArea
from chat.staff.audit import Audit, append
from chat.staff.factor_statements import forget_factor
from chat.staff.invitations import write_invitation
from chat.staff.names import normal_display_name, normal_username
from chat.staff.roles import Role, stored_roles
from chat.storage.tables import invitations, sessions, staff, video_links


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account begins with, in its normal spelling."""

    username: str
    display_name: str
    roles: frozenset[Role]
    area: WorkArea = NOWHERE
    """Whose bridges a bridge-builder may see."""

    @classmethod
    def of(
        cls,
        username: str,
        display_name: str,
        roles: frozenset[Role],
        area: WorkArea = NOWHERE,
    ) -> "NewAccount":
        """Take names as they were typed; raise `Refused` (`malformed`, `too_long`) if unfit."""
        if not roles:
            raise Refused(RefusalCode.MALFORMED)
        return cls(normal_username(username), normal_display_name(display_name), roles, area)


@dataclass(frozen=True, slots=True)
class WayIn:
    """How an account is opened: by a password's hash, or by an invitation's."""

    password_hash: str | None = None
    code_hash: bytes | None = None
    code_lives: timedelta = timedelta(0)


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
                area=self.new.area.stored() or None,
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
    """Replaces the way in; the old password and every session end with the same commit.

    The second factor goes too, with its recovery codes and the browsers that were known: an account
    that is reset is bound anew.
    """

    username: str
    way: WayIn
    by: StaffId | None = None
    stays_in: bool = False
    """Whether whoever is signed in stays so: in the demo, whose passwords are new at each start."""

    async def run(self, connection: AsyncConnection, now: datetime) -> StaffId:
        """Write password or invitation, and let nobody stay who came in the old way."""
        staff_id = await _staff_id(connection, self.username)
        ended = {} if self.stays_in else {"sessions_from": now}
        await connection.execute(
            update(staff)
            .where(staff.c.staff_id == staff_id)
            .values(
                password_hash=self.way.password_hash, disabled_at=None, failed_in_row=0, **ended
            )
        )
        await forget_factor(connection, staff_id)
        if not self.stays_in:
            await _end(connection, staff_id)
        await _write_code(connection, staff_id, self.by, self.way, now)
        await append(connection, now, Audit("reset_staff", self.by, subject=staff_id))
        return staff_id


@dataclass(frozen=True, slots=True)
class MoveStaff:
    """Gives a bridge-builder another area; every session ends, so that no screen shows the old."""

    username: str
    area: WorkArea
    by: StaffId | None = None

    async def run(self, connection: AsyncConnection, now: datetime) -> StaffId:
        """Write it."""
        staff_id = await _staff_id(connection, self.username)
        await connection.execute(
            update(staff)
            .where(staff.c.staff_id == staff_id)
            .values(area=self.area.stored() or None, sessions_from=now)
        )
        await _sign_out(connection, staff_id)
        await append(connection, now, Audit("move_staff", self.by, subject=staff_id))
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


async def _sign_out(connection: AsyncConnection, staff_id: StaffId) -> None:
    """End every session, and every way into a video talk that was fetched in one."""
    for ways_in in (sessions, video_links):
        await connection.execute(delete(ways_in).where(ways_in.c.staff_id == staff_id))


async def _end(connection: AsyncConnection, staff_id: StaffId) -> None:
    await _sign_out(connection, staff_id)
    await connection.execute(delete(invitations).where(invitations.c.staff_id == staff_id))


async def _write_code(
    connection: AsyncConnection, staff_id: StaffId, by: StaffId | None, way: WayIn, now: datetime
) -> None:
    if way.code_hash is not None:
        ends = now + way.code_lives
        await write_invitation(connection, staff_id, by, way.code_hash, ends)
