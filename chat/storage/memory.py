"""What a writer need not read again: states it has committed, requests it knows.

On SQLite, where one process holds the database, all of it is so; on a server only what still has
the version it was remembered with, or has only moved since (see `versions`). It is never the only
keeper: what is not here is read, and the index on requests catches one that was forgotten.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from chat.domain.conversation import Conversation
from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId
from chat.storage.moving import moved
from chat.storage.versions import Held, Version

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
        self._by_token: dict[bytes, ConversationId] = {}
        self.requests: OrderedDict[bytes, Entry] = OrderedDict()
        self._versions: dict[ConversationId, Version] = {}
        self._ours: set[ConversationId] = set()

    def take(
        self,
        states: Iterable[Conversation],
        requests: Iterable[tuple[bytes, Entry]],
        versions: Mapping[ConversationId, Version] | None = None,
        opened: Iterable[ConversationId] = (),
    ) -> None:
        """Remember what has just been committed; with `versions` only states that have one.

        `opened` are those of them that began with this commit.
        """
        self._ours.update(opened)
        for state in states:
            if versions is not None:
                if state.conversation_id not in versions:
                    self._drop(state)
                    continue
                self._versions[state.conversation_id] = versions[state.conversation_id]
            if state.escalations and not all(one.is_open for one in state.escalations):
                # As if it had been read: what is resolved is not.
                still = tuple(one for one in state.escalations if one.is_open)
                state = state.changed({"escalations": still})  # noqa: PLW2901 - the same state
            known = self.states.get(state.conversation_id)
            dropped = _put(self.states, state.conversation_id, state, STATES_KEPT)
            if known is not None and known.token_hash != state.token_hash:
                self._by_token.pop(known.token_hash, None)  # somebody came back with a new one
            self._by_token[state.token_hash] = state.conversation_id
            for one in dropped:
                self._drop(one)
        for key, entry in requests:
            _put(self.requests, key, entry, REQUESTS_KEPT)

    def forget(self, states: Iterable[Conversation]) -> None:
        """Forget conversations of which it is not known what was committed."""
        for state in states:
            self._drop(state)

    def now(self, conversation_id: ConversationId, held: Held) -> Conversation | None:
        """Return how a conversation stands by its row, if what is remembered is enough for that."""
        known, state = self._versions.get(conversation_id), self.states.get(conversation_id)
        # Both: the numbers of transactions are given out again in a database that was put back.
        if known == held.version:
            return state
        self._ours.discard(conversation_id)
        if known is None or state is None or known.revision != held.version.revision:
            return None
        return moved(state, held.moving)

    def knows_requests_of(self, conversation_id: ConversationId) -> bool:
        """Whether no other process has ever written here: every request has come by this one."""
        return conversation_id in self._ours

    def forget_texts(self, ids: Collection[ConversationId]) -> None:
        """Forget all that is known of these conversations, and what was written in them."""
        self.forget([self.states[one] for one in ids if one in self.states])
        for key in [key for key, one in self.requests.items() if one.conversation_id in ids]:
            del self.requests[key]

    def by_token(self, token_hash: bytes) -> Conversation | None:
        """Return the conversation a secret opens, if it is remembered."""
        conversation_id = self._by_token.get(token_hash)
        return None if conversation_id is None else self.states.get(conversation_id)

    def _drop(self, state: Conversation) -> None:
        self.states.pop(state.conversation_id, None)
        self._versions.pop(state.conversation_id, None)
        self._ours.discard(state.conversation_id)
        self._by_token.pop(state.token_hash, None)


def _put(kept: OrderedDict[Key, Value], key: Key, value: Value, most: int) -> list[Value]:
    """Keep a value as the latest, and return what had to go for it."""
    kept[key] = value
    kept.move_to_end(key)
    dropped: list[Value] = []
    while len(kept) > most:
        dropped.append(kept.popitem(last=False)[1])
    return dropped
