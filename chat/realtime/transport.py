"""The sockets' transport: python-socketio's receive loop, dispatch, emit and ack, replaced.

The one place where the library is not used as it comes. A client meets, in this order:
`origins` (may this page open a line), `handshake` (python-engineio and aiohttp), `frames` (bytes
to messages), `packets` (messages to checked packets), `line` (one connection), `sockets` (one
namespace on it, and its handlers). Back it goes through `encoding` and `outgoing`; `heartbeat`
looks after all. Why not the stock server: it lets clients call `connect`, dies of malformed
frames, queues without bound and costs five times as much.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from importlib.metadata import version

import structlog
from aiohttp import web

from chat.realtime import closing, encoding
from chat.realtime.closing import Closing
from chat.realtime.crowding import Crowding, NetworkOf, nowhere
from chat.realtime.encoding import encode_event
from chat.realtime.frames import FrameReader
from chat.realtime.handshake import Engine, Upgrade
from chat.realtime.heartbeat import Heartbeat
from chat.realtime.line import Line
from chat.realtime.origins import is_welcome
from chat.realtime.outgoing import Outgoing, Traffic, WebSocketOutgoing
from chat.realtime.polling import PollingOutgoing, PollingSession
from chat.realtime.sockets import Answer, ConnectRefused, Handler, Namespace, Socket, State
from chat.realtime.transport_limits import TransportLimits

__all__ = [
    "Answer",
    "ConnectRefused",
    "Handler",
    "Namespace",
    "Socket",
    "Transport",
    "TransportLimits",
    "encode_event",
]

PATH = "/socket.io/"
BAD_REQUEST = 400
LANGUAGES = ("da", "en")
REFUSALS = (
    "malformed too_large unknown_event unauthorized not_found slow_down unavailable"
).split()
TICK = timedelta(milliseconds=250)
GONE_S = 1.0
"""What a namespace's `gone` may take at the end of a process."""
AT_LEAST = {
    "aiohttp": (3, 14, 3),
    "python-engineio": (4, 15),
    "python-socketio": (5, 18),
}
"""SECURITY_TARGETS: below these, known holes are open (CVE-2026-48802, CVE-2026-34516)."""

log = structlog.get_logger()


