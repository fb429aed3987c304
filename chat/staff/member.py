"""Somebody who is signed in."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NewType

from chat.domain.identifiers import StaffId
from chat.domain.work_area import NOWHERE, WorkArea
from chat.staff.roles import Act, Role, may

LONG_AGO = datetime.min.replace(tzinfo=UTC)
SessionId = NewType("SessionId", str)
"""The stored hash of a token, as hex: opens nothing, and is still no business of a log's."""


class Back(StrEnum):
    """What a session may be held back by, although it is signed in."""

    MUST_ENROL = "must_enrol"
    """The helpline asks for a second factor, and there is none yet."""
    LOCKED = "locked"
    """The screen is covered: nobody has touched it for long, or it was asked for."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person, as their session shows them."""

    staff_id: StaffId
    display_name: str
    roles: frozenset[Role]
    language: str
    session_id: SessionId
    area: WorkArea = NOWHERE
    """Whose bridges they may see."""
    back: Back | None = None
    """`None`: all that the roles allow. What else is open says `chat.staff.door`."""
    factor_due_at: datetime | None = None
    """By when they must have a second factor, where the helpline asks for one and there is none."""
    proved_at: datetime = LONG_AGO
    """When it was last shown to be them, by all that the account is held to."""

    def may(self, act: Act, *, own: bool = False) -> bool:
        """Say whether one of their roles allows the act; `own`: in a conversation of their own."""
        return may(self.roles, act, own=own)
