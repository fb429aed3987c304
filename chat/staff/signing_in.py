"""Signing in: a username, a password, and the same answer in the same time for every no."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.staff.audit import Audit
from chat.staff.names import normal_username
from chat.staff.passwords import Passwords
from chat.staff.ports import Submit
from chat.staff.session_statements import Credentials, Rehash
from chat.staff.sessions import Sessions
from chat.staff.slow_down import SlowDown
from chat.storage.store import Store
from chat.storage.tables import staff


@dataclass(frozen=True, slots=True)
class SignIn:
    """Turns a username and a password into a session."""

    store: Store
    submit: Submit
    passwords: Passwords
    sessions: Sessions
    slow_down: SlowDown

    async def __call__(
        self, username: str, password: str, *, network: str, instead_of: str | None = None
    ) -> str:
        """Return a new session's token; the session in `instead_of` ends.

        Raises:
            Refused: `bad_credentials` for an unknown, disabled or passwordless account as for a
                wrong password, in the same time; `slow_down` after too many of them.
            Unavailable: the store is away.
        """
        try:
            name = normal_username(username)
        except Refused:
            name = ""  # no account has it; the answer takes as long
        await self.slow_down.learn(name, network)
        with self.slow_down.begin(name, network) as this_try:
            staff_id, stored = await self._look_up(name)
            if not await self.passwords.is_right(password, stored) or not (staff_id and stored):
                this_try.failed()
                await self.slow_down.tell(name, network, succeeded=False)
                await self.submit(Audit("sign_in_failed", staff_id))
                raise Refused(RefusalCode.BAD_CREDENTIALS)
            this_try.succeeded()
        await self.slow_down.tell(name, network, succeeded=True)
        shown = await self._up_to_date(Credentials(staff_id, stored), password)
        return await self.sessions.start(shown, instead_of)

    async def _look_up(self, username: str) -> tuple[StaffId | None, str | None]:
        query = select(staff.c.staff_id, staff.c.password_hash, staff.c.disabled_at).where(
            staff.c.username == username
        )
        try:
            async with self.store.read() as connection:
                row = (await connection.execute(query)).one_or_none()
        except (SQLAlchemyError, OSError) as error:
            raise Unavailable from error
        if row is None:
            return None, None
        return row.staff_id, row.password_hash if row.disabled_at is None else None

    async def _up_to_date(self, shown: Credentials, password: str) -> Credentials:
        if not self.passwords.is_outdated(shown.password_hash):
            return shown
        anew = await self.passwords.hash(password)
        await self.submit(Rehash(shown, anew))
        return Credentials(shown.staff_id, anew)
