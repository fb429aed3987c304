"""The same request twice: how the store knows it for the same."""

from hashlib import blake2b

from chat.domain.commands import Command
from chat.domain.event import Once
from chat.domain.identifiers import ConversationId


def once_key(conversation_id: ConversationId, once: Once) -> bytes:
    """Return what a request is known by: 16 bytes that are the same for the same request only."""
    asked = f"{conversation_id}|{once.asker}|{once.client_id}"
    return blake2b(asked.encode(), digest_size=16).digest()


def key_of(command: Command) -> bytes | None:
    """Return what a command is known by, if a repetition of it can be told."""
    once = command.once
    return None if once is None else once_key(command.conversation_id, once)
