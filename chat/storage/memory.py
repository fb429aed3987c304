"""What a writer that alone writes need not read again: states it has committed, requests it knows.

Only on SQLite, where one process holds the database. It is never the only keeper: what is not
here is read, and the index on requests catches one that was forgotten.
"""

from collections import OrderedDict
from collections.abc import Iterable
from typing import TypeVar

from chat.domain.conversation import Conversation
from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId

STATES_KEPT = 20_000
REQUESTS_KEPT = 20_000
"""Least lately used first out: about 40 MiB together when both are full (our own choice)."""

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memory:
    """Remembers what was committed last."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.states: OrderedDict[ConversationId, Conversation] = OrderedDict()
        self.requests: OrderedDict[bytes, Entry] = OrderedDict()

    def take(self, states: Iterable[Conversation], requests: Iterable[tuple[bytes, Entry]]) -> None:
        """Remember what has just been committed."""
        for state in states:
            if not all(one.is_open for one in state.escalations):
                # As if it had been read: what is resolved is not.
                still = tuple(one for one in state.escalations if one.is_open)
                state = state.changed({"escalations": still})  # noqa: PLW2901 - the same state
            _put(self.states, state.conversation_id, state, STATES_KEPT)
        for key, entry in requests:
            _put(self.requests, key, entry, REQUESTS_KEPT)

    def forget(self, states: Iterable[Conversation]) -> None:
        """Forget conversations of which it is not known what was committed."""
        for state in states:
            self.states.pop(state.conversation_id, None)


def _put(kept: OrderedDict[Key, Value], key: Key, value: Value, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
