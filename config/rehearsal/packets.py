"""The packets a client of Socket.IO 5 over Engine.IO 4 sends and hears, as text; no binary."""

from dataclasses import dataclass
from enum import StrEnum

import orjson

PONG = "3"


class Kind(StrEnum):
    """What a packet is; two digits are an Engine.IO message that carries Socket.IO.

    Source: Engine.IO protocol 4 and Socket.IO protocol 5, "Packet encoding".
    """

    OPEN = "0"
    ENDED = "1"
    PING = "2"
    CONNECTED = "40"
    DISCONNECTED = "41"
    EVENT = "42"
    ACK = "43"
    REFUSED = "44"
    OTHER = ""


_KINDS = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet as received: `ack` is its number, where it has one; `data` its JSON."""

    kind: Kind
    ack: int | None = None
    data: object = None


def read_packet(text: str) -> Packet:
    """Take a packet apart; raise `ValueError` where its JSON or its number is none."""
    if text[:1] != "4":
        return Packet(_kind(text[:1]))
    kind, rest = _kind(text[:2]), text[2:]
    if rest.startswith("/"):
        rest = rest.partition(",")[2]
    digits = len(rest) - len(rest.lstrip("0123456789"))
    return Packet(
        kind,
        int(rest[:digits]) if digits else None,
        orjson.loads(rest[digits:]) if rest[digits:] else None,
    )


def connect_packet(namespace: str, auth: object) -> str:
    """Ask for a place in a namespace."""
    return f"{Kind.CONNECTED}{namespace},{orjson.dumps(auth).decode()}"


def event_packet(namespace: str, event: str, payload: object, ack: int | None = None) -> str:
    """Say something; with `ack`, ask for an answer under that number."""
    number = "" if ack is None else ack
    return f"{Kind.EVENT}{namespace},{number}{orjson.dumps([event, payload]).decode()}"


def _kind(digits: str) -> Kind:
    return _KINDS.get(digits, Kind.OTHER)
