"""Showing again, inside a session, that it is still its owner who sits there."""

from dataclasses import dataclass

from chat.domain.refusal import RefusalCode, Refused
from chat.staff.claims import Claim, read_claim
from chat.staff.member import StaffMember
from chat.staff.passwords import Passwords
from chat.staff.ports import Submit
from chat.staff.presence_statements import NoteFailureHere, ProveSession
from chat.staff.session_statements import Credentials
from chat.staff.sessions import Sessions
from chat.staff.settings import FAILURES_IN_ROW
from chat.staff.slow_down import SlowDown
from chat.staff.standing import hash_of
from chat.storage.store import Store
from chat.storage.tables import staff
from chat.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Proving:
    """Asks again for the password, and for a code where there is a second factor.

    Wrong answers slow down as at sign-in; they count for this session alone, so that nobody
    outside can keep a covered screen covered.
    """

    store: Store
    submit: Submit
    passwords: Passwords
    sessions: Sessions
    slow_down: SlowDown
    vault: Vault

    async def fully(
        self, member: StaffMember, token: str, password: str, code: str | None, network: str
    ) -> None:
        """Take everything the account is held to; it counts for a while (`chat.staff.door`).

        Raises:
            Refused: `bad_credentials`, `code_required`, `slow_down`.
            Unavailable: the store is away.
        """
        await self._prove(member, token, password, code, network, fully=True)

    async def uncover(
        self, member: StaffMember, token: str, password: str | None, code: str | None, network: str
    ) -> None:
        """Take the password or, where there is a second factor, a code: the screen opens.

        Raises:
            Refused: `bad_credentials`, `slow_down`.
            Unavailable: the store is away.
        """
        await self._prove(member, token, password, code, network, fully=False)

    async def _prove(
        self,
        member: StaffMember,
        token: str,
        password: str | None,
        code: str | None,
        network: str,
        *,
        fully: bool,
    ) -> None:
        whose = staff.c.staff_id == member.staff_id
        claim = await read_claim(self.store, self.vault, whose, None, self.sessions.now())
        name = claim.username
        await self.slow_down.learn(name, network)
        with self.slow_down.begin(name, network) as this_try:
            try:
                shown = await self._shown(claim, password, code, fully=fully)
                await self.submit(ProveSession(hash_of(token), shown, fully=fully))
            except Refused as no:
                if no.code is RefusalCode.BAD_CREDENTIALS:
                    this_try.failed()
                    await self.slow_down.tell(name, network, succeeded=False)
                    note = NoteFailureHere(hash_of(token), member.staff_id, FAILURES_IN_ROW)
                    await self.submit(note)
                raise
            # A screen that opens to one of the two must not clear what failed of the other.
            if fully:
                this_try.succeeded()
        if fully:
            await self.slow_down.tell(name, network, succeeded=True)
        self.sessions.look_again(token)

    async def _shown(
        self, claim: Claim, password: str | None, code: str | None, *, fully: bool
    ) -> Credentials:
        staff_id, stored = claim.staff_id, claim.password_hash
        by_code = not fully and password is None and claim.secret is not None
        if not by_code and not await self.passwords.is_right(password or "", stored):
            raise Refused(RefusalCode.BAD_CREDENTIALS)
        if staff_id is None or stored is None:
            raise Refused(RefusalCode.BAD_CREDENTIALS)
        with_code = fully or by_code
        shown = claim.shown_by(code, self.sessions.now()) if with_code else None
        return Credentials(staff_id, stored, shown)
