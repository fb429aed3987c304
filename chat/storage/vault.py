"""The vault: what people typed is ciphertext at rest, under a key for each conversation.

The associated data bind a ciphertext to its conversation, number, kind, sender, audience and key
version, so that a row can be neither moved, swapped nor renumbered. Destroying the key is
forgetting the text (crypto-shredding).
"""

import os
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId

KEY_VERSION = 1
NONCE_BYTES = 12  # NIST SP 800-38D §5.2.1.1
KEY_BYTES = 32
CIPHERS_KEPT = 20_000
"""Opened keys held in memory, least lately used first out: about 10 MiB (our own choice)."""


class VaultError(Exception):
    """A row cannot be opened: it was moved or changed, or its key is gone."""


@dataclass(frozen=True, slots=True)
class MasterKey:
    """The key that wraps all others; it is never in the database."""

    key_id: str
    secret: bytes

    def __repr__(self) -> str:
        """Name the key without showing it."""
        return f"MasterKey({self.key_id})"


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A conversation's key as the store keeps it."""

    conversation_id: ConversationId
    master_key_id: str
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Sealed:
    """An event's data as the store keeps it, with what it is bound to."""

    conversation_id: ConversationId
    seq: int
    kind: str
    sender: str
    audience: str
    key_version: int
    data_sealed: bytes


@dataclass(frozen=True, slots=True)
class Apart:
    """A text sealed under a key of its own, which is held nowhere but beside it in the store."""

    key: WrappedKey
    """Of the name it was sealed under, where others have a conversation."""
    data_sealed: bytes


