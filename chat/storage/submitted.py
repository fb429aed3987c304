"""What is submitted to the writer, and what becomes of it."""

from datetime import datetime
from typing import NamedTuple, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.commands import (
    Accept,
    AskCompanion,
    Climb,
    Command,
    LoseAdviser,
    LoseBeside,
    LoseCompanion,
    Release,
    ShiftCommand,
    Transfer,
)
from chat.domain.conversation import Conversation
from chat.domain.event import Entry
from chat.domain.identifiers import StaffId
from chat.domain.people import Person, Sender


class Statement(Protocol):
    """A write that is no decision about a conversation: an account, a session, an audit row."""

    async def run(self, connection: AsyncConnection, now: datetime) -> object:
        """Write inside the commit; what is returned goes to whoever submitted it."""
        ...


class Forgetting:
    """A statement that destroys keys; what `run` returns are the conversations they were of.

    It has a commit of its own: nothing is decided beside it on what it destroys, and nothing after
    it on what is remembered.
    """


Submitted = Command | ShiftCommand | Statement


class Committed(NamedTuple):
    """What became of a command about a conversation.

    `entries` are those it caused, or for a repeated request those of the first; `again` tells.
    """

    before: Conversation | None
    after: Conversation
    entries: tuple[Entry, ...]
    again: bool = False
    only_grew: bool = False
    """Whether the conversation stands as before, and its log is longer: so most messages are."""


ShiftKey = tuple[StaffId, Sender]


def shift_of(submitted: Submitted) -> ShiftKey | None:
    """Return whose shift a command depends on, or changes."""
    match submitted:
        case ShiftCommand(staff_id=staff_id, role=role):
            return (staff_id, role)
        case Accept(by=Person(staff_id=str(staff_id))):
            return (staff_id, Sender.COUNSELLOR)
        case (
            Transfer(to=str(staff_id))
            | Release(counsellor=staff_id)
            | AskCompanion(to=staff_id)
            | LoseCompanion(companion=staff_id)
        ):
            return (staff_id, Sender.COUNSELLOR)
        case LoseAdviser(adviser=adviser):
            return (adviser, Sender.BRIDGE)
        case Climb(owner=str(owner)) | LoseBeside(supervisor=owner):
            return (owner, Sender.SUPERVISOR)
        case _:
            return None
