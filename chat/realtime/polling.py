"""Long polling, for networks that break websockets: off by default, and as strict as a websocket.

python-engineio answers the requests; what a request carries is read by the same line, with the
same limits, as a websocket's frames. There is no way from polling to a websocket: a client that
can have one tries it first.
"""

import asyncio
from collections.abc import Callable

from aiohttp import web

from chat.realtime import closing
from chat.realtime.closing import Closing
from chat.realtime.encoding import CLOSE
from chat.realtime.line import Line
from chat.realtime.packets import HEAD_BYTES
from chat.realtime.transport_limits import TransportLimits

BETWEEN = b"\x1e"
"""Engine.IO protocol 4: what stands between two packets of one body."""
PACKETS = 16
"""Packets in one body, as python-engineio allows."""


class Fetched:
    """A packet as python-engineio wants to be given it."""

    __slots__ = ("_payload",)

    def __init__(self, payload: bytes) -> None:
        self._payload = payload

    def encode(self, *, b64: bool) -> str:
        """Return the packet's text; ours are never binary."""
        del b64
        return self._payload.decode()


class PollingOutgoing:
    """What waits to be fetched, under the bounds of a websocket."""

    def __init__(self, limits: TransportLimits, behind: Callable[[], None]) -> None:
        self._limits = limits
        self._behind = behind
        self._payloads: list[bytes] = []
        self._bytes = 0
        self._oldest_s = 0.0
        self._fetching: asyncio.Future[None] | None = None
        self.closed = False

    def packet(self, payload: bytes) -> None:
        """Keep it until it is fetched, or cut the line: the client is behind."""
        if self.closed:
            return
        now = asyncio.get_running_loop().time()
        if not self._payloads:
            self._oldest_s = now
        limits = self._limits
        if (
            len(self._payloads) >= limits.outgoing_packets
            or self._bytes + len(payload) > limits.outgoing_bytes
            or now - self._oldest_s > limits.stalled.total_seconds()
        ):
            self._behind()
            return
        self._payloads.append(payload)
        self._bytes += len(payload)
        self._wake()

    def control(self, opcode: int, payload: bytes) -> None:
        """There is no websocket that could have asked."""

    def close(self, why: Closing, *, hurry: bool) -> None:
        """Leave a goodbye for whoever fetches."""
        del why
        self._behind = _nothing
        if hurry:
            self._payloads.clear()
        self._payloads.append(CLOSE)
        self.closed = True
        self._wake()

    @property
    def is_being_fetched(self) -> bool:
        """Whether a request is waiting already."""
        return self._fetching is not None

    @property
    def has_more(self) -> bool:
        """Whether something waits to be fetched."""
        return bool(self._payloads)

    async def fetch(self) -> list[Fetched]:
        """Wait for something to be there, and return all of it."""
        if not self._payloads and not self.closed:
            self._fetching = asyncio.get_running_loop().create_future()
            try:
                await self._fetching
            finally:
                self._fetching = None
        payloads, self._payloads, self._bytes = self._payloads, [], 0
        return [Fetched(payload) for payload in payloads]

    def _wake(self) -> None:
        if self._fetching is not None and not self._fetching.done():
            self._fetching.set_result(None)


class PollingSession:
    """A session as python-engineio sees it: the names here are the library's."""

    connected = True
    upgraded = False

    def __init__(self, line: Line, outgoing: PollingOutgoing, limits: TransportLimits) -> None:
        self._line = line
        self._outgoing = outgoing
        self._limits = limits
        self._posting = False

    @property
    def goes_on(self) -> bool:
        """Whether its line is open."""
        return self._line.open

    @property
    def has_more(self) -> bool:
        """Whether something waits to be fetched."""
        return self._outgoing.has_more

    @property
    def closed(self) -> bool:
        """Whether it is over and its goodbye fetched."""
        return not self._line.open and not self.has_more

    async def handle_get_request(self, environ: dict[str, object]) -> list[Fetched]:
        """Return what waits for the client; two requests at once break the protocol."""
        if self._outgoing.is_being_fetched or "HTTP_UPGRADE" in environ:
            self._line.cut(closing.MALFORMED)
            return [Fetched(CLOSE)]
        return await self._outgoing.fetch()

    async def handle_post_request(self, environ: dict[str, object]) -> None:
        """Give each packet of the body to the line."""
        request = environ["aiohttp.request"]
        if self._posting or not isinstance(request, web.Request):
            self._line.cut(closing.MALFORMED)
            return
        self._posting = True
        try:
            body = await self._body(request)
        finally:
            self._posting = False
        if body is not None:
            self._take(body)

    async def close(self, reason: object = None) -> None:
        """End it, as the library asks."""
        del reason
        self._line.cut(closing.NORMAL)

    async def _body(self, request: web.Request) -> bytes | None:
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.handshake.total_seconds()):
                async for part in request.content.iter_any():
                    body += part
                    if len(body) > self._limits.frame_close:
                        self._line.cut(closing.TOO_LARGE)
                        return None
        except (TimeoutError, ConnectionError, web.RequestPayloadError):
            self._line.cut(closing.LOST)
            return None
        return bytes(body)

    def _take(self, body: bytes) -> None:
        packets = body.split(BETWEEN)
        if len(packets) > PACKETS:
            self._line.cut(closing.FLOOD)
        for packet in packets:
            if not self._line.open:
                return
            if packet.startswith(b"b"):
                self._line.cut(closing.BINARY)
            elif len(packet) > self._limits.frame_answer:
                self._line.too_large(packet[:HEAD_BYTES])
            else:
                self._line.text(packet)


def _nothing() -> None:
    """There is no line any more that could be behind."""
