"""Whether the house stands: for those who run it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from chat.networks import Networks
from chat.pages.answer_bodies import AliveBody, ReadyBody

log = structlog.get_logger()


class NotWell(Exception):
    """A part does not work; the sentence says what to do, and holds no secret and no word."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


Check = Callable[[], Awaitable[None]]
"""Returns when the part works; raises anything when it does not."""
CHECK_PATIENCE_S = 2.0
SPARED = frozenset({"bus", "retention", "audit"})
"""Without them the house goes on, a little slower, keeping for longer, or less provable: a balancer
that took every process away for it would turn a small trouble into a great one."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What `/metrics` shows, and what is read anew before it does."""

    registry: CollectorRegistry
    look: Callable[[], Awaitable[None]]

    async def written(self) -> bytes:
        """Return the numbers; those that cannot be read now are left out."""
        try:
            async with asyncio.timeout(CHECK_PATIENCE_S):
                await self.look()
        except Exception as error:  # noqa: BLE001 - the other numbers are wanted all the more
            log.warning("numbers_not_read", error=type(error).__name__)
        return generate_latest(self.registry)


@dataclass(frozen=True, slots=True)
class HealthPages:
    """Liveness, readiness, numbers. The last two are not for the public."""

    checks: Mapping[str, Check]
    numbers: Numbers
    networks: Networks

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [
            web.get("/healthz", self.show_alive),
            web.get("/readyz", self.show_ready),
            web.get("/metrics", self.show_metrics),
        ]

    async def show_alive(self, _: web.Request) -> web.Response:
        """Answer that the loop turns."""
        return AliveBody(ok=True).answer()

    async def show_ready(self, request: web.Request) -> web.Response:
        """Answer 200 when all that is needed works, else 503; each by its name."""
        self._hold_private(request)
        troubles = await asyncio.gather(*(self._trouble(name) for name in self.checks))
        wrong = {
            name: why for name, why in zip(self.checks, troubles, strict=True) if why is not None
        }
        found = ReadyBody(
            ok=wrong.keys() <= SPARED,
            parts={name: "failed" if name in wrong else "ok" for name in self.checks},
            why={name: sentence for name, sentence in wrong.items() if sentence},
        )
        return found.answer(HTTPStatus.OK if found.ok else HTTPStatus.SERVICE_UNAVAILABLE)

    async def show_metrics(self, request: web.Request) -> web.Response:
        """Answer the numbers as Prometheus reads them."""
        self._hold_private(request)
        body = await self.numbers.written()
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _hold_private(self, request: web.Request) -> None:
        # A proxy that lets the public through leaves its mark: to them this is not here.
        if self.networks.is_proxied(request):
            raise web.HTTPNotFound

    async def _trouble(self, name: str) -> str | None:
        """Return what is wrong with a part, as far as it can say; `None`: nothing."""
        try:
            async with asyncio.timeout(CHECK_PATIENCE_S):
                await self.checks[name]()
        except Exception as error:  # noqa: BLE001 - whatever it is, the part does not work
            log.warning("not_ready", name=name, error=type(error).__name__)
            return error.sentence if isinstance(error, NotWell) else ""
        return None
