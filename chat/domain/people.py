"""Who acts in a conversation."""

from dataclasses import dataclass
from enum import StrEnum

from chat.domain.identifiers import StaffId


class Sender(StrEnum):
    """Whose side an event comes from: the wire's `from`."""

    YOUNG = "young"
    COUNSELLOR = "counsellor"
    SUPERVISOR = "supervisor"
    BRIDGE = "bridge"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts, as far as the rules care."""

    sender: Sender
    staff_id: StaffId | None = None
    display_name: str = ""

    @property
    def is_young(self) -> bool:
        """Whether this is the young person of the conversation."""
        return self.sender is Sender.YOUNG

    @property
    def is_supervisor(self) -> bool:
        """Whether this is a supervisor, who may act in every conversation."""
        return self.sender is Sender.SUPERVISOR


YOUNG = Person(Sender.YOUNG)
SYSTEM = Person(Sender.SYSTEM)
