"""Names for ids in logs: the same all through one process, and nobody's afterwards."""

import hmac
import secrets


class Pseudonyms:
    """Keyed hashes under a key that lives in this process's memory alone."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def of(self, identifier: str) -> str:
        """Return this process's name for an id: ten hex digits, enough to follow one in a log."""
        return hmac.digest(self._key, identifier.encode(), "sha256").hex()[:10]
