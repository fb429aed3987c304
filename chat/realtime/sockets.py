"""One client in one namespace: what a namespace sends to, and what calls its handlers."""

import asyncio
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from enum import Enum, auto
from typing import Protocol

import structlog
from aiohttp import web

from chat.realtime import closing, encoding
from chat.realtime.pace import Pace
from chat.realtime.surroundings import Housing, Rules

log = structlog.get_logger()


class Answer(Protocol):
    """Given to a handler with each event: answers at most once, in order with what is sent."""

    def __call__(self, data: Mapping[str, object]) -> None:
        """Write the answer at once; nothing happens when the client asked for none."""
        ...


Handler = Callable[["Socket", object, Answer], Awaitable[Mapping[str, object] | None]]
"""Returns the answer's body, or `None` when it has answered itself or has nothing to say."""


class ConnectRefused(Exception):
    """A namespace does not let this client in; `more` goes to the client with code and message."""

    def __init__(self, code: str, message: str, **more: object) -> None:
        super().__init__(code)
        self.error: dict[str, object] = {"code": code, "message": message, **more}


class Namespace(Protocol):
    """One audience: who may come in, and what they may ask."""

    @property
    def path(self) -> str:
        """Its name on the wire, as `/young`."""
        ...

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """Every event there is; any other name is answered `unknown_event`."""
        ...

    async def connect(self, socket: "Socket", auth: object, request: web.Request) -> None:
        """Seat the client, or raise `ConnectRefused`; what is sent here follows the welcome."""
        ...

    async def gone(self, socket: "Socket") -> None:
        """Take note that the socket is gone: once for each `connect` that returned."""
        ...


class State(Enum):
    """A socket's life."""

    CONNECTING = auto()
    OPEN = auto()
    CLOSED = auto()


