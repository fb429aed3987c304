"""The site: every route and what stands around it, in one list."""

from collections.abc import Sequence
from typing import Protocol

from aiohttp import web

from chat.pages.bodies import LIMIT_BYTES
from chat.pages.guards import answering, dressing, same_origin_only
from chat.pages.settings import PagesSettings
from chat.words import Words


class Part(Protocol):
    """A part of the site: `YoungPages`, `SessionPages`, `HealthPages`, `Shells`, `StaticFiles`."""

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked of it."""
        ...


def site(settings: PagesSettings, words: Words, parts: Sequence[Part]) -> web.Application:
    """Return the application, without the sockets: the transport attaches itself.

    Only the routes named by the parts exist, and on each only its methods (and HEAD with GET).
    """
    application = web.Application(
        middlewares=[
            answering(words),
            same_origin_only(settings.allowed_origins, tls=settings.tls),
        ],
        client_max_size=LIMIT_BYTES,
    )
    application.on_response_prepare.append(dressing(tls=settings.tls))
    for part in parts:
        application.add_routes(part.routes())
    return application
