"""The room (videorum) of a video talk: a Jitsi Meet of the helpline's own, for who has a token.

Of us it is told a name to show and nothing else. Address and token stand behind the `#`, which no
browser sends: they are in no log of the room's web server either, and in no referrer.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

import jwt

from chat.domain.identifiers import ConversationId

ROOM = "{room}"
"""Where in the address the room's name stands."""
EARLIER = timedelta(seconds=30)
"""So much may the room's clock be behind ours (our own choice)."""
FEATURES = ("livestreaming", "recording", "transcription", "outbound-call", "sip-outbound-call")
"""What nobody is let do, by Jitsi's names (jitsi-meet, base/jwt/constants.ts)."""
OPTIONS = {
    "config.startWithAudioMuted": "true",
    "config.startWithVideoMuted": "true",
    "config.disableThirdPartyRequests": "true",
    "config.doNotStoreRoom": "true",  # the browser keeps no list of rooms one has been in
    "config.disableDeepLinking": "true",  # no page on a phone that wants an app installed
    "config.localRecording.disable": "true",
    "config.p2p.enabled": "false",  # between two browsers each would learn the other's address
}
"""How the room begins for whoever comes in (jitsi-meet, base/config/configWhitelist.ts).

What must hold whoever comes is set at the room itself: docs/operations.md.
"""
NAME_BYTES = 20


@dataclass(frozen=True, slots=True)
class Guest:
    """Who comes in, as the other will see it."""

    name: str
    leads: bool
    """Whether they may mute the other, and end it for both."""


@dataclass(frozen=True, slots=True)
class VideoRoom:
    """Makes addresses of rooms, each with a fresh token for one of the two.

    Source of the claims: lib-jitsi-meet, doc/tokens.md.
    """

    address: str
    """Of any room, with `{room}` where its name goes."""
    app_id: str
    secret: str = field(repr=False)
    """What the room's server verifies the token with (HS256)."""
    names_secret: bytes = field(repr=False)
    """Names are drawn from it: nobody guesses one, and none need be kept."""
    life: timedelta
    """How long a token lets in; who is in stays in."""

    def way_in(self, conversation_id: ConversationId, seq: int, guest: Guest, now: datetime) -> str:
        """Return where this guest's browser goes, for the talk offered as event `seq`."""
        name = self._name(conversation_id, seq)
        # The page reads what is behind the # as JSON (jitsi-meet, base/util/parseURLParams.ts).
        behind = urlencode({"jwt": f'"{self._token(name, guest, now)}"', **OPTIONS})
        return f"{self.address.replace(ROOM, name)}#{behind}"

    def _name(self, conversation_id: ConversationId, seq: int) -> str:
        drawn = hmac.digest(self.names_secret, f"{conversation_id}.{seq}".encode(), hashlib.sha256)
        # Small letters and digits: the room's server knows no capitals.
        return base64.b32encode(drawn[:NAME_BYTES]).decode().lower()

    def _token(self, name: str, guest: Guest, now: datetime) -> str:
        claims = {
            "aud": self.app_id,
            "iss": self.app_id,
            "sub": subject_of(self.address),
            "room": name,
            "nbf": now - EARLIER,
            "exp": now + self.life,
            "context": {
                "user": {
                    "id": secrets.token_hex(8),
                    "name": guest.name,
                    "moderator": "true" if guest.leads else "false",
                },
                "features": dict.fromkeys(FEATURES, False),
            },
        }
        return jwt.encode(claims, self.secret, algorithm="HS256")


def subject_of(address: str) -> str:
    """Return what the room's server calls itself: the tenant of the address, else its host."""
    parts = urlsplit(address)
    tenant = parts.path.strip("/").removesuffix(ROOM).strip("/")
    return (tenant or parts.hostname or "").lower()
