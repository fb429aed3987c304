"""One client's line: what comes in is checked here, and goes to its sockets or ends the line."""

import asyncio
from collections.abc import Mapping
from typing import Protocol

import structlog
from aiohttp import web

from chat.realtime import closing, encoding, packets
from chat.realtime.closing import Closing
from chat.realtime.frames import CLOSE, PING, PONG
from chat.realtime.heartbeat import Heartbeat
from chat.realtime.outgoing import Outgoing
from chat.realtime.packets import Kind, Malformed, NotText
from chat.realtime.sockets import Namespace, Socket, State
from chat.realtime.surroundings import Rules

log = structlog.get_logger()
ANSWER = b"3"
HANG_UP = b"1"


class House(Rules, Protocol):
    """What all lines of a transport share."""

    namespaces: Mapping[bytes, Namespace]
    heartbeat: Heartbeat

    def seated(self, line: "Line") -> None:
        """Take note that somebody sits on the line."""
        ...

    def closed(self, line: "Line", why: Closing) -> None:
        """Take note that the line is closed."""
        ...


class Line:
    """One connection; at most one socket in each namespace."""

    __slots__ = (
        "_asked_s",
        "_bare_since",
        "_connects",
        "_controls",
        "_frames",
        "_house",
        "_left",
        "_ping_s",
        "language",
        "loop",
        "open",
        "outgoing",
        "request",
        "sid",
        "slot",
        "sockets",
    )

    def __init__(
        self, house: House, outgoing: Outgoing, request: web.Request, sid: str, language: str
    ) -> None:
        self.sid = sid
        self.language = language
        self.outgoing = outgoing
        self.request = request
        self.sockets: dict[bytes, Socket] = {}
        self.open = True
        self.slot = 0
        self._house = house
        self._connects = self._controls = self._frames = 0
        self._asked_s: float | None = None
        self.loop = asyncio.get_running_loop()  # asking each time costs a system call in 3.11
        now = self.loop.time()
        self._ping_s = now + house.limits.ping_every.total_seconds()
        self._bare_since: float | None = now
        house.heartbeat.join(self, self._next_beat(now))

    # What the client says

    def text(self, frame: bytes) -> None:
        """Take one Engine.IO packet."""
        self._frames += 1
        limit = self._house.limits.frames_each_ping
        if limit is not None and self._frames > limit:
            self.cut(closing.FLOOD)
        elif frame.startswith(b"4"):
            try:
                self._message(frame)
            except Exception as failure:  # noqa: BLE001 -- a bug here must not leave a ghost
                log.error("line_failed", failure=type(failure).__name__)  # noqa: TRY400 -- no words
                self.cut(closing.FAILED)
        elif frame == ANSWER:
            self._answered()
        elif frame == HANG_UP:
            self.cut(closing.NORMAL)
        else:
            self.cut(closing.MALFORMED)

    def too_large(self, head: bytes) -> None:
        """Answer a message of which only the head was kept."""
        namespace, ack = packets.address(head)
        socket = self.sockets.get(namespace)
        if ack is None or socket is None or socket.state is not State.OPEN:
            self.cut(closing.TOO_LARGE)
        else:
            socket.refuse(ack, "too_large")

    def control(self, opcode: int, payload: bytes) -> None:
        """Answer a websocket's own ping or close."""
        if opcode == CLOSE:
            self.cut(closing.NORMAL)
        elif self._is_control_flood():
            self.cut(closing.FLOOD)
        elif opcode == PING:
            self.outgoing.control(PONG, payload)

    def lost(self) -> None:
        """The network has ended the line."""
        self.cut(closing.LOST)

    def cut(self, why: Closing) -> None:
        """End the line; every socket on it says goodbye to its namespace."""
        if not self.open:
            return
        self.open = False
        self._house.heartbeat.leave(self)
        self.outgoing.close(why, hurry=why in (closing.BEHIND, closing.SILENT, closing.FLOOD))
        for socket in list(self.sockets.values()):
            socket.leave()
        self.sockets.clear()
        self._house.closed(self, why)

    # What its sockets ask

    def packet(self, payload: bytes) -> None:
        """Send a Socket.IO packet, in order."""
        self.outgoing.packet(payload)

    def seated(self) -> None:
        """Tell the house: this line is somebody's."""
        self._house.seated(self)

    def forget(self, namespace: str) -> None:
        """Take the socket off the line; a line nobody is on may try again for a while."""
        self.sockets.pop(namespace.encode(), None)
        if not self.sockets:
            self._bare_since = self.loop.time()

    def end(self, reason: str) -> None:
        """Close the line, unless another socket is on it."""
        if not self.sockets:
            self.cut(closing.ended(reason))

    # What time asks

    def beat(self, now: float) -> float | None:
        """Ask whether the client is there; cut the line when it did not answer the last time."""
        limits = self._house.limits
        if self._asked_s is not None and now >= self._asked_s + limits.ping_answer.total_seconds():
            self.cut(closing.SILENT)
        elif self._is_bare(now):
            self.cut(closing.NOBODY)
        elif self._asked_s is None and now >= self._ping_s:
            self._asked_s, self._ping_s = now, now + limits.ping_every.total_seconds()
            self._frames = self._controls = 0
            self.outgoing.packet(encoding.PING)
        return self._next_beat(now) if self.open else None

    def _next_beat(self, now: float) -> float:
        limits = self._house.limits
        due = self._ping_s
        if self._asked_s is not None:
            due = min(due, self._asked_s + limits.ping_answer.total_seconds())
        if self._bare_since is not None:
            due = min(due, self._bare_since + limits.handshake.total_seconds())
        return max(0.0, due - now)

    def _is_bare(self, now: float) -> bool:
        since = self._bare_since
        if since is None:
            return False
        if any(one.state is State.OPEN for one in self.sockets.values()):
            self._bare_since = None
            return False
        return now >= since + self._house.limits.handshake.total_seconds()

    def _is_control_flood(self) -> bool:
        self._controls += 1
        return self._controls > self._house.limits.control_frames_each_ping

    def _answered(self) -> None:
        if self._asked_s is not None:
            self._asked_s = None
        elif self._is_control_flood():
            self.cut(closing.FLOOD)

    # Socket.IO

    def _message(self, frame: bytes) -> None:
        try:
            packet = packets.read(frame)
        except NotText:
            self.cut(closing.NOT_TEXT)
            return
        except Malformed as bad:
            self._malformed(bad)
            return
        if packet.kind is Kind.EVENT:
            socket = self.sockets.get(packet.namespace)
            if socket is not None and socket.state is State.OPEN:
                socket.event(packet.name, packet.data, packet.ack)
            else:
                self._nobody_there(packet.namespace, packet.ack)
        elif packet.kind is Kind.CONNECT:
            self._connect(packet.namespace, packet.data)
        else:
            socket = self.sockets.get(packet.namespace)
            if socket is not None and socket.leave():
                self.forget(socket.namespace)

    def _malformed(self, bad: Malformed) -> None:
        socket = self.sockets.get(bad.namespace)
        if bad.ack is None or socket is None or socket.state is not State.OPEN:
            self.cut(closing.MALFORMED)
        else:
            is_ours = bad.name is None or socket.knows(bad.name)
            socket.refuse(bad.ack, "malformed" if is_ours else "unknown_event")

    def _nobody_there(self, namespace: bytes, ack: bytes | None) -> None:
        """An event for a socket that is not there, or not any more."""
        known = self._house.namespaces.get(namespace)
        if known is None:
            self.cut(closing.MALFORMED)
            return
        self._house.count("not_connected")
        if ack is not None:
            answer = self._house.refusal("unauthorized", self.language)
            self.packet(encoding.ack_packet(encoding.ack_prefix(known.path), ack, answer))

    def _connect(self, path: bytes, auth: object) -> None:
        self._connects += 1
        if self._connects > self._house.limits.connects:
            self.cut(closing.FLOOD)
            return
        namespace = self._house.namespaces.get(path)
        if namespace is None:
            self._house.count("unknown_namespace")
            error = self._house.refusal("not_found", self.language)["error"]
            self.packet(
                encoding.refuse_packet(path.decode(), error if isinstance(error, dict) else {})
            )
        elif path in self.sockets:
            self.cut(closing.MALFORMED)
        else:
            socket = self.sockets[path] = Socket(namespace, self, self._house)
            self._house.start(socket.enter(auth, self.request))
