"""What goes out to a client: in order, never waited for, and never more than a bound.

Packets of one turn of the loop leave in one write. What the network does not take stays here, not
in the library's buffer, so that it is counted, and gone the moment the line is cut.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol

from aiohttp.abc import AbstractStreamWriter

from chat.realtime import closing
from chat.realtime.closing import Closing
from chat.realtime.frames import CLOSE, control_frame, text_frame
from chat.realtime.transport_limits import TransportLimits

NETWORK_BYTES = 64 * 1024
"""What the event loop may hold of a line; beyond it, packets wait here."""


class Outgoing(Protocol):
    """The way back to one client."""

    def packet(self, payload: bytes) -> None:
        """Send an Engine.IO packet after all that was sent before."""
        ...

    def control(self, opcode: int, payload: bytes) -> None:
        """Send a websocket control frame, where there is a websocket."""
        ...

    def waiting(self) -> int | None:
        """Return the bytes the network has not taken; `None` when nothing waits."""
        ...

    def close(self, why: Closing, *, hurry: bool) -> None:
        """Say goodbye and hang up; in a `hurry`, without what still waits."""
        ...


class Turn:
    """Collects who has something to send, and sends it when the loop's turn ends."""

    def __init__(self) -> None:
        self._ready: list[Callable[[], None]] = []

    def at_its_end(self, flush: Callable[[], None]) -> None:
        """Call `flush` once this turn's callbacks have run."""
        if not self._ready:
            asyncio.get_running_loop().call_soon(self._end)
        self._ready.append(flush)

    def _end(self) -> None:
        ready, self._ready = self._ready, []
        for flush in ready:
            flush()


class WebSocketOutgoing:
    """The way back through a websocket."""

    __slots__ = (
        "_behind",
        "_bytes",
        "_closed",
        "_frames",
        "_in_turn",
        "_limits",
        "_pump",
        "_transport",
        "_turn",
        "_writer",
    )

    def __init__(
        self,
        transport: asyncio.Transport,
        writer: AbstractStreamWriter,
        turn: Turn,
        limits: TransportLimits,
        behind: Callable[[], None],
    ) -> None:
        transport.set_write_buffer_limits(high=NETWORK_BYTES)
        self._transport = transport
        self._writer = writer
        self._turn = turn
        self._limits = limits
        self._behind = behind
        self._frames: list[bytes] = []
        self._bytes = 0
        self._in_turn = self._closed = False
        self._pump: asyncio.Task[None] | None = None

    def packet(self, payload: bytes) -> None:
        """Send it at the end of this turn, or cut the line: the client is behind."""
        self._frame(text_frame(payload))

    def control(self, opcode: int, payload: bytes) -> None:
        """Send it in order with the packets, under the same bound."""
        self._frame(control_frame(opcode, payload))

    def waiting(self) -> int | None:
        """Return how much waits while the network takes nothing."""
        if self._pump is None:
            return None
        return self._bytes + self._transport.get_write_buffer_size()

    def close(self, why: Closing, *, hurry: bool) -> None:
        """Send a close frame last; whoever does not hang up is hung up on."""
        if self._closed:
            return
        self._closed = True
        frames, self._frames, self._bytes = self._frames, [], 0
        if self._pump is not None:
            self._pump.cancel()
        if why is closing.LOST or self._transport.is_closing():
            return
        if frames and not hurry:
            self._transport.write(b"".join(frames))
        self._transport.write(control_frame(CLOSE, why.payload))
        goodbye_s = self._limits.goodbye.total_seconds()
        asyncio.get_running_loop().call_later(goodbye_s, self._transport.abort)

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
        if not self._in_turn and self._pump is None:
            self._in_turn = True
            self._turn.at_its_end(self._flush_turn)

    def _is_full(self, more: int) -> bool:
        too_many = len(self._frames) >= self._limits.outgoing_packets
        return too_many or self._bytes + more > self._limits.outgoing_bytes

    def _flush_turn(self) -> None:
        self._in_turn = False
        self._flush()

    def _flush(self) -> None:
        frames = self._frames
        if not frames or self._pump is not None or self._transport.is_closing():
            return
        self._write_some(frames)
        if self._transport.get_write_buffer_size() > NETWORK_BYTES:
            self._pump = asyncio.get_running_loop().create_task(self._pump_out())

    def _write_some(self, frames: list[bytes]) -> None:
        if self._bytes <= NETWORK_BYTES:
            self._transport.write(frames[0] if len(frames) == 1 else b"".join(frames))
            frames.clear()
            self._bytes = 0
            return
        while frames and self._transport.get_write_buffer_size() <= NETWORK_BYTES:
            frame = frames.pop(0)
            self._bytes -= len(frame)
            self._transport.write(frame)

    async def _pump_out(self) -> None:
        """Write on whenever the network has taken most of what it was given."""
        try:
            while not self._transport.is_closing():
                await self._writer.drain()
                if not self._frames:
                    break
                self._write_some(self._frames)
                # Should the library not have paused us, this still lets others run.
                await asyncio.sleep(0)
        except ConnectionError:
            pass  # the line ends where the loss is heard, not here
        finally:
            self._pump = None
