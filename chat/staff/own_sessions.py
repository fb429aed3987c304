"""Where somebody is signed in, as they see it themselves."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.storage.store import Store
from chat.storage.tables import sessions


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One sign-in that still holds. What it came from is kept nowhere."""

    session_id: str
    """A name for it that opens nothing."""
    started_at: datetime
    used_at: datetime
    current: bool


async def read_own(store: Store, staff_id: StaffId, mine: bytes) -> list[OwnSession]:
    """Return them all, the newest first; `mine` is the hash of the token that asks."""
    query = select(sessions).where(sessions.c.staff_id == staff_id)
    async with store.read() as connection:
        rows = (await connection.execute(query.order_by(sessions.c.started_at.desc()))).all()
    return [
        OwnSession(
            public_id(row.token_hash), row.started_at, row.used_at, bool(row.token_hash == mine)
        )
        for row in rows
    ]


def public_id(token_hash: bytes) -> str:
    """Return what a session is called where it is listed: nothing leads back to the token."""
    return hashlib.sha256(b"listed session " + token_hash).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class EndOne:
    """Ends one of somebody's sessions, by the name it is listed under."""

    staff_id: StaffId
    listed_as: str

    async def run(self, connection: AsyncConnection, now: datetime) -> bytes:
        """Return the hash of its token; `not_found` for another's as for none."""
        theirs = select(sessions.c.token_hash).where(sessions.c.staff_id == self.staff_id)
        hashes: list[bytes] = list((await connection.execute(theirs)).scalars())
        named = [one for one in hashes if public_id(one) == self.listed_as]
        if not named:
            raise Refused(RefusalCode.NOT_FOUND)
        await connection.execute(delete(sessions).where(sessions.c.token_hash == named[0]))
        await append(connection, now, Audit("end_session", self.staff_id, subject=self.staff_id))
        return named[0]


@dataclass(frozen=True, slots=True)
class ChangeToken:
    """Lets a session go on under another token: the old one opens nothing any more."""

    before: bytes
    after: bytes
    staff_id: StaffId

    async def run(self, connection: AsyncConnection, now: datetime) -> None:  # noqa: ARG002
        """Write it; `unauthorized` where it has ended meanwhile."""
        mine = sessions.c.token_hash == self.before
        theirs = sessions.c.staff_id == self.staff_id
        changed = update(sessions).where(mine, theirs).values(token_hash=self.after)
        if (await connection.execute(changed)).rowcount != 1:
            raise Refused(RefusalCode.UNAUTHORIZED)
