"""Somebody who is signed in."""

from dataclasses import dataclass
from typing import NewType

from chat.domain.identifiers import StaffId
from chat.domain.work_area import NOWHERE, WorkArea
from chat.staff.roles import Act, Role, may

SessionId = NewType("SessionId", str)
"""The stored hash of a token, as hex: opens nothing, and is still no business of a log's."""


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

    def may(self, act: Act, *, own: bool = False) -> bool:
        """Say whether one of their roles allows the act; `own`: in a conversation of their own."""
        return may(self.roles, act, own=own)
