"""What the staff's side must be told; `config` fills it in from environment and policy."""

from datetime import timedelta
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

OWASP_MINIMA = ((47104, 1), (19456, 2), (12288, 3), (9216, 4), (7168, 5))
"""Memory in KiB and passes, equally strong (OWASP Password Storage Cheat Sheet, Argon2id)."""


FAILURES_IN_ROW = 100
"""On one account, before it must be bound anew (NIST SP 800-63B-4 §3.2.2)."""


class PasswordCost(BaseModel):
    """What one guess costs: Argon2id's parameters (RFC 9106 §3.1)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    memory_kib: int = Field(default=47104, le=1_048_576)
    """46 MiB: about 150 ms here, and two at a time leave the chat alone."""
    passes: int = Field(default=1, ge=1, le=16)
    lanes: int = Field(default=1, ge=1, le=8)

    @model_validator(mode="after")
    def at_least_the_minimum(self) -> Self:
        """Refuse less than the weakest of OWASP's settings of equal strength."""
        if not any(self.memory_kib >= m and self.passes >= t for m, t in OWASP_MINIMA):
            raise ValueError("weaker than OWASP's minimum for Argon2id")
        return self


class SessionTimes(BaseModel):
    """How long a sign-in lasts (OWASP ASVS 5.0, 7.3); the numbers are our own decision."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    overall: timedelta = Field(default=timedelta(hours=12), gt=timedelta(0))
    idle_counsellor: timedelta = Field(default=timedelta(minutes=30), gt=timedelta(0))
    idle_supervisor: timedelta = Field(default=timedelta(minutes=15), gt=timedelta(0))
    """Also for admins. A page that is open is covered then, and not signed out: nobody is thrown
    out of a live conversation. With no page open the session ends."""
    proved_for: timedelta = Field(default=timedelta(minutes=10), gt=timedelta(0))
    """How long a password, with its code, counts for what is asked for again (ASVS 5.0, 7.5.3)."""
    touch_every: timedelta = Field(default=timedelta(minutes=1), gt=timedelta(0))
    """Use is noted in the store in batches: one commit a minute, not one a request."""
    first_touch: timedelta = Field(default=timedelta(seconds=5), gt=timedelta(0))
    """So soon after its start a process notes use: one that dies each minute signs nobody out."""
    watch_every: timedelta = Field(default=timedelta(seconds=2), gt=timedelta(0))
    """How often open sockets' sessions are looked up; an ended one is cut within 5 s."""
    believed_for: timedelta = Field(default=timedelta(seconds=4), le=timedelta(seconds=5))
    """How long an answer of the store is believed without asking again."""


class InvitationTimes(BaseModel):
    """How long a one-time invitation can be used; the numbers are our own decision."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    usual: timedelta = Field(default=timedelta(days=7), gt=timedelta(0))
    first_admin: timedelta = Field(default=timedelta(hours=1), gt=timedelta(0))


class SlowDownNumbers(BaseModel):
    """When wrong passwords begin to cost time; the numbers are our own decision."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: bool = True
    free_failures: int = Field(default=5, ge=1)
    """Per account and per network, within `window`."""
    window: timedelta = Field(default=timedelta(minutes=1), gt=timedelta(0))
    first_delay: timedelta = Field(default=timedelta(seconds=2), gt=timedelta(0))
    """Doubled with every further failure."""
    longest_delay: timedelta = Field(default=timedelta(minutes=1), gt=timedelta(0))
    """For one account from one network."""
    longest_delay_of_a_network: timedelta = Field(default=timedelta(seconds=10), gt=timedelta(0))
    """A whole night shift may sit behind one address."""


class StaffSettings(BaseModel):
    """Accounts, sessions and sign-in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    password_cost: PasswordCost = PasswordCost()
    shortest_password: int = Field(default=15, ge=8, le=64)
    """NIST SP 800-63B-4 §3.1.1.2: 15 where the password is the only factor."""
    sessions: SessionTimes = SessionTimes()
    invitations: InvitationTimes = InvitationTimes()
    slow_down: SlowDownNumbers = SlowDownNumbers()
    factor_required: bool = True
    """Whether everybody must have a second factor."""
    factor_within: timedelta = Field(default=timedelta(0), ge=timedelta(0))
    """So long after the first sign-in without one; then a session may only set one up."""
