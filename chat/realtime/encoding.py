"""What the house says: packets of Socket.IO protocol 5 as bytes, each encoded once."""

from collections.abc import Mapping
from functools import cache

import orjson

STEP = 256
"""Packets to the young are filled up to a multiple of so many bytes: who listens on the line, at a
school or at home, sees that something was said, and not how long it was. TLS hides words, and no
lengths; JSON may end in spaces (RFC 8259 §2)."""
FILLED = b"/young,"
PING = b"2"
CLOSE = b"1"


def encode_event(namespace: str, event: str, data: object) -> bytes:
    """Return an event for every socket of one namespace, for `Socket.send_raw`."""
    return event_packet(event_prefix(namespace), event, data)


@cache
def event_prefix(namespace: str) -> bytes:
    """Return what every event of the namespace begins with."""
    return _addressed(42, namespace)


def event_packet(prefix: bytes, event: str, data: object) -> bytes:
    """Return the event as it stands on the wire."""
    return _filled(prefix, prefix + orjson.dumps([event, data], _plain))


def ack_prefix(namespace: str) -> bytes:
    """Return what every answer of the namespace begins with."""
    return _addressed(43, namespace)


def ack_packet(prefix: bytes, ack: bytes, data: Mapping[str, object]) -> bytes:
    """Return the answer to the event that asked under this id."""
    return _filled(prefix, prefix + ack + orjson.dumps([data], _plain))


def connect_packet(namespace: str, sid: str) -> bytes:
    """Return the welcome to a namespace."""
    return _addressed(40, namespace) + orjson.dumps({"sid": sid})


def disconnect_packet(namespace: str) -> bytes:
    """Return the goodbye of a namespace."""
    return _addressed(41, namespace)


def refuse_packet(namespace: str, error: Mapping[str, object]) -> bytes:
    """Return the refusal to let a client into a namespace; the code is what its `Error` says."""
    body = {"message": error.get("code"), "data": error}
    return _addressed(44, namespace) + orjson.dumps(body, _plain)


def open_packet(sid: str, ping_every_ms: int, ping_answer_ms: int, largest_frame: int) -> bytes:
    """Return what an Engine.IO line begins with."""
    return b"0" + orjson.dumps(
        {
            "sid": sid,
            "upgrades": [],
            "pingInterval": ping_every_ms,
            "pingTimeout": ping_answer_ms,
            "maxPayload": largest_frame,
        }
    )


def _filled(prefix: bytes, packet: bytes) -> bytes:
    return packet + b" " * (-len(packet) % STEP) if prefix.endswith(FILLED) else packet


def _addressed(kind: int, namespace: str) -> bytes:
    return f"{kind}".encode() if namespace == "/" else f"{kind}{namespace},".encode()


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place on the wire")