class Socket:
    """One client connected to one namespace."""

    __slots__ = (
        "_event",
        "_held",
        "_line",
        "_namespace",
        "_pace",
        "_queue",
        "_rules",
        "_worker",
        "acks",
        "language",
        "seat",
        "sid",
        "state",
    )

    def __init__(self, namespace: Namespace, line: Housing, rules: Rules) -> None:
        self.sid = secrets.token_urlsafe(12)
        self.seat: object | None = None
        self.language = line.language
        self.state = State.CONNECTING
        self._namespace = namespace
        self._line = line
        self._rules = rules
        self.acks = encoding.ack_prefix(namespace.path)
        self._event = encoding.event_prefix(namespace.path)
        per_min = rules.limits.events_per_min
        self._pace = Pace(per_min, line.loop.time()) if per_min is not None else None
        self._held: list[bytes] = []
        self._queue: deque[tuple[str, object, _Reply]] | None = None
        self._worker: asyncio.Task[None] | None = None

    @property
    def namespace(self) -> str:
        """The namespace it is connected to."""
        return self._namespace.path

    def send(self, event: str, data: object) -> None:
        """Send an event; never waits. A client that does not keep up is cut off."""
        self.write(encoding.event_packet(self._event, event, data))

    def send_raw(self, packet: bytes) -> None:
        """Send what `encode_event` made for this namespace, so that one encoding serves many."""
        self.write(packet)

    def close(self, reason: str) -> None:
        """End this socket, and its line when no other is on it; the client does not come back."""
        if self.state is State.OPEN:
            self._line.packet(encoding.disconnect_packet(self.namespace))
        if self.leave():
            self._line.forget(self.namespace)
            self._line.end(reason)

    def write(self, packet: bytes) -> None:
        """Send a packet of this namespace; before the welcome, keep it until then."""
        if self.state is State.OPEN:
            self._line.packet(packet)
        elif self.state is State.CONNECTING:
            self._held.append(packet)
            if len(self._held) > self._rules.limits.outgoing_packets:
                self._line.cut(closing.BEHIND)

    def leave(self) -> bool:
        """Take no more events and say goodbye to the namespace; false when it was already done."""
        before, self.state = self.state, State.CLOSED
        if self._queue:
            self._queue.clear()
        if before is State.OPEN:
            self._rules.start(self._farewell())
        return before is not State.CLOSED

    async def enter(self, auth: object, request: web.Request) -> None:
        """Ask the namespace to let the client in, and tell the client."""
        try:
            await self._namespace.connect(self, auth, request)
        except ConnectRefused as refused:
            self._turned_away(refused.error)
        except Exception as failure:  # noqa: BLE001 -- a bug in a handler must not leak the line
            _log_failure("connect", self.namespace, failure)
            answer = self._rules.refusal("unavailable", self.language)
            error = answer["error"]
            self._turned_away(error if isinstance(error, Mapping) else {"code": "unavailable"})
        else:
            if self.state is State.CLOSED:
                await self._farewell()
                return
            self.state = State.OPEN
            self._line.seated()
            self._rules.count("connected")
            self.write(encoding.connect_packet(self.namespace, self.sid))
            held, self._held = self._held, []
            for packet in held:
                self.write(packet)

    def knows(self, name: str) -> bool:
        """Tell whether there is such an event here."""
        return name in self._namespace.handlers

    def event(self, name: str, data: object, ack: bytes | None) -> None:
        """Put an event in line for its handler."""
        if name not in self._namespace.handlers:
            self.refuse(ack, "unknown_event")
            return
        wait_s = self._pace.wait_s(self._line.loop.time()) if self._pace else 0
        if self._queue is None:
            self._queue = deque()
        if not wait_s and len(self._queue) >= self._rules.limits.queue:
            wait_s = 1
        if wait_s:
            self.refuse(ack, "slow_down", retry_after_s=wait_s)
            return
        self._queue.append((name, data, _Reply(self, ack)))
        if self._worker is None:
            self._worker = self._line.loop.create_task(self._work(self._queue))

    def refuse(self, ack: bytes | None, code: str, **more: object) -> None:
        """Answer an event without a handler having seen it."""
        self._rules.count(code)
        if ack is not None:
            answer = dict(self._rules.refusal(code, self.language))
            error = answer.get("error")
            if more and isinstance(error, Mapping):
                answer["error"] = {**error, **more}
            _Reply(self, ack)(answer)

    @property
    def worker(self) -> asyncio.Task[None] | None:
        """The task that handles an event right now, if one does."""
        return self._worker

    async def _work(self, queue: deque[tuple[str, object, "_Reply"]]) -> None:
        try:
            while queue:
                name, data, reply = queue.popleft()
                try:
                    body = await self._namespace.handlers[name](self, data, reply)
                    if body is not None:
                        reply(body)
                except asyncio.CancelledError as failure:
                    if self._worker is not None and self._worker.cancelling():
                        raise
                    self._failed(name, reply, failure)  # what it waited for was cancelled, not it
                except Exception as failure:  # noqa: BLE001 -- the client must get its answer
                    self._failed(name, reply, failure)
        finally:
            self._worker = None

    def _failed(self, name: str, reply: "_Reply", failure: BaseException) -> None:
        _log_failure(name, self.namespace, failure)
        self._rules.count("handler_failed")
        reply(self._rules.refusal("unavailable", self.language))

    async def _farewell(self) -> None:
        if self._worker is not None:
            await asyncio.wait(
                {self._worker}, timeout=self._rules.limits.handler_grace.total_seconds()
            )
        try:
            await self._namespace.gone(self)
        except Exception as failure:  # noqa: BLE001 -- there is nobody left to tell
            _log_failure("gone", self.namespace, failure)

    def _turned_away(self, error: Mapping[str, object]) -> None:
        self._rules.count("connect_refused")
        if self.state is not State.CLOSED:
            self.state = State.CLOSED
            self._line.packet(encoding.refuse_packet(self.namespace, error))
            self._line.forget(self.namespace)


class _Reply:
    """The answer to one event."""

    __slots__ = ("_ack", "_socket")

    def __init__(self, socket: Socket, ack: bytes | None) -> None:
        self._socket = socket
        self._ack = ack

    def __call__(self, data: Mapping[str, object]) -> None:
        if self._ack is None:
            return
        packet = encoding.ack_packet(self._socket.acks, self._ack, data)
        self._ack = None
        self._socket.write(packet)


def _log_failure(handler: str, namespace: str, failure: BaseException) -> None:
    """Say where, never what: an exception's words may be somebody's."""
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    at = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else ""
    log.error(
        "handler_failed",
        handler=handler,
        namespace=namespace,
        failure=type(failure).__name__,
        at=at,
    )
