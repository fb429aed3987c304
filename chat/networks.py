"""Which network a request comes from, as a name nobody can turn back into an address.

Limits need to tell networks apart; nobody needs to know which they are. So an address becomes a
keyed hash of its coarse network at once, under a key that lives in memory alone and for ten
minutes at most. Processes that count together make the same key of a secret they share. No address
leaves this module.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from time import time

from aiohttp import web

KEY_LIVES = timedelta(minutes=10)
COARSE_IPV4, COARSE_IPV6 = 24, 56
"""A household or a small office (RFC 6177 §2 gives sites a /56)."""

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


class Networks:
    """Gives each request's network a name that holds for ten minutes at most."""

    def __init__(
        self,
        trusted_proxies: Sequence[Network] = (),
        clock: Callable[[], float] = time,
        shared: bytes | None = None,
    ) -> None:
        """Take the proxies whose word about an address counts; nobody else's does.

        `shared` is the secret of those who count together, and `clock` then one they agree on.
        """
        self._proxies = tuple(trusted_proxies)
        self._clock = clock
        self._shared = shared
        self._turn = -1
        self._key = b""

    def name_of(self, request: web.BaseRequest) -> str:
        """Return the present name of the network a request comes from."""
        turn = int(self._clock() // KEY_LIVES.total_seconds())
        if turn != self._turn:
            word = f"brobygger networks {turn}".encode()
            secret = self._shared or secrets.token_bytes(32)
            self._turn, self._key = turn, hmac.digest(secret, word, hashlib.sha256)
        address = self._address_of(request)
        coarse = "nowhere" if address is None else str(coarse_network(address))
        return hmac.new(self._key, coarse.encode(), hashlib.sha256).hexdigest()[:32]

    def is_proxied(self, request: web.BaseRequest) -> bool:
        """Say whether anybody between here and the asker has left a trace in the headers."""
        return any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "Via"))

    def _address_of(self, request: web.BaseRequest) -> Address | None:
        peer = _read(request.remote or "")
        if peer is None or not self._is_proxy(peer):
            return peer
        # The last address a trusted proxy wrote that is not a trusted proxy itself: what stands
        # further left, anybody may have written.
        written = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
        for hop in reversed(written):
            address = _read(hop.strip())
            if address is None:
                return peer
            if not self._is_proxy(address):
                return address
        return peer

    def _is_proxy(self, address: Address) -> bool:
        return any(address in network for network in self._proxies)


def coarse_network(address: Address) -> Network:
    """Return the /24 or /56 an address lies in; an IPv4 address in IPv6 dress is IPv4."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    prefix = COARSE_IPV4 if isinstance(address, IPv4Address) else COARSE_IPV6
    return ip_network((address, prefix), strict=False)


def _read(text: str) -> Address | None:
    try:
        return ip_address(text.partition("%")[0])
    except ValueError:
        return None
