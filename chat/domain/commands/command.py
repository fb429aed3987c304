"""What all that is asked has in common: whose it is, and when it is the same again."""

from dataclasses import dataclass, field, fields
from hashlib import sha256

from chat.domain.event import REQUEST, Event, Once
from chat.domain.identifiers import (
    ConversationId,
    StaffId,
)
from chat.domain.people import YOUNG, Sender


@dataclass(frozen=True, slots=True)
class Command:
    """Something asked of one conversation.

    `request_id` is the asker's own id for it: asked again under the same id, it is done once.
    """

    conversation_id: ConversationId
    request_id: str | None = field(default=None, kw_only=True)

    @property
    def once(self) -> Once | None:
        """Return what makes a repetition of this the same request, if anything does."""
        if self.request_id is None:
            return None
        by = getattr(self, "by", YOUNG)
        return Once(by.staff_id or "young", self.request_id)

    def repeats(self, event: Event) -> bool:
        """Whether this asks for just what caused the event; its id alone does not say so."""
        return event.data.get(REQUEST) == self.fingerprint()

    def fingerprint(self) -> str:
        """Return what is the same for the same content only, in every process. It is kept sealed.

        What the asker may (`compare=False`) is no part of what they ask.
        """
        asked = (one for one in fields(self) if one.compare)
        content = sorted((one.name, repr(getattr(self, one.name))) for one in asked)
        return sha256(f"{type(self).__name__}{content}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class ShiftCommand:
    """Something asked of one person's shift in one role."""

    staff_id: StaffId
    role: Sender
