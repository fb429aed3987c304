"""One-time codes: of an app (TOTP), and those one writes down for the day the phone is gone."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime

import pyotp
import segno

from chat.domain.identifiers import StaffId

STEP_S = 30
"""RFC 6238 §5.2, and the only one every app knows."""
AROUND = 1
"""Steps before and after that count too: a clock that is off, a slow hand (RFC 6238 §5.2)."""
DIGITS = 6
ISSUER = "Brobygger"
CODES = 10
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""None that is taken for another."""
GROUPS, GROUP = 4, 4
"""Of the 31 letters: 79 bits, which nobody guesses, so a fast hash is enough to keep them by."""


@dataclass(frozen=True, slots=True)
class Square:
    """A QR code as one path of an SVG: dark modules, each one unit wide."""

    size: int
    """Units along a side, the quiet zone left out."""
    path: str


@dataclass(frozen=True, slots=True)
class NewSecret:
    """What an app is told, once."""

    secret: str = field(repr=False)

    @property
    def groups(self) -> str:
        """Return it as a person types it: four letters at a time."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))

    def address(self, username: str) -> str:
        """Return it as apps scan it (Key URI Format)."""
        return pyotp.TOTP(self.secret).provisioning_uri(name=username, issuer_name=ISSUER)

    def square(self, username: str) -> Square:
        """Return what an app scans."""
        drawn = segno.make(self.address(username), error="m", micro=False)
        rows = [bytes(row) for row in drawn.matrix]
        dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
        return Square(len(rows), "".join(dark))


@dataclass(frozen=True, slots=True)
class Shown:
    """A code that was right when it was looked at; using it up decides."""

    step: int | None = None
    recovery_hash: bytes | None = None


def draw_secret() -> NewSecret:
    """Draw 160 random bits (RFC 4226 §4, R6)."""
    return NewSecret(pyotp.random_base32())


def step_of(secret: str, code: str, now: datetime, last: int | None) -> int | None:
    """Return the step a code is of, if it is right now and newer than the last one used."""
    at = int(now.timestamp()) // STEP_S
    totp = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_S)
    steps = range(at - AROUND, at + AROUND + 1)
    # All three are compared, so that how long it takes tells nothing.
    right = [one for one in steps if secrets.compare_digest(totp.generate_otp(one), code)]
    newer = [one for one in right if last is None or one > last]
    return newer[0] if newer else None


def draw_recovery_codes() -> tuple[str, ...]:
    """Draw ten codes, as they are written down: `xxxx-xxxx-xxxx-xxxx`."""

    def group() -> str:
        return "".join(secrets.choice(LETTERS) for _ in range(GROUP))

    return tuple("-".join(group() for _ in range(GROUPS)) for _ in range(CODES))


def as_shown(staff_id: StaffId, secret: str, code: str, now: datetime, last: int | None) -> Shown:
    """Read what somebody typed; what is right neither way opens nothing when it is used."""
    typed = "".join(code.split()).replace("-", "").casefold()
    if typed.isascii() and typed.isdigit() and len(typed) == DIGITS:
        return Shown(step=step_of(secret, typed, now, last))
    return Shown(recovery_hash=recovery_hash(staff_id, typed))


def recovery_hash(staff_id: StaffId, code: str) -> bytes:
    """Return what the store keeps of a recovery code."""
    plain = code.replace("-", "").casefold()
    return hashlib.sha256(f"recovery {staff_id} {plain}".encode("utf-8", "replace")).digest()
