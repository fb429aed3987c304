"""Second factors: set up, confirmed by a code, taken away; the secret sealed in the vault's way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.factor_statements import (
    BeginFactor,
    ConfirmFactor,
    RemoveFactor,
    RenewRecovery,
    counts,
)
from chat.staff.one_time_codes import (
    NewSecret,
    draw_recovery_codes,
    draw_secret,
    recovery_hash,
    step_of,
)
from chat.staff.ports import Submit
from chat.storage.store import Store
from chat.storage.tables import factors, recovery_codes
from chat.storage.vault import Apart, Vault, WrappedKey


@dataclass(frozen=True, slots=True)
class FactorState:
    """How somebody's second factor stands."""

    since: datetime | None
    """`None`: there is none."""
    recovery_left: int


@dataclass(frozen=True, slots=True)
class Factors:
    """Everybody's second factors."""

    store: Store
    submit: Submit
    vault: Vault
    clock: Callable[[], datetime]

    async def begin(self, staff_id: StaffId) -> NewSecret:
        """Return a new secret, shown this once; raise `Refused` (`conflict`) where one counts."""
        new = draw_secret()
        sealed = self.vault.seal_apart(staff_id, new.secret.encode())
        await self.submit(BeginFactor(staff_id, sealed))
        return new

    async def confirm(self, staff_id: StaffId, code: str) -> tuple[str, ...]:
        """Let the secret count, and return the recovery codes, shown this once.

        Raises:
            Refused: `wrong_code`; `conflict` where nothing waits to be confirmed.
        """
        async with self.store.read() as connection:
            query = select(factors).where(
                factors.c.staff_id == staff_id, factors.c.confirmed_at.is_(None)
            )
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            raise Refused(RefusalCode.CONFLICT)
        secret = opened(self.vault, row.staff_id, row.master_key_id, row.wrapped, row.secret_sealed)
        step = step_of(secret, "".join(code.split()), self.clock(), None)
        if step is None:
            raise Refused(RefusalCode.WRONG_CODE)
        codes = draw_recovery_codes()
        hashes = tuple(recovery_hash(staff_id, one) for one in codes)
        await self.submit(ConfirmFactor(staff_id, row.wrapped, step, hashes))
        return codes

    async def renew_recovery(self, staff_id: StaffId) -> tuple[str, ...]:
        """Return ten new recovery codes, shown this once; raise `Refused` (`conflict`)."""
        codes = draw_recovery_codes()
        hashes = tuple(recovery_hash(staff_id, one) for one in codes)
        await self.submit(RenewRecovery(staff_id, hashes))
        return codes

    async def remove(self, staff_id: StaffId, by: StaffId) -> None:
        """Take a factor away; raise `Refused` (`not_found`)."""
        await self.submit(RemoveFactor(staff_id, by))

    async def everyone(self) -> frozenset[StaffId]:
        """Return who has a factor that counts."""
        async with self.store.read() as connection:
            return frozenset(
                StaffId(one)
                for one in (await connection.execute(select(factors.c.staff_id).where(counts())))
                .scalars()
                .all()
            )

    async def state_of(self, staff_id: StaffId) -> FactorState:
        """Return how it stands."""
        mine = recovery_codes.c.staff_id == staff_id
        async with self.store.read() as connection:
            since = select(factors.c.confirmed_at).where(factors.c.staff_id == staff_id)
            left = select(func.count()).select_from(recovery_codes).where(mine)
            return FactorState(
                (await connection.execute(since)).scalar_one_or_none(),
                int((await connection.execute(left)).scalar_one()),
            )


def opened(vault: Vault, staff_id: str, master_key_id: str, wrapped: bytes, sealed: bytes) -> str:
    """Return a secret that is kept; raise `VaultError` under another master key."""
    key = WrappedKey(ConversationId(staff_id), master_key_id, wrapped)
    return vault.open_apart(Apart(key, sealed)).decode()
