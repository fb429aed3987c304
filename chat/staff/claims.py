"""What an account is held to when somebody says it is theirs."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.exc import SQLAlchemyError

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.staff.factor_statements import counts
from chat.staff.factors import opened
from chat.staff.one_time_codes import Shown, as_shown
from chat.storage.store import Store
from chat.storage.tables import factors, known_devices, staff
from chat.storage.vault import Vault

REMEMBERED = timedelta(days=180)
"""How long a browser nobody signs in from is known (our own choice)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An account as it stands; empty where there is none, or it is shut."""

    staff_id: StaffId | None = None
    username: str = ""
    password_hash: str | None = None
    secret: str | None = field(default=None, repr=False)
    """Of a factor that counts."""
    last_step: int | None = None
    failed_in_row: int = 0
    known_device: bool = False

    def shown_by(self, code: str | None, now: datetime) -> Shown | None:
        """Return what a code comes to; `None` where the account has no second factor.

        Raises:
            Refused: `code_required` where there is one, and no code came.
        """
        if self.staff_id is None or self.secret is None:
            return None
        if not code:
            raise Refused(RefusalCode.CODE_REQUIRED)
        return as_shown(self.staff_id, self.secret, code, now, self.last_step)

    def is_worn(self, limit: int, code: str | None) -> bool:
        """Say whether so much was guessed that a password alone opens nothing here any more.

        A browser its owner has signed in from goes by a count of its own, and so does a password
        that comes with a code: who guesses from elsewhere shuts nobody out.
        """
        if self.known_device or self.failed_in_row < limit:
            return False
        return self.secret is None or not code


async def read_claim(
    store: Store, vault: Vault, whose: ColumnElement[bool], device: bytes | None, now: datetime
) -> Claim:
    """Return the account somebody claims.

    Raises:
        Unavailable: the store is away.
    """
    here = and_(
        known_devices.c.staff_id == staff.c.staff_id,
        known_devices.c.device_hash == (device or b""),
        known_devices.c.seen_at > now - REMEMBERED,
    )
    query = (
        select(
            staff.c.staff_id,
            staff.c.username,
            staff.c.password_hash,
            staff.c.disabled_at,
            staff.c.failed_in_row,
            factors.c.master_key_id,
            factors.c.wrapped,
            factors.c.secret_sealed,
            factors.c.last_step,
            known_devices.c.device_hash,
        )
        .outerjoin(factors, and_(factors.c.staff_id == staff.c.staff_id, counts()))
        .outerjoin(known_devices, here)
        .where(whose)
    )
    try:
        async with store.read() as connection:
            row = (await connection.execute(query)).one_or_none()
    except (SQLAlchemyError, OSError) as error:
        raise Unavailable from error
    if row is None:
        return Claim()
    secret = None
    if row.wrapped is not None:
        secret = opened(vault, row.staff_id, row.master_key_id, row.wrapped, row.secret_sealed)
    return Claim(
        staff_id=row.staff_id,
        username=row.username,
        password_hash=row.password_hash if row.disabled_at is None else None,
        secret=secret,
        last_step=row.last_step,
        failed_in_row=row.failed_in_row,
        known_device=row.device_hash is not None,
    )


def device_hash(device: str | None) -> bytes | None:
    """Return what the store keeps of a browser: it drew 256 bits, which need no slow hash."""
    return None if device is None else hashlib.sha256(f"device {device}".encode()).digest()