class Transport:
    """All lines of this process."""

    def __init__(
        self,
        namespaces: Sequence[Namespace],
        limits: TransportLimits,
        refusal: Callable[[str, str], Mapping[str, object]],
        network_of: NetworkOf = nowhere,
    ) -> None:
        _assert_versions()
        for code in REFUSALS:
            for language in LANGUAGES:
                refusal(code, language)  # a missing word must show now, not to someone in need
        self.namespaces: Mapping[bytes, Namespace] = {one.path.encode(): one for one in namespaces}
        self.limits = limits
        self.refusal = refusal
        self.heartbeat = Heartbeat(TICK)
        self.counters: Counter[str] = Counter()
        self.traffic = Traffic(limits.waiting_bytes)
        self._lines: dict[Line, None] = {}
        self._crowding = Crowding(limits.standing_per_network, network_of)
        self._work: set[asyncio.Future[None]] = set()
        self._moving = False
        self._engine = Engine(limits, self._open_websocket, self._open_polling)

    @property
    def connections(self) -> int:
        """Lines that are open now."""
        return len(self._lines)

    @property
    def is_moving(self) -> bool:
        """Whether everybody has been told to go elsewhere."""
        return self._moving

    def attach(self, app: web.Application) -> None:
        """Answer at `/socket.io/`."""
        app.router.add_get(PATH, self._handle, allow_head=False)
        if self.limits.polling:
            app.router.add_post(PATH, self._handle)

    async def shut_down(self, moving_in: timedelta) -> None:
        """Tell all to move, let running handlers finish, and close every line."""
        self._moving = True
        for line in list(self._lines):
            for socket in line.sockets.values():
                if socket.state is State.OPEN:
                    socket.send("moving", {"in_s": moving_in.total_seconds()})
        workers = self._workers()
        if workers:
            await asyncio.wait(workers, timeout=moving_in.total_seconds())
        await self._engine.fetched(self.limits.goodbye)
        for line in list(self._lines):
            line.cut(closing.MOVING)
        if self._work:
            await asyncio.wait(
                self._work, timeout=self.limits.handler_grace.total_seconds() + GONE_S
            )
        await self._engine.fetched(self.limits.goodbye)
        for work in (*self._work, *workers):
            work.cancel()

    def count(self, word: str) -> None:
        """Count it."""
        self.counters[word] += 1

    def start(self, work: Awaitable[None]) -> None:
        """Run it to its end, however its line ends."""
        task = asyncio.ensure_future(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    def seated(self, line: Line) -> None:
        """Take note that somebody sits on a line."""
        self._crowding.stands_no_more(line)

    def closed(self, line: Line, why: Closing) -> None:
        """Take note that a line is closed."""
        self._lines.pop(line, None)
        self._crowding.stands_no_more(line)
        self._engine.forget(line.sid, self.limits.goodbye)
        self.count(f"closed_{why.counted}")

    def _workers(self) -> set[asyncio.Task[None]]:
        sockets = (socket for line in self._lines for socket in line.sockets.values())
        return {socket.worker for socket in sockets if socket.worker is not None}

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        refused = self._refused(request)
        if refused is not None:
            return refused
        try:
            answer: web.StreamResponse = await self._engine.handle_request(request)
        except (web.HTTPException, ConnectionError):
            answer = web.Response(status=BAD_REQUEST)
        except Exception as failure:  # noqa: BLE001 -- aiohttp would log it with an address
            log.error("handshake_failed", failure=type(failure).__name__)  # noqa: TRY400 -- no words
            answer = web.Response(status=500)
        if request.method == "POST" and not self._engine.polls(request.query.get("sid", "")):
            # The library says "ok" even to what has just ended the session.
            answer = web.Response(status=BAD_REQUEST)
        if answer.status == BAD_REQUEST:
            self.count("refused_handshake")
        return answer

    def _refused(self, request: web.Request) -> web.Response | None:
        """Return the answer to a request that gets no further."""
        if not is_welcome(request, self.limits.allowed_origins):
            word, status = "refused_origin", 403
        elif "j" in request.query or "Sec-WebSocket-Protocol" in request.headers:
            word, status = "refused_handshake", BAD_REQUEST
        elif "sid" not in request.query and (
            self._moving or len(self._lines) >= self.limits.sockets_total
        ):
            word, status = "refused_full", 503
        elif "sid" not in request.query and self._crowding.is_full_for(request):
            word, status = "refused_crowd", 503
        else:
            return None
        self.count(word)
        return web.Response(status=status)

    async def _open_websocket(self, sid: str, request: web.Request) -> web.StreamResponse:
        reader = FrameReader(self.limits.frame_answer, self.limits.frame_close)
        response = Upgrade(reader)
        await response.prepare(request)
        network = request.transport
        if network is None:
            return response
        line: Line
        outgoing = WebSocketOutgoing(
            network, self.traffic, self.limits, lambda: line.cut(closing.BEHIND)
        )
        try:
            line = self._opened(sid, outgoing, request)
        except BaseException:
            network.abort()
            raise
        reader.start(line)
        try:
            await reader.over
        finally:
            line.cut(closing.LOST)
            network.close()
        return response

    async def _open_polling(self, sid: str, request: web.Request) -> object:
        line: Line
        outgoing = PollingOutgoing(self.limits, lambda: line.cut(closing.BEHIND))
        line = self._opened(sid, outgoing, request)
        return self._engine.polled(
            sid, PollingSession(line, outgoing, self.limits), await outgoing.fetch()
        )

    def _opened(self, sid: str, outgoing: Outgoing, request: web.Request) -> Line:
        limits = self.limits
        language = request.query.get("lang", LANGUAGES[0])
        line = Line(
            self, outgoing, request, sid, language if language in LANGUAGES else LANGUAGES[0]
        )
        self._lines[line] = None
        self._crowding.came(line, request)
        self.count("opened")
        times = _ms(limits.ping_every), _ms(limits.ping_answer)
        outgoing.packet(encoding.open_packet(sid, *times, limits.frame_close))
        return line


def _ms(span: timedelta) -> int:
    return round(span.total_seconds() * 1000)


def _assert_versions() -> None:
    for package, least in AT_LEAST.items():
        found = version(package)
        if tuple(int(part) for part in found.split(".")[:3]) < least:
            wanted = ".".join(map(str, least))
            raise RuntimeError(f"{package} {found} is installed; at least {wanted} is needed")