class Vault:
    """Seals and opens; holds the opened keys of conversations in use."""

    def __init__(self, master: MasterKey) -> None:
        """Begin with no key opened."""
        self._master = master
        self._wrapping = AESGCM(master.secret)
        self._ciphers: OrderedDict[ConversationId, AESGCM] = OrderedDict()

    def knows(self, conversation_id: ConversationId) -> bool:
        """Whether the key of this conversation is open."""
        return conversation_id in self._ciphers

    def make_key(self, conversation_id: ConversationId) -> WrappedKey:
        """Draw a key for a new conversation, open it, and return it as it is to be kept."""
        secret = AESGCM.generate_key(KEY_BYTES * 8)
        wrapped = self._wrapped(conversation_id, secret)
        self._keep(conversation_id, AESGCM(secret))
        return wrapped

    def learn(self, key: WrappedKey) -> None:
        """Open a kept key.

        Raises:
            VaultError: it was wrapped by another master key, or was tampered with.
        """
        if key.master_key_id != self._master.key_id:
            raise VaultError("the conversation's key was wrapped by another master key")
        self._keep(key.conversation_id, AESGCM(_unwrapped(key, self._wrapping)))

    def forget(self, conversation_id: ConversationId) -> None:
        """Drop an opened key; without its row there is no way back."""
        self._ciphers.pop(conversation_id, None)

    def seal(self, entry: Entry) -> bytes:
        """Return the entry's data as ciphertext, bound to its place in the log."""
        event = entry.event
        nonce = os.urandom(NONCE_BYTES)
        bound_to = _bound_to(
            entry.conversation_id, entry.seq, event.kind, event.sender, event.audience, KEY_VERSION
        )
        cipher = self._cipher(entry.conversation_id)
        return nonce + cipher.encrypt(nonce, orjson.dumps(event.data), bound_to)

    def open(self, sealed: Sealed) -> Mapping[str, object]:
        """Return the data of a kept event.

        Raises:
            VaultError: the row is not where, or not what, it was when it was sealed.
        """
        bound_to = _bound_to(
            sealed.conversation_id,
            sealed.seq,
            sealed.kind,
            sealed.sender,
            sealed.audience,
            sealed.key_version,
        )
        nonce, ciphertext = sealed.data_sealed[:NONCE_BYTES], sealed.data_sealed[NONCE_BYTES:]
        try:
            plain = self._cipher(sealed.conversation_id).decrypt(nonce, ciphertext, bound_to)
        except InvalidTag as error:
            message = f"event {sealed.seq} does not open where it stands"
            raise VaultError(message) from error
        data: Mapping[str, object] = orjson.loads(plain)
        return data

    def seal_beside(self, conversation_id: ConversationId, what: str, text: str) -> bytes:
        """Return as ciphertext what somebody wrote about a conversation, outside its log."""
        nonce = os.urandom(NONCE_BYTES)
        bound_to = f"{conversation_id}|{what}".encode()
        return nonce + self._cipher(conversation_id).encrypt(nonce, text.encode(), bound_to)

    def open_beside(self, conversation_id: ConversationId, what: str, sealed: bytes) -> str:
        """Return what `seal_beside` sealed.

        Raises:
            VaultError: it is about something else, or was changed, or the key is gone.
        """
        bound_to = f"{conversation_id}|{what}".encode()
        nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return self._cipher(conversation_id).decrypt(nonce, ciphertext, bound_to).decode()
        except InvalidTag as error:
            raise VaultError("what stands beside the log does not open") from error

    def seal_apart(self, name: str, plain: bytes) -> Apart:
        """Seal under a key drawn for this name alone, and forget the key."""
        secret = AESGCM.generate_key(KEY_BYTES * 8)
        wrapped = self._wrapped(name, secret)
        nonce = os.urandom(NONCE_BYTES)
        bound_to = f"{name}|apart|{KEY_VERSION}".encode()
        return Apart(wrapped, nonce + AESGCM(secret).encrypt(nonce, plain, bound_to))

    def open_apart(self, one: Apart) -> bytes:
        """Open it, and forget the key again.

        Raises:
            VaultError: it is not the one that was sealed, or its key is another master key's.
        """
        if one.key.master_key_id != self._master.key_id:
            raise VaultError("the key was wrapped by another master key")
        cipher = AESGCM(_unwrapped(one.key, self._wrapping))
        nonce, ciphertext = one.data_sealed[:NONCE_BYTES], one.data_sealed[NONCE_BYTES:]
        bound_to = f"{one.key.conversation_id}|apart|{KEY_VERSION}".encode()
        try:
            return cipher.decrypt(nonce, ciphertext, bound_to)
        except InvalidTag as error:
            raise VaultError("what was shared does not open") from error

    def _wrapped(self, name: str, secret: bytes) -> WrappedKey:
        nonce = os.urandom(NONCE_BYTES)
        bound_to = f"{name}|{self._master.key_id}".encode()
        wrapped = nonce + self._wrapping.encrypt(nonce, secret, bound_to)
        return WrappedKey(ConversationId(name), self._master.key_id, wrapped)

    def _cipher(self, conversation_id: ConversationId) -> AESGCM:
        try:
            cipher = self._ciphers[conversation_id]
        except KeyError:
            raise VaultError("the conversation's key is gone") from None
        self._ciphers.move_to_end(conversation_id)
        return cipher

    def _keep(self, conversation_id: ConversationId, cipher: AESGCM) -> None:
        self._ciphers[conversation_id] = cipher
        while len(self._ciphers) > CIPHERS_KEPT:
            self._ciphers.popitem(last=False)


def rewrapped(key: WrappedKey, old: MasterKey, new: MasterKey) -> WrappedKey:
    """Return a conversation's key wrapped by another master key; the key itself stays the same.

    Raises:
        VaultError: it was not wrapped by `old`, or was tampered with.
    """
    nonce = os.urandom(NONCE_BYTES)
    secret = _unwrapped(key, AESGCM(old.secret))
    bound_to = f"{key.conversation_id}|{new.key_id}".encode()
    wrapped = nonce + AESGCM(new.secret).encrypt(nonce, secret, bound_to)
    return WrappedKey(key.conversation_id, new.key_id, wrapped)


def _unwrapped(key: WrappedKey, wrapping: AESGCM) -> bytes:
    bound_to = f"{key.conversation_id}|{key.master_key_id}".encode()
    nonce, ciphertext = key.wrapped[:NONCE_BYTES], key.wrapped[NONCE_BYTES:]
    try:
        return wrapping.decrypt(nonce, ciphertext, bound_to)
    except InvalidTag as error:
        raise VaultError("the conversation's key does not open") from error


def _bound_to(
    conversation_id: str, seq: int, kind: str, sender: str, audience: str, key_version: int
) -> bytes:
    return f"{conversation_id}|{seq}|{kind}|{sender}|{audience}|{key_version}".encode()
