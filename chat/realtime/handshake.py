"""Opening a line: python-engineio answers HTTP, aiohttp shakes hands, our own line takes over.

Stock and unchanged: reading the request, versions, transports, methods, session ids, the answers
of long polling. Replaced: what a session is. `tests/chat/realtime/test_library_unchanged.py` holds
what this page stands on.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import engineio
from aiohttp import web
from aiohttp.http import WebSocketWriter

from chat.realtime.frames import FrameReader
from chat.realtime.transport_limits import TransportLimits

Environ = dict[str, object]
LOOK_AGAIN_S = 0.02
Opening = Callable[[str, web.Request], Awaitable[object]]


class Upgrade(web.WebSocketResponse):
    """A websocket answer without compression, that gives the connection to our own reader.

    aiohttp's reader wakes a task for each frame; ours hears the frames where they arrive.
    """

    def __init__(self, reader: FrameReader) -> None:
        super().__init__(compress=False)
        self._frames = reader

    def _post_start(
        self,
        request: web.BaseRequest,
        protocol: str | None,  # noqa: ARG002 -- the library's own signature
        writer: WebSocketWriter,
    ) -> None:
        self._writer = writer
        self._closed = True  # we say goodbye ourselves; nothing is left to do when the task ends
        request.protocol.set_parser(self._frames)  # type: ignore[arg-type]  # it asks for no more than two methods of it
        request.protocol.keep_alive(val=False)


class Engine(engineio.AsyncServer):  # type: ignore[misc]  # the library carries no types
    """The library's server, with our lines for its sockets."""

    def __init__(
        self, limits: TransportLimits, open_websocket: Opening, open_polling: Opening
    ) -> None:
        super().__init__(
            async_mode="aiohttp",
            transports=["websocket", "polling"] if limits.polling else ["websocket"],
            allow_upgrades=False,
            http_compression=False,
            monitor_clients=False,
            max_http_buffer_size=limits.frame_close,
            cors_allowed_origins=[],  # judged before it is asked; see `origins`
            logger=_silent(),
        )
        self._async: dict[str, object] = {**self._async, "translate_request": _environ}
        self._open = {"websocket": open_websocket, "polling": open_polling}

    async def _handle_connect(
        self, environ: Environ, transport: str, jsonp_index: int | None = None
    ) -> object:
        request = environ["aiohttp.request"]
        if jsonp_index is not None or not isinstance(request, web.Request):
            return self._bad_request()
        return await self._open[transport](self.generate_id(), request)

    def _log_error_once(self, message: str, message_key: str) -> None:
        """A refused request is counted; its words, which are the client's, are not logged."""

    def _bad_request(self, message: str | None = None) -> object:
        """Refuse without repeating what the client said."""
        del message
        return super()._bad_request()

    def polled(self, sid: str, session: object, packets: Sequence[object]) -> object:
        """Remember a long-polling session; return its first answer."""
        self.sockets[sid] = session
        return self._ok(packets)

    def forget(self, sid: str, after: timedelta) -> None:
        """Forget a session, if it is one, once its client has had time to fetch its goodbye."""
        if sid in self.sockets:
            loop = asyncio.get_running_loop()
            loop.call_later(after.total_seconds(), self.sockets.pop, sid, None)

    def polls(self, sid: str) -> bool:
        """Whether there is such a session, and it goes on."""
        return sid in self.sockets and bool(self.sockets[sid].goes_on)

    async def fetched(self, within: timedelta) -> None:
        """Wait until nothing waits to be fetched, but not longer."""
        loop = asyncio.get_running_loop()
        until = loop.time() + within.total_seconds()
        while loop.time() < until and any(  # noqa: ASYNC110 -- for a second, when a process ends
            one.has_more for one in self.sockets.values()
        ):
            await asyncio.sleep(LOOK_AGAIN_S)


def _environ(request: web.Request) -> Environ:
    """Return the little of WSGI that the server reads; it lives as long as the line does."""
    environ: Environ = {
        "REQUEST_METHOD": request.method,
        "QUERY_STRING": request.query_string,
        "aiohttp.request": request,
    }
    for header in ("Upgrade", "Connection"):
        if header in request.headers:
            environ[f"HTTP_{header.upper()}"] = request.headers[header]
    return environ


def _silent() -> logging.Logger:
    """The libraries log what people send; what we want to know is counted instead."""
    for name in ("engineio", "engineio.server", "socketio", "socketio.server"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.ERROR)
        if _without_words not in logger.filters:
            logger.addFilter(_without_words)
    return logging.getLogger("engineio.server")


def _without_words(record: logging.LogRecord) -> bool:
    record.msg, record.args = "library_error", ()
    record.exc_info = record.exc_text = record.stack_info = None
    return True
