"""The cookie a session travels in."""

from dataclasses import dataclass

from aiohttp import web

LONGEST_TOKEN = 100
"""A token has 43 characters; whatever is much longer is not looked up."""


@dataclass(frozen=True, slots=True)
class SessionCookie:
    """Reads, sets and clears it: for pages and sockets alike."""

    tls: bool

    @property
    def name(self) -> str:
        """`__Host-` holds us to Secure, Path=/ and no Domain (RFC 6265bis §4.1.3)."""
        return "__Host-brobygger" if self.tls else "brobygger"

    def read(self, request: web.BaseRequest) -> str | None:
        """Return the token a request carries; None if there is none."""
        token = request.cookies.get(self.name)
        return token if token and len(token) <= LONGEST_TOKEN else None

    def set(self, response: web.StreamResponse, token: str) -> None:
        """Give the browser a token until it closes; scripts never see it."""
        response.set_cookie(
            self.name, token, path="/", secure=self.tls, httponly=True, samesite="Strict"
        )

    def clear(self, response: web.StreamResponse) -> None:
        """Have the browser forget the token."""
        response.del_cookie(self.name, path="/", secure=self.tls, httponly=True, samesite="Strict")
