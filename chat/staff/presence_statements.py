"""What is written about whoever sits at a session: that they touched it, covered it, proved it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.staff.session_statements import Credentials, hold_to_factor
from chat.storage.tables import sessions, staff


@dataclass(frozen=True, slots=True)
class NoteInput:
    """Somebody touched the page. What is covered stays so."""

    token_hash: bytes

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write when."""
        open_ = sessions.c.locked_at.is_(None)
        mine = sessions.c.token_hash == self.token_hash
        await connection.execute(update(sessions).where(mine, open_).values(input_at=now))


@dataclass(frozen=True, slots=True)
class CoverScreen:
    """The page is covered, in every tab of this session."""

    token_hash: bytes

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write since when; asked again, it stays as it was."""
        open_ = sessions.c.locked_at.is_(None)
        mine = sessions.c.token_hash == self.token_hash
        await connection.execute(update(sessions).where(mine, open_).values(locked_at=now))


@dataclass(frozen=True, slots=True)
class ProveSession:
    """Somebody has shown again who they are: the screen is uncovered.

    With `fully` all that the account is held to was shown, and counts for `proved_at`; a password
    or a code alone opens the screen and nothing else.
    """

    token_hash: bytes
    shown: Credentials
    fully: bool

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it; `bad_credentials` where password, factor or session changed meanwhile."""
        alone = not self.fully and self.shown.code is None
        if not alone:
            await hold_to_factor(connection, now, self.shown)
        same = staff.c.password_hash == self.shown.password_hash
        owner = staff.c.staff_id == self.shown.staff_id
        mine = sessions.c.token_hash == self.token_hash
        proved = {"proved_at": now} if self.fully else {}
        values = {"input_at": now, "locked_at": None, "failed_in_row": 0, **proved}
        by_owner = sessions.c.staff_id.in_(select(staff.c.staff_id).where(owner, same))
        done = await connection.execute(update(sessions).where(mine, by_owner).values(values))
        if done.rowcount != 1:
            raise Refused(RefusalCode.BAD_CREDENTIALS)
        act = "prove_session" if self.fully else "unlock_screen"
        await append(connection, now, Audit(act, self.shown.staff_id))


@dataclass(frozen=True, slots=True)
class NoteFailureHere:
    """A wrong answer inside a session: it counts for this session, and for nobody elsewhere."""

    token_hash: bytes
    staff_id: StaffId
    limit: int
    """So many in a row end the session (NIST SP 800-63B-4 §3.2.2)."""

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Count, and end what was guessed at too often."""
        mine = sessions.c.token_hash == self.token_hash
        more = update(sessions).where(mine).values(failed_in_row=sessions.c.failed_in_row + 1)
        await connection.execute(more)
        worn = sessions.c.failed_in_row >= self.limit
        await connection.execute(delete(sessions).where(mine, worn))
        await append(connection, now, Audit("prove_failed", self.staff_id))


@dataclass(frozen=True, slots=True)
class EndOthers:
    """Signs somebody out: everywhere, or everywhere but here."""

    staff_id: StaffId
    by: StaffId
    but: bytes | None = None

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Delete the rows; their sockets are cut by who holds them."""
        theirs = sessions.c.staff_id == self.staff_id
        kept = sessions.c.token_hash == (self.but or b"")
        await connection.execute(delete(sessions).where(theirs, ~kept))
        await append(connection, now, Audit("end_sessions", self.by, subject=self.staff_id))
