"""The address of a video room as a policy writes it, held to what is safe to send a browser to."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from chat.actions.video_room import ROOM

MOST_SEGMENTS = 2
"""A tenant, and the room."""


def room_address(written: str) -> str:
    """Return the address if it is one of a room.

    Raises:
        ValueError: it is not; the sentence says what is expected.
    """
    try:
        parts = urlsplit(written)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if not host or parts.username is not None or ROOM in parts.netloc:
        message = "expected an address such as https://video.eksempel.dk/{room}"
        raise ValueError(message)
    if not (parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host))):
        message = "must begin with https:// (http:// for this machine alone)"
        raise ValueError(message)
    if "?" in written or "#" in written:
        message = "must have no ? and no #: the way in stands behind the #"
        raise ValueError(message)
    segments = parts.path.split("/")[1:]
    if written.count(ROOM) != 1 or segments[-1] != ROOM or len(segments) > MOST_SEGMENTS:
        message = "must end in /{room}, with one word before it at most (a tenant)"
        raise ValueError(message)
    if len(segments) == MOST_SEGMENTS and not segments[0].replace("-", "").isalnum():
        message = "must have letters, digits and - alone in its tenant"
        raise ValueError(message)
    return written


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
