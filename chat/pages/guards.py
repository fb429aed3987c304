"""What stands before and after every handler: who may ask, and how every answer is dressed."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from sqlalchemy.exc import SQLAlchemyError

from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.pages.answers import CODE_OF_STATUS, language_of, refused
from chat.words import Words

log = structlog.get_logger()

CHANGES_NOTHING = frozenset({"GET", "HEAD"})
OUR_OWN_ASKING = frozenset({"same-origin", "none"})
"""`none` is a person who typed the address (W3C Fetch Metadata §2.4)."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Nothing from elsewhere, nothing inline, no text that becomes markup (W3C CSP3, Trusted Types)."""

SWITCHED_OFF = (
    "accelerometer", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection",
    "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment",
    "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get",
    "screen-wake-lock", "serial", "storage-access", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip
"""All that Chromium knows but `autoplay`: a supervisor's alarm must be allowed to sound."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in SWITCHED_OFF),
}
BARE = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""For what is no page: the page's own headers say what its files may do, and a file that is opened
by itself may do nothing. The rules for pages are 0.9 kB, and six files stand between a young person
and the door: at 400 kbit/s that took 0.1 s."""
HSTS = "max-age=63072000; includeSubDomains; preload"
"""Two years (hstspreload.org)."""


def dressing(*, tls: bool) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """Return the signal that puts the security headers on every answer, errors and files too.

    A page wears `HEADERS`, all else `BARE`: what a policy rules are documents and workers, and we
    have no workers.
    """

    async def dress(_: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(HEADERS if response.content_type == "text/html" else BARE)
        response.headers.setdefault("Cache-Control", "no-store")
        # Which library, in which version, is nobody's business.
        response.headers.pop("Server", None)
        if tls:
            response.headers["Strict-Transport-Security"] = HSTS

    return dress


def answering(words: Words) -> Middleware:
    """Return the middleware that turns whatever goes wrong into an answer of ours."""

    @web.middleware
    async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
        language = language_of(request)
        try:
            return await handler(request)
        except Refused as no:
            return refused(words, no.code, language=language, extras=no.extras)
        except web.HTTPException as error:
            if error.status < HTTPStatus.BAD_REQUEST:
                raise
            code = CODE_OF_STATUS.get(error.status, RefusalCode.MALFORMED)
            answer = refused(words, code, language=language, status=error.status)
            if "Allow" in error.headers:
                answer.headers["Allow"] = error.headers["Allow"]
            return answer
        except (Unavailable, SQLAlchemyError, OSError) as error:
            log.warning("request_unavailable", error=type(error).__name__)
            return refused(words, RefusalCode.UNAVAILABLE, language=language)
        except Exception:
            # The last resort: told to us with its places, to them with an id and nothing else.
            log.exception("request_failed", handler=_route(request))
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            return refused(words, RefusalCode.UNAVAILABLE, language=language, status=status)

    return answer


def same_origin_only(allowed: tuple[str, ...], *, tls: bool) -> Middleware:
    """Return the middleware that lets no other site change or ask anything in a browser's name.

    Reading is written down, and what was read calls nobody any more. A neighbour under the same
    domain is another site, too: its requests carry a cookie that is `SameSite=Strict`.
    """

    @web.middleware
    async def hold(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method not in CHANGES_NOTHING:
            ours = _is_ours(request, allowed, tls=tls)
        else:
            asks = request.path.startswith("/api/")
            ours = not asks or request.headers.get("Sec-Fetch-Site", "none") in OUR_OWN_ASKING
        if not ours:
            raise Refused(RefusalCode.FORBIDDEN)
        return await handler(request)

    return hold


def _is_ours(request: web.Request, allowed: tuple[str, ...], *, tls: bool) -> bool:
    # Browsers send Origin with every POST and DELETE, and Sec-Fetch-Site beside it (W3C Fetch
    # Metadata §2). What sends neither is no browser, and carries nobody's cookie unasked.
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origins = request.headers.getall("Origin", [])
    if not origins:
        return True
    schemes = ("https",) if tls else ("http", "https")
    ours = allowed or tuple(f"{scheme}://{request.host}" for scheme in schemes)
    return len(origins) == 1 and origins[0] in ours


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "none"
