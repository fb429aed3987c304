"""Signing in: a username, a password and a code, and the same answer in the same time for a no."""

from dataclasses import dataclass

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.claims import Claim, device_hash, read_claim
from chat.staff.names import normal_username
from chat.staff.passwords import Passwords
from chat.staff.ports import Submit
from chat.staff.session_statements import Credentials, NoteFailure, Rehash
from chat.staff.sessions import Sessions
from chat.staff.settings import FAILURES_IN_ROW
from chat.staff.slow_down import SlowDown
from chat.storage.store import Store
from chat.storage.tables import staff
from chat.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class SignIn:
    """Turns a username, a password and, where there is a second factor, a code into a session."""

    store: Store
    submit: Submit
    passwords: Passwords
    sessions: Sessions
    slow_down: SlowDown
    vault: Vault

    async def __call__(
        self,
        username: str,
        password: str,
        *,
        network: str,
        code: str | None = None,
        device: str | None = None,
        instead_of: str | None = None,
    ) -> str:
        """Return a new session's token; the session in `instead_of` ends.

        Raises:
            Refused: `bad_credentials` for an unknown, disabled or passwordless account as for a
                wrong password or code, in the same time; `code_required` where the password is
                right, there is a second factor, and no code came; `slow_down` after too many tries.
            Unavailable: the store is away.
        """
        try:
            name = normal_username(username)
        except Refused:
            name = ""  # no account has it; the answer takes as long
        here = device_hash(device)
        await self.slow_down.learn(name, network)
        with self.slow_down.begin(name, network) as this_try:
            whose = staff.c.username == name
            claim = await read_claim(self.store, self.vault, whose, here, self.sessions.now())
            right = await self.passwords.is_right(password, claim.password_hash)
            try:
                shown = await self._shown(claim, password, code, here, right=right)
                token = await self.sessions.start(shown, instead_of)
            except Refused as no:
                # A right password without its code is neither: it must not clear what failed.
                if no.code is RefusalCode.BAD_CREDENTIALS:
                    this_try.failed()
                    await self._failed(claim, name, network, here)
                raise
            this_try.succeeded()
        await self.slow_down.tell(name, network, succeeded=True)
        return token

    async def _shown(
        self, claim: Claim, password: str, code: str | None, device: bytes | None, *, right: bool
    ) -> Credentials:
        """Return what was shown; raise `Refused` (`bad_credentials`, `code_required`)."""
        staff_id, stored = claim.staff_id, claim.password_hash
        if not right or staff_id is None or stored is None or claim.is_worn(FAILURES_IN_ROW, code):
            raise Refused(RefusalCode.BAD_CREDENTIALS)
        shown = claim.shown_by(code, self.sessions.now())
        stored = await self._up_to_date(staff_id, stored, password)
        return Credentials(staff_id, stored, shown, device)

    async def _failed(self, claim: Claim, name: str, network: str, device: bytes | None) -> None:
        await self.slow_down.tell(name, network, succeeded=False)
        known = device if claim.known_device else None
        await self.submit(NoteFailure(claim.staff_id, known, FAILURES_IN_ROW))

    async def _up_to_date(self, staff_id: StaffId, stored: str, password: str) -> str:
        if not self.passwords.is_outdated(stored):
            return stored
        anew = await self.passwords.hash(password)
        await self.submit(Rehash(Credentials(staff_id, stored), anew))
        return anew
