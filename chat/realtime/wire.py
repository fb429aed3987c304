"""The wire's words: what payloads are made of, and how events and pages go out.

What each may send stands by who asks: `young_wire`, `desk_wire` (counsellors), `staff_wire` (all
staff in a talk), `bridge_wire`, and `supervisor_console/wire.py`.
"""

import re
from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
)

from chat.domain.audience import Viewer, data_for
from chat.domain.bridge import ShareField
from chat.domain.event import Entry
from chat.domain.topics import topic
from chat.storage.log import Page

Text = Annotated[str, StringConstraints(min_length=1)]
"""Typed text; its length is the domain's to judge, so that `too_long` can be said."""
Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{36}$")]
NUMBERED = re.compile(r"[0-9a-f-]{36}\.\d{1,9}")
NOBODYS = f"{UUID(int=0)}.0"
"""An id we never gave to anything."""
OpaqueId = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""What we call a thing, of whatever form: one we never gave is `not_found`, like one of others."""


def numbered(said: str) -> str:
    """Return the id of an escalation, offer or bridge; one of another form is nobody's."""
    return said if NUMBERED.fullmatch(said) else NOBODYS


NumberedId = Annotated[OpaqueId, AfterValidator(numbered)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
MessageId = Annotated[
    str,
    StringConstraints(
        pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", to_lower=True
    ),
]
"""A UUID in its canonical form, kept as text: as an object it would only be written out again."""
ClientId = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F-]{36}$")]
Topic = Annotated[str, AfterValidator(topic)]
ServiceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,79}$")]
FieldName = Annotated[ShareField, Field(strict=False)]
Seq = Annotated[int, Field(ge=0, le=10**9)]


class Payload(BaseModel):
    """What a client sends: exact keys, exact types, nothing repeated in errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class Change(Payload):
    """An event that changes something: it may carry an id of the client's own."""

    client_id: ClientId | None = None


class Nothing(Change):
    """A change that needs no more words."""


class About(Change):
    """Anything said of one conversation."""

    conversation_id: Id


def event_on_wire(entry: Entry, viewer: Viewer) -> dict[str, object]:
    """Return an event as this viewer is sent it."""
    event = entry.event
    return {
        "conversation_id": entry.conversation_id,
        "seq": entry.seq,
        "prev": entry.prev_for(viewer),
        "kind": event.kind,
        "at": entry.at.isoformat(),
        "from": event.sender,
        "data": data_for(viewer, event.kind, event.data),
    }


def page_on_wire(page: Page, viewer: Viewer) -> dict[str, object]:
    """Return a page as this viewer is sent it."""
    return {
        "events": [event_on_wire(entry, viewer) for entry in page.entries],
        "last_seq": page.last_seq,
        "more": page.more,
    }


def place_on_wire(entry: Entry, viewer: Viewer) -> Mapping[str, object]:
    """Return where a message landed: its acknowledgement carries `prev` like an event."""
    return {"seq": entry.seq, "prev": entry.prev_for(viewer), "at": entry.at.isoformat()}
