"""What a bridge-builder's list calls a bridge: a name that says neither which talk nor which place.

A bridge's own id holds its conversation's. By that, two tasks of one talk could be put together:
what the house saw in it, and the number somebody chose to share.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha512

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from chat.domain.identifiers import BridgeId
from chat.domain.refusal import RefusalCode, Refused


class TaskIds:
    """Closes bridges' ids and opens them again; every process with the secret does it alike."""

    def __init__(self, secret: bytes) -> None:
        """Derive the key; one bridge has one name, so that a list can be told again."""
        self._cipher = AESSIV(sha512(secret).digest())

    def close(self, bridge_id: BridgeId) -> str:
        """Return the name of a bridge."""
        return urlsafe_b64encode(self._cipher.encrypt(bridge_id.encode(), None)).decode()

    def open(self, name: str) -> BridgeId:
        """Return the bridge of a name; raise `Refused` (`not_found`) for one we never gave."""
        try:
            return BridgeId(self._cipher.decrypt(urlsafe_b64decode(name), None).decode())
        except (InvalidTag, ValueError):
            raise Refused(RefusalCode.NOT_FOUND) from None
