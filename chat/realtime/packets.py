"""What a client may say: one text frame in, one checked packet out, or `Malformed`.

Nothing of a frame is used before all of it has been checked. The grammar is Socket.IO protocol 5
in Engine.IO protocol 4, less what no client of ours says: binary packets, acknowledgements of
ours, namespaces with a query.
"""

import re
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

import orjson

DEPTH = 8
"""JSON levels, the packet's own array counted. Our own number; our payloads need four."""
NUMBER = 10**15
"""Integers have at most 15 digits, so that every JavaScript client reads the same number."""
HEAD_BYTES = 96
"""The type, the longest namespace and the longest ack id fit into this."""

_HEAD = re.compile(rb"4([0-6])(?:(/[0-9A-Za-z_/-]{0,63}),)?([0-9]{1,15})?")
ROOT = b"/"
_PARTS = ("name", "payload")


class Kind(Enum):
    """What a packet wants."""

    CONNECT = b"0"
    DISCONNECT = b"1"
    EVENT = b"2"


class Packet(NamedTuple):
    """One packet that keeps the grammar."""

    kind: Kind
    namespace: bytes
    ack: bytes | None = None
    """The digits of the id to answer to; `None` when no answer is asked for."""
    name: str = ""
    data: object = None
    """A checked object: an event's payload, or the auth of a connect (`None`: none was given)."""


class Malformed(Exception):
    """The frame breaks the grammar; with an `ack` its sender can be told, without one not.

    `name` is the event's, where it has one: whether there is such an event comes before the rest.
    """

    def __init__(
        self, namespace: bytes = ROOT, ack: bytes | None = None, name: str | None = None
    ) -> None:
        super().__init__()
        self.namespace = namespace
        self.ack = ack
        self.name = name


class NotText(Malformed):
    """The frame is not UTF-8, which ends a websocket (RFC 6455 §8.1)."""


def read(frame: bytes) -> Packet:
    """Return the packet in an Engine.IO message frame (`4...`), or raise `Malformed`."""
    head = _HEAD.match(frame)
    if head is None:
        raise Malformed
    kind, namespace, ack = head.groups()
    rest = frame[head.end() :]
    if kind == b"2":
        return _event(namespace or ROOT, ack, rest)
    if ack is None and kind == b"0":
        return Packet(Kind.CONNECT, namespace or ROOT, data=_auth(rest))
    if ack is None and kind == b"1" and not rest:
        return Packet(Kind.DISCONNECT, namespace or ROOT)
    raise Malformed


def address(head: bytes) -> tuple[bytes, bytes | None]:
    """Return namespace and ack id of an event too large to be read, from its first bytes."""
    match = _HEAD.match(head)
    if match is None or match[1] != b"2" or head[match.end() : match.end() + 1] != b"[":
        return ROOT, None
    return match[2] or ROOT, match[3]


def _event(namespace: bytes, ack: bytes | None, rest: bytes) -> Packet:
    if rest[:1].isdigit():
        raise Malformed  # the id was longer than an id may be: whose answer would it be?
    event = _json(rest, namespace, ack)
    if isinstance(event, list) and len(event) == len(_PARTS):
        name, data = event
        # Asked plainly: matched as a pattern the same costs 3 us, for each event there is.
        if isinstance(name, str) and isinstance(data, dict):
            return Packet(Kind.EVENT, namespace, ack, name, data)
    first = event[0] if isinstance(event, list) and event else None
    raise Malformed(namespace, ack, first if isinstance(first, str) else None)


def _auth(rest: bytes) -> object:
    if not rest:
        return None
    auth = _json(rest, ROOT, None)
    if not isinstance(auth, dict):
        raise Malformed
    return auth


def _json(text: bytes, namespace: bytes, ack: bytes | None) -> object:
    """Return the value; orjson itself refuses NaN, lone surrogates and bottomless nesting."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        if not _is_utf8(text):
            raise NotText from None
        raise Malformed(namespace, ack) from None
    if not _is_sane(value, DEPTH):
        raise Malformed(namespace, ack)
    return value


def _is_sane(value: object, depth: int) -> bool:
    if isinstance(value, dict):
        return depth > 0 and "\0" not in "".join(value) and _are_sane(value.values(), depth)
    return not isinstance(value, list) or (depth > 0 and _are_sane(value, depth))


def _are_sane(values: Iterable[object], depth: int) -> bool:
    """Look at all in one plain loop: this runs for every value of every event."""
    for one in values:
        if isinstance(one, str):
            if "\0" in one:
                return False
        elif isinstance(one, (dict, list)):
            if not _is_sane(one, depth - 1):
                return False
        elif isinstance(one, (int, float)) and not -NUMBER < one < NUMBER:
            return False
    return True


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
