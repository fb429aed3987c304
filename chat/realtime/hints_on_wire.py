"""Hints as they stand on Redis. Whatever else is written there is dropped, and says nothing."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import orjson

from chat.domain.identifiers import ConversationId
from chat.realtime.bus import NO_CONVERSATION, About, Hint

MOST_BYTES = 256 * 1024
MOST_SEQ = 10**9
HINTS_AT_ONCE = 1000
KNOWN = frozenset(one.value for one in About)
ID = re.compile(r"[0-9a-f-]{36}\Z")
"""A conversation's id, and a process's."""


class Heard(NamedTuple):
    """One message of the bus: whose it is, and the beat or the hints it brought."""

    process: str
    beat: int | None
    hints: list[Hint]


def encode(process: str, hints: Sequence[Hint]) -> bytes:
    """Return hints as one message."""
    return orjson.dumps({"from": process, "hints": [tuple(one) for one in hints]})


def encode_beat(process: str, beat: int) -> bytes:
    """Return the sign of life a process listens for itself."""
    return orjson.dumps({"from": process, "beat": beat})


def decode(message: object) -> Heard | None:
    """Return what was said, or `None` for anything the house would not say."""
    said = _loaded(message)
    if not isinstance(said, dict):
        return None
    process, beat, hints = said.get("from"), said.get("beat"), said.get("hints", [])
    if not isinstance(process, str) or not _is_id(process):
        return None
    if not (beat is None or _is_count(beat)):
        return None
    if not isinstance(hints, list) or len(hints) > HINTS_AT_ONCE:
        return None
    read = [_hint(one) for one in hints]
    found = [one for one in read if one is not None]
    return Heard(process, beat, found) if len(found) == len(read) else None


def _loaded(message: object) -> object:
    if not isinstance(message, bytes) or len(message) > MOST_BYTES:
        return None
    try:
        return orjson.loads(message)
    except orjson.JSONDecodeError:
        return None


def _hint(said: object) -> Hint | None:
    match said:
        case [str(conversation_id), int(seq), str(about)] if about in KNOWN and _is_count(seq):
            if conversation_id == NO_CONVERSATION or _is_id(conversation_id):
                return Hint(ConversationId(conversation_id), seq, About(about))
    return None


def _is_id(said: str) -> bool:
    return ID.match(said) is not None


def _is_count(said: object) -> bool:
    return isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= MOST_SEQ
