"""One chat client of the generator: Engine.IO 4 and Socket.IO 5 over a raw websocket."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Protocol
from urllib.parse import SplitResult

import orjson

from tests.bench.websocket import WebSocket

CONNECT, DISCONNECT, EVENT, ACK, REFUSED = (ord(digit) for digit in "01234")
SLASH = ord("/")
CONNECT_WITHIN_S, READY_WITHIN_S = 30, 60


class Talker(Protocol):
    """One end, however it talks: connected it can send, and tells what comes."""

    side: int
    on_ack: Callable[[int, bool], None]
    on_message: Callable[[str], None]
    on_lost: Callable[[str], None]

    async def connect(self) -> None:
        """Get ready to write."""

    def send(self, seq: int, text: str) -> None:
        """Fire one message."""

    def close(self) -> None:
        """Hang up."""


class Adapter(Protocol):
    """What differs between servers: addresses, auth, event names, payloads."""

    namespace: str
    deflate: bool

    def link(self, pair: int, side: int) -> Talker:
        """Return one end, not yet connected."""

    async def prepare(self, first: int, end: int) -> None:
        """Open conversations and sign in for pairs `first` to `end - 1`."""

    def address(self, pair: int, side: int) -> SplitResult:
        """Where this end connects."""

    def namespace_of(self, side: int) -> str:
        """The namespace this end connects to."""

    def headers(self, pair: int, side: int) -> Mapping[str, str]:
        """What its handshake carries."""

    def auth(self, pair: int, side: int) -> object:
        """What its connect packet carries."""

    async def after_connect(self, link: "Link") -> None:
        """What it does before it writes."""

    def text(self, pair: int, side: int, seq: int) -> str:
        """A text that names its own place, so that order can be checked."""

    def message(self, link: "Link", seq: int, text: str) -> tuple[str, object]:
        """The event and payload that say it."""

    def ack_ok(self, args: list[Any]) -> bool:
        """Whether an answer is a yes."""

    def delivery(self, link: "Link", event: str, args: list[Any]) -> str | None:
        """The partner's text, or None for anything else."""


class Link:
    """Connected, authenticated and joined after `connect`; `send` fires one message."""

    def __init__(self, adapter: Adapter, pair: int, side: int) -> None:
        self.adapter, self.pair, self.side = adapter, pair, side
        self.on_ack: Callable[[int, bool], None] = lambda _seq, _ok: None
        self.on_message: Callable[[str], None] = lambda _text: None
        self.on_lost: Callable[[str], None] = lambda _why: None
        self.pings = 0
        self.lost = False
        self._ws: WebSocket | None = None
        self._ready: asyncio.Future[None] | None = None
        self._calls: dict[int, asyncio.Future[list[Any]]] = {}
        self._call_id = 1 << 40
        namespace = adapter.namespace_of(side)
        self._namespace = b"" if namespace in ("", "/") else namespace.encode() + b","
        self._event = b"42" + self._namespace

    async def connect(self) -> None:
        loop = asyncio.get_running_loop()
        adapter, address = self.adapter, self.adapter.address(self.pair, self.side)
        self._ready = loop.create_future()
        self._ws = WebSocket(
            address.netloc,
            "/socket.io/?EIO=4&transport=websocket",
            adapter.headers(self.pair, self.side),
            self._heard,
            self._lost,
            deflate=adapter.deflate,
        )
        ws = self._ws
        await loop.create_connection(lambda: ws, address.hostname or "", address.port or 80)
        await asyncio.wait_for(self._ws.opened, CONNECT_WITHIN_S)
        await asyncio.wait_for(self._ready, READY_WITHIN_S)
        await adapter.after_connect(self)

    def send(self, seq: int, text: str) -> None:
        event, payload = self.adapter.message(self, seq, text)
        self._write(self._event + str(seq).encode() + orjson.dumps([event, payload]))

    async def call(self, event: str, payload: object, within_s: float = 60) -> list[Any]:
        """Ask something with an answer; for an adapter's `after_connect`."""
        self._call_id += 1
        future = self._calls[self._call_id] = asyncio.get_running_loop().create_future()
        self._write(self._event + str(self._call_id).encode() + orjson.dumps([event, payload]))
        return await asyncio.wait_for(future, within_s)

    def stop_reading(self) -> None:
        """Let everything sent to this end pile up, as a stuck reader does."""
        assert self._ws is not None
        assert self._ws.transport is not None
        self._ws.transport.pause_reading()

    def close(self) -> None:
        self.on_lost = lambda _why: None
        if self._ws is not None:
            self._ws.close()

    def _write(self, packet: bytes) -> None:
        assert self._ws is not None
        self._ws.send(packet)

    def _lost(self, why: str) -> None:
        self.lost = True
        if self._ready is not None and not self._ready.done():
            self._ready.set_exception(ConnectionError(why))
        self.on_lost(why)

    def _heard(self, packet: bytes) -> None:
        match packet[0]:
            case 52:  # MESSAGE
                self._message(packet)
            case 50:  # PING
                self.pings += 1
                self._write(b"3" + packet[1:])
            case 48:  # OPEN
                auth = orjson.dumps(self.adapter.auth(self.pair, self.side))
                self._write(b"40" + self._namespace + auth)

    def _message(self, packet: bytes) -> None:
        kind, at = packet[1], 2
        if at < len(packet) and packet[at] == SLASH:
            at = packet.index(b",") + 1 if b"," in packet else len(packet)
        if kind == EVENT:
            start = packet.index(b"[", at)
            args = orjson.loads(packet[start:])
            if start > at:  # the server wants an answer
                self._write(b"43" + self._namespace + packet[at:start] + b"[]")
            text = self.adapter.delivery(self, args[0], args[1:])
            if text is not None:
                self.on_message(text)
        elif kind == ACK:
            start = packet.index(b"[", at)
            self._answered(int(packet[at:start]), orjson.loads(packet[start:]))
        elif kind == CONNECT:
            if self._ready is not None and not self._ready.done():
                self._ready.set_result(None)
        elif kind in (DISCONNECT, REFUSED):
            self._lost("refused " + packet.decode()[:200])
            self.close()

    def _answered(self, number: int, args: list[Any]) -> None:
        call = self._calls.pop(number, None)
        if call is None:
            self.on_ack(number, self.adapter.ack_ok(args))
        elif not call.done():
            call.set_result(args)
