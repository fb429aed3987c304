"""Ports that are free."""

import socket


def free_port() -> int:
    """Return a port that nothing listened on a moment ago."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
