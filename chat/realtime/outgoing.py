"""What goes out to a client: in order, never waited for, and never more than a bound.

Packets of one turn of the loop leave in one write. What the network does not take stays here, not
in the library's buffer, so that it is counted, and gone the moment the line is cut.
"""

import asyncio
import socket
from collections.abc import Callable
from typing import Protocol

import structlog

from chat.realtime import closing
from chat.realtime.closing import Closing
from chat.realtime.frames import CLOSE, control_frame, text_frame
from chat.realtime.transport_limits import TransportLimits

NETWORK_BYTES = 32 * 1024
"""What the event loop may hold of a line; beyond it, packets wait here."""
KERNEL_BYTES = 128 * 1024
"""What the kernel may hold (it takes this twice). Left alone it would hold megabytes for someone
who never reads, and we would learn of it only then."""
SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.02, 0.25

log = structlog.get_logger()


class Outgoing(Protocol):
    """The way back to one client."""

    def packet(self, payload: bytes) -> None:
        """Send an Engine.IO packet after all that was sent before."""
        ...

    def control(self, opcode: int, payload: bytes) -> None:
        """Send a websocket control frame, where there is a websocket."""
        ...

    def close(self, why: Closing, *, hurry: bool) -> None:
        """Say goodbye and hang up; in a `hurry`, without what still waits."""
        ...


class Traffic:
    """What all lines share: who sends something this turn, and what waits for slow readers."""

    def __init__(self, most_waiting_bytes: int) -> None:
        self.waiting_bytes = 0
        self._most_waiting_bytes = most_waiting_bytes
        self._ready: list[Callable[[], None]] = []

    @property
    def is_full(self) -> bool:
        """Whether slow readers together hold more than the house can spare."""
        return self.waiting_bytes > self._most_waiting_bytes

    def at_its_end(self, flush: Callable[[], None], loop: asyncio.AbstractEventLoop) -> None:
        """Call `flush` once this turn's callbacks have run."""
        if not self._ready:
            loop.call_soon(self._end)
        self._ready.append(flush)

    def _end(self) -> None:
        ready, self._ready = self._ready, []
        for flush in ready:
            try:
                flush()
            except Exception as failure:  # noqa: BLE001 -- the others' packets must still leave
                log.error("flush_failed", failure=type(failure).__name__)  # noqa: TRY400 -- no words


class WebSocketOutgoing:
    """The way back through a websocket."""

    __slots__ = (
        "_behind",
        "_bytes",
        "_closed",
        "_frames",
        "_in_turn",
        "_limits",
        "_loop",
        "_pump",
        "_traffic",
        "_transport",
        "_waiting",
    )

    def __init__(
        self,
        transport: asyncio.Transport,
        traffic: Traffic,
        limits: TransportLimits,
        behind: Callable[[], None],
    ) -> None:
        sock = transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)
        self._transport = transport
        self._traffic = traffic
        self._limits = limits
        self._behind = behind
        self._loop = asyncio.get_running_loop()  # asking each time costs a system call in 3.11
        self._frames: list[bytes] = []
        self._bytes = self._waiting = 0
        self._in_turn = self._closed = False
        self._pump: asyncio.Task[None] | None = None

    def packet(self, payload: bytes) -> None:
        """Send it at the end of this turn, or cut the line: the client is behind."""
        self._frame(text_frame(payload))

    def control(self, opcode: int, payload: bytes) -> None:
        """Send it in order with the packets, under the same bound."""
        self._frame(control_frame(opcode, payload))

    def close(self, why: Closing, *, hurry: bool) -> None:
        """Send a close frame last; whoever does not hang up is hung up on."""
        if self._closed:
            return
        self._closed = True
        self._behind = _nothing  # it knows the line, the line knows us: let both be forgotten
        frames, self._frames, self._bytes = self._frames, [], 0
        if self._pump is not None:
            self._pump.cancel()
            self._waits()
        if why is closing.LOST or self._transport.is_closing():
            return
        if frames and not hurry:
            self._transport.write(b"".join(frames))
        self._transport.write(control_frame(CLOSE, why.payload))
        goodbye_s = self._limits.goodbye.total_seconds()
        self._loop.call_later(goodbye_s, self._transport.abort)

    def _frame(self, frame: bytes) -> None:
        if self._closed:
            return
        if self._is_full(len(frame)):
            self._flush()
            if self._is_full(len(frame)):
                self._behind()
                return
        self._frames.append(frame)
        self._bytes += len(frame)
        if self._pump is not None:
            self._waits()
        elif not self._in_turn:
            self._in_turn = True
            self._traffic.at_its_end(self._flush_turn, self._loop)

    def _is_full(self, more: int) -> bool:
        return (
            len(self._frames) >= self._limits.outgoing_packets
            or self._bytes + more > self._limits.outgoing_bytes
            or (self._pump is not None and self._traffic.is_full)
        )

    def _waits(self) -> None:
        """Tell the others how much of ours waits now."""
        self._traffic.waiting_bytes += self._bytes - self._waiting
        self._waiting = self._bytes

    def _flush_turn(self) -> None:
        self._in_turn = False
        self._flush()

    def _flush(self) -> None:
        frames = self._frames
        if not frames or self._pump is not None or self._transport.is_closing():
            return
        self._write_some(frames)
        if self._transport.get_write_buffer_size() > NETWORK_BYTES:
            self._pump = self._loop.create_task(self._pump_out())
            self._waits()

    def _write_some(self, frames: list[bytes]) -> None:
        if self._bytes <= NETWORK_BYTES:
            self._transport.write(frames[0] if len(frames) == 1 else b"".join(frames))
            frames.clear()
            self._bytes = 0
            return
        while frames and self._transport.get_write_buffer_size() <= NETWORK_BYTES:
            taken = size = 0
            while taken < len(frames) and size < NETWORK_BYTES:
                size += len(frames[taken])
                taken += 1
            self._transport.write(b"".join(frames[:taken]))
            del frames[:taken]
            self._bytes -= size

    async def _pump_out(self) -> None:
        """Look again and again whether the network takes more; it tells nobody when it does."""
        clock = self._loop.time
        least, since, pause_s = self._transport.get_write_buffer_size(), clock(), SHORTEST_PAUSE_S
        while not self._transport.is_closing():
            await asyncio.sleep(pause_s)
            left = self._transport.get_write_buffer_size()
            if left < least or left <= NETWORK_BYTES:
                least, since, pause_s = left, clock(), SHORTEST_PAUSE_S
            elif clock() - since >= self._limits.stalled.total_seconds():
                self._pump = None
                self._behind()
                return
            else:
                pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
            if left <= NETWORK_BYTES:
                if not self._frames:
                    break
                self._write_some(self._frames)
                self._waits()
                least = self._transport.get_write_buffer_size()
        self._pump = None


def _nothing() -> None:
    """There is no line any more that could be behind."""
