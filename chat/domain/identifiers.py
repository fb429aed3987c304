"""The names things go by inside the house; strings on the wire and in the store."""

from typing import NewType
from uuid import uuid4

ConversationId = NewType("ConversationId", str)
"""A random UUID (version 4, not 7: a version 7 tells when it was made, RFC 9562 §5.7)."""

StaffId = NewType("StaffId", str)
"""A random UUID; the account behind a display name."""

EscalationId = NewType("EscalationId", str)
"""`<conversation_id>.<seq>`: the log entry that raised it."""

BridgeId = NewType("BridgeId", str)
"""`<conversation_id>.<number>`: where the log was to go on when it opened, or the next one free."""

OfferId = NewType("OfferId", str)
"""`<conversation_id>.<seq>`: the end of the log when the offer was made."""

ProcessId = NewType("ProcessId", str)
"""A random UUID each process draws at its start; it says nothing of the machine."""


def new_conversation_id() -> ConversationId:
    """Draw an id that tells nothing about when or where it was drawn."""
    return ConversationId(str(uuid4()))


def new_process_id() -> ProcessId:
    """Draw what a process goes by among the others on its database."""
    return ProcessId(str(uuid4()))


def conversation_of(numbered: EscalationId | OfferId | BridgeId) -> ConversationId:
    """Return the conversation an escalation or offer belongs to."""
    return ConversationId(numbered.partition(".")[0])
