"""RFC 6455 frames, from bytes as the network cuts them; written where one packet is one frame.

Reading happens where the bytes arrive, without a queue or a task in between: with a few hundred
lines in a process, waking a reader for each frame costs more than all else the transport does.
What is too large is never collected: of a frame over `keep` only its head is kept.
"""

import asyncio
from typing import Protocol

from chat.realtime import closing
from chat.realtime.closing import Closing
from chat.realtime.packets import HEAD_BYTES

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
CONTROL = 0x8
CONTROL_BYTES = 125
"""RFC 6455 §5.5."""
FRAGMENTS = 1024
"""Pieces of one message; a browser sends one. Our own number."""
_FIN, _MASKED, _RESERVED = 0x80, 0x80, 0x70
_SHORT, _MEDIUM = 126, 1 << 16
_SMALLEST = 2
_KNOWN = frozenset((CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG))
_HEADS = [bytes((_FIN | TEXT, length)) for length in range(_SHORT)]
_UNMASKED = bytes(4)
_GOES_ON = (False, b"")


class Listening(Protocol):
    """Who hears what a client says."""

    open: bool
    """Whether it still listens."""

    def text(self, frame: bytes) -> None:
        """Take a whole text message."""
        ...

    def too_large(self, head: bytes) -> None:
        """Take note of a message over `keep`, of which this is the beginning."""
        ...

    def control(self, opcode: int, payload: bytes) -> None:
        """Take a ping, pong or close."""
        ...

    def cut(self, why: Closing) -> None:
        """End the line: this client does not keep the protocol."""
        ...

    def lost(self) -> None:
        """Take note that the network has ended the line."""
        ...


def text_frame(payload: bytes) -> bytes:
    """Return a whole, unmasked text message."""
    length = len(payload)
    if length < _SHORT:
        return _HEADS[length] + payload
    if length < _MEDIUM:
        return b"\x81\x7e" + length.to_bytes(2, "big") + payload
    return b"\x81\x7f" + length.to_bytes(8, "big") + payload


def control_frame(opcode: int, payload: bytes) -> bytes:
    """Return a control frame; `payload` is at most 125 bytes."""
    return bytes((_FIN | opcode, len(payload))) + payload


class FrameReader:
    """Takes bytes as aiohttp's parsers do; tells a `Listening` what they say."""

    __slots__ = (
        "_close_over",
        "_fragments",
        "_keep",
        "_listening",
        "_message",
        "_need",
        "_rest",
        "_size",
        "_skip",
        "_skip_ends",
        "over",
    )

    def __init__(self, keep: int, close_over: int) -> None:
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done when the network has ended the connection."""
        self._listening: Listening | None = None
        self._keep = keep
        self._close_over = close_over
        self._rest: bytes | bytearray = b""
        self._need = 0
        self._message: bytearray | None = None
        self._size = self._fragments = self._skip = 0
        self._skip_ends = False

    def start(self, listening: Listening) -> None:
        """Read to it, beginning with what has come already."""
        self._listening = listening
        rest, self._rest = bytes(self._rest), b""
        self._read(listening, rest)

    def feed_data(self, data: bytes) -> tuple[bool, bytes]:
        """Read on; what is left of a frame is kept until the rest comes."""
        listening = self._listening
        if listening is None:
            self._rest += data
        elif listening.open:
            if self._skip:
                data = self._skipped(listening, data)
            if self._rest:
                if type(self._rest) is not bytearray:
                    self._rest = bytearray(self._rest)
                self._rest += data
                if len(self._rest) < self._need:
                    return _GOES_ON
                data, self._rest = bytes(self._rest), b""
            self._read(listening, data)
        elif data[0] == _FIN | CLOSE:
            self._over()  # the answer to our close frame: now both have said it
        return _GOES_ON

    def feed_eof(self) -> None:
        """The connection is gone."""
        if self._listening is not None:
            self._listening.lost()
        self._over()

    def _over(self) -> None:
        if not self.over.done():
            self.over.set_result(None)

    def _read(  # noqa: C901 -- one frame in one piece: calls would cost more than they explain
        self, listening: Listening, data: bytes
    ) -> None:
        at, end = 0, len(data)
        while listening.open:
            if end - at < _SMALLEST:
                self._need = _SMALLEST
                break
            first, second = data[at], data[at + 1]
            length = second & 0x7F
            body = at + 6
            if length >= _SHORT:
                wide = 2 if length == _SHORT else 8
                body += wide
                if end < body:
                    self._need = body - at
                    break
                length = int.from_bytes(data[at + 2 : at + 2 + wide], "big")
            wrong = self._wrong(first, second, length)
            if wrong is not None:
                listening.cut(wrong)
                return
            opcode = first & 0xF
            large = opcode < CONTROL and self._size + length > self._keep
            stop = body + (min(length, HEAD_BYTES) if large else length)
            if end < stop:
                self._need = stop - at
                break
            payload = data[body:stop]
            mask = data[body - 4 : body]
            if mask != _UNMASKED:
                payload = _unmask(payload, mask)
            if large:
                self._begin_skipping(first, payload, length)
                data = self._skipped(listening, data[body:])
                at, end = 0, len(data)
                continue
            at = stop
            if opcode >= CONTROL:
                listening.control(opcode, payload)
            elif first & _FIN and self._message is None:
                listening.text(payload)
            else:
                self._collect(listening, first, payload)
        if at < end and listening.open:
            self._rest = data[at:]

    def _wrong(self, first: int, second: int, length: int) -> Closing | None:
        """Return why a frame that begins so ends the line (RFC 6455 §5), if it does."""
        opcode = first & 0xF
        if first & _RESERVED or not second & _MASKED or opcode not in _KNOWN:
            return closing.MALFORMED
        if opcode >= CONTROL:
            fits = length <= CONTROL_BYTES and first & _FIN
            return None if fits else closing.MALFORMED
        if opcode == BINARY:
            return closing.BINARY
        if (opcode == TEXT) is not (self._message is None):
            return closing.MALFORMED
        if self._size + length > self._close_over:
            return closing.TOO_LARGE
        return closing.FLOOD if self._fragments >= FRAGMENTS else None

    def _collect(self, listening: Listening, first: int, payload: bytes) -> None:
        """Add one piece of a message that comes in several."""
        if self._message is None:
            self._message = bytearray()
        self._fragments += 1
        self._message += payload
        self._size += len(payload)
        if first & _FIN:
            listening.text(self._whole())

    def _begin_skipping(self, first: int, head: bytes, length: int) -> None:
        if self._message is None:
            self._message = bytearray()
        self._fragments += 1
        self._message += head
        del self._message[HEAD_BYTES:]
        self._size += length
        self._skip, self._skip_ends = length, bool(first & _FIN)

    def _skipped(self, listening: Listening, data: bytes) -> bytes:
        """Throw away what belongs to a frame that is too large; return what comes after it."""
        thrown = min(self._skip, len(data))
        self._skip -= thrown
        if not self._skip and self._skip_ends:
            self._skip_ends = False
            listening.too_large(self._whole())
        return data[thrown:]

    def _whole(self) -> bytes:
        message = bytes(self._message or b"")
        self._message, self._size, self._fragments = None, 0, 0
        return message


def _unmask(payload: bytes, mask: bytes) -> bytes:
    """RFC 6455 §5.3, as one exclusive-or of two long integers."""
    length = len(payload)
    key = (mask * (length // 4 + 1))[:length]
    mixed = int.from_bytes(payload, "little") ^ int.from_bytes(key, "little")
    return mixed.to_bytes(length, "little")
