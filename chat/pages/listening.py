"""The HTTP server under the site: small limits, no addresses in logs, no words about itself."""

import asyncio
import json
import logging
from typing import Any

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger
from aiohttp.web_protocol import RequestHandler

from chat.domain.refusal import RefusalCode
from chat.pages.answers import CODE_OF_STATUS, new_id
from chat.pages.guards import HEADERS
from chat.words import Words

HEADER_BYTES = 8190
HEADERS_AT_MOST = 100
FIRST_REQUEST_S = 10.0
"""A line that has asked nothing whole in this time is closed."""
KEPT_OPEN_S = 20.0

_silent = logging.getLogger(__name__)
_silent.addHandler(logging.NullHandler())
_silent.propagate = False
"""aiohttp's own lines hold the peer's address and what was sent."""


class Line(RequestHandler):
    """One connection. aiohttp's own answer to broken HTTP repeats what was sent; ours does not."""

    __slots__ = ("_hurry", "_words")

    def __init__(self, *args: Any, words: Words, **options: Any) -> None:  # noqa: ANN401 - aiohttp's
        """Take what a request handler takes, and the words for a no."""
        super().__init__(*args, **options)
        self._words = words
        self._hurry: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for the first request, and not for long."""
        super().connection_made(transport)
        self._hurry = self._loop.call_later(FIRST_REQUEST_S, self._close_if_nothing_came)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Wait no more."""
        if self._hurry is not None:
            self._hurry.cancel()
        super().connection_lost(exc)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,  # noqa: ARG002 - its words repeat what was sent
        message: str | None = None,  # noqa: ARG002
    ) -> web.StreamResponse:
        """Answer as the site answers."""
        if request.writer.output_size > 0:
            raise ConnectionError("half an answer is out already")
        code = CODE_OF_STATUS.get(status, RefusalCode.MALFORMED)
        body = json.dumps(self._words.refusal(code, id=new_id()), ensure_ascii=False)
        answer = web.Response(
            status=status,
            text=body,
            content_type="application/json",
            headers={**HEADERS, "Cache-Control": "no-store", "Server": ""},
        )
        answer.force_close()
        return answer

    def _close_if_nothing_came(self) -> None:
        if self._request_count == 0:
            self.force_close()


class Lines(web.Server):
    """Makes a line of ours for every connection."""

    def __init__(self, server: web.Server, words: Words, loop: asyncio.AbstractEventLoop) -> None:
        """Take over what aiohttp made of the application."""
        super().__init__(
            server.request_handler,
            request_factory=server.request_factory,
            loop=loop,
            **server._kwargs,  # noqa: SLF001 - aiohttp offers no other way to its handler's class
        )
        self._words = words

    def __call__(self) -> RequestHandler:
        """Make the line."""
        return Line(self, loop=self._loop, words=self._words, **self._kwargs)


class Runner(web.AppRunner):
    """Runs the site; `config` opens and closes it."""

    __slots__ = ("_words",)

    def __init__(self, app: web.Application, words: Words, *, shutdown_timeout: float) -> None:
        """Take the application, and how many seconds open requests have at shutdown."""
        super().__init__(
            app,
            access_log=None,
            access_log_class=NoAccessLog,
            logger=_silent,
            max_line_size=HEADER_BYTES,
            max_field_size=HEADER_BYTES,
            max_headers=HEADERS_AT_MOST,
            keepalive_timeout=KEPT_OPEN_S,
            shutdown_timeout=shutdown_timeout,
        )
        self._words = words

    async def _make_server(self) -> web.Server:
        server = await super()._make_server()
        return Lines(server, self._words, asyncio.get_running_loop())


class NoAccessLog(AbstractAccessLogger):
    """Writes nothing: an access log is a list of children's addresses."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """Write nothing."""
